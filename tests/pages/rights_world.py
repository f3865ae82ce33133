"""A real database in which three districts have filed, each with numbers and a centre that nobody else has."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from data.model import RELEASE_CELLS, Quarter, Role, Status, Visitor
from data.settings import read_settings
from data.store import api_tokens, closing, engine, people, publishing, release_writing, releases, review, sign_ins
from data.store.house import House, open_house
from data.store.new_return import NewReturn, Observation
from data.store.people_tables import people as table
from data.store.release_writing import NewRelease
from data.store.returns import file_returns
from pages.parts import signed_in
from tests.data.intake import forms
from tests.pages import small_world

QUARTER: Quarter = forms.QUARTER
DISTRICTS = {"own": "32.02", "near": "32.03", "far": "11.01"}
PROVINCE = "32"
PLACES = {Role.TASKFORCE: [DISTRICTS["own"]], Role.PROVINCE: [PROVINCE]}
NUMBERS = {"own": 61_013, "near": 62_017, "far": 63_019}
RELEASED = {"own": 61_015, "near": 62_015, "far": 63_020}
"""What is released of the numbers."""
MEASURES = ("PRT-02", "PRT-04", "PRO-07")
TOLD = (*((measure, "total", "") for measure in MEASURES), (MEASURES[0], "movement", "internal"))
"""What every return says its number of: the measures, and one part of the first."""
FILER = "filer@example.org"


def signs(which: str) -> tuple[str, ...]:
    """What is found wherever a district's exact figures, centre or return are shown, and nowhere else."""
    return (*_written(NUMBERS[which]), f"Centre {which} of the tests", f"Office {which} of the tests")


def signs_of_released(which: str) -> tuple[str, ...]:
    """What is found wherever a district's released figures are shown."""
    return _written(RELEASED[which])


def _written(number: int) -> tuple[str, ...]:
    return str(number), f"{number:,}", f"{number:,}".replace(",", ".")


def content(which: str) -> bytes:
    """The bytes that a district filed."""
    return f"workbook of {which}".encode()


def settings(var: Path) -> dict[str, str]:
    """The environment of the real database."""
    return {"COUNTRY": "IDN", "LIMA_VAR": str(var), "DATABASE_URL": f"sqlite:///{var / 'real.db'}"}


def make(var: Path) -> House:
    """File the three returns, and add one person for each role, also one for which there is none yet."""
    house = open_house(read_settings(settings(var)))
    with engine.writing(house.engine) as connection:
        file_returns(connection, [_return(which) for which in DISTRICTS], country=house.country)
        for role in Role:
            if role is not Role.PUBLIC:
                _add(connection, house, role)
    house.engine.dispose()
    return house


def release(house: House) -> None:
    """Accept the three returns, release the quarter, and let donors and the public in."""
    reviewer, coordinator = visitor(house, Role.REVIEWER), Visitor(email(Role.PROVINCE), Role.PROVINCE)
    at = dt.datetime(2026, 11, 5, tzinfo=dt.UTC)
    with engine.writing(house.engine) as connection:
        for which, code in DISTRICTS.items():
            above = dataclasses.replace(coordinator, places=frozenset({house.country.places[code].parent}))
            review.forward(connection, [_receipt(connection, which)], by=above, at=at, country=house.country)
            review.accept(connection, [_receipt(connection, which)], by=reviewer, at=at, country=house.country)
        closing.close(connection, QUARTER, by=reviewer, at=at)
        new = NewRelease(
            quarter=QUARTER,
            base=5,
            method="by hand",
            draw=0,
            input_hash="0" * 64,
            verdict={"passed": True},
            cells=pd.DataFrame(_cells(house), columns=list(RELEASE_CELLS)),
            returns=releases.accepted_returns(connection, QUARTER),
        )
        made = release_writing.write(connection, new, by=reviewer, at=at)
    publishing.publish(house.store, made.id, by=reviewer, at=at)
    with engine.writing(house.engine) as connection:
        for role in (Role.DONOR, Role.PUBLIC):
            release_writing.let_in(connection, role, let=True, by=reviewer, at=at)


def _cells(house: House) -> Iterator[tuple[object, ...]]:
    for measure, *part in TOLD:
        for which, code in DISTRICTS.items():
            yield measure, *part, str(QUARTER), code, float(RELEASED[which]), "reported", 1, 1


def copy(house: House, var: Path) -> House:
    """The same in a database of its own, to write into."""
    for file in house.settings.var.glob("real*.db"):
        shutil.copyfile(file, var / file.name)
    own = read_settings(settings(var))
    return dataclasses.replace(house, settings=own, engine=engine.connect(own.database_url))


def email(role: Role) -> str:
    """Of the person of a role."""
    return f"{role.value}@example.org"


def visitor(house: House, role: Role) -> Visitor:
    """The person of a role as a visitor, as if donors could sign in already."""
    if role is Role.PUBLIC:
        return signed_in.NOBODY
    with engine.reading(house.engine) as connection:
        return people.by_email(connection, email(role)).visitor(house.country)


def session(house: House, role: Role) -> str:
    """A session of the person of a role; none for the public."""
    if role is Role.PUBLIC:
        return ""
    with engine.writing(house.engine) as connection:
        person = people.by_email(connection, email(role))
        return sign_ins.begin(connection, person, way=sign_ins.PASSWORD, at=dt.datetime.now(dt.UTC))


def api_token(house: House, role: Role) -> str:
    """A token of the person of a role; a made-up one for the public."""
    if role is Role.PUBLIC:
        return "made-up"
    with engine.writing(house.engine) as connection:
        at = dt.datetime.now(dt.UTC)
        return api_tokens.make(connection, email(role), label="test", by="admin@example.org", at=at)


def receipt(house: House, which: str) -> str:
    """The receipt of a district's return."""
    with engine.reading(house.engine) as connection:
        return _receipt(connection, which)


def _receipt(connection: sa.Connection, which: str) -> str:
    found = connection.execute(sa.text("SELECT receipt FROM returns WHERE place = :place"), {"place": DISTRICTS[which]})
    return str(found.scalar_one())


def _add(connection: sa.Connection, house: House, role: Role) -> None:
    open_role = Role.LEADERSHIP if role is Role.DONOR else role
    people.add(
        connection,
        email=email(role),
        name=role.title(),
        role=open_role,
        places=PLACES.get(role, []),
        language="en",
        country=house.country,
        by="operator",
        at=dt.datetime.now(dt.UTC),
    )
    connection.execute(table.update().where(table.c.email == email(role)).values(role=role.value))


def _return(which: str) -> NewReturn:
    number = float(NUMBERS[which])
    return NewReturn(
        place=DISTRICTS[which],
        quarter=QUARTER,
        by=FILER,
        office=f"Office {which} of the tests",
        at=dt.datetime(2026, 10, 12, 8, 30, tzinfo=dt.UTC),
        template_version="1",
        catalogue_version="abc",
        language="en",
        observations=tuple(
            Observation(measure, *part, number, Status.REPORTED, "Sheet", "C3") for measure, *part in TOLD
        ),
        ratios={},
        facility_rows=[small_world.facility(f"Centre {which} of the tests", currency="IDR")],
        content=content(which),
    )
