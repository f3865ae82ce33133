"""Accepted returns of the made-up country, and releases of them with invented cells, for tests of the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.catalogue import load_catalogue
from data.model import RELEASE_CELLS, Country, Quarter, Role, Status, Visitor
from data.settings import read_settings
from data.store import closing, engine, frames, published, publishing, release_writing, releases, returns, review
from data.store.house import House
from data.store.new_return import NewReturn, Observation
from data.store.release_writing import NewRelease
from data.store.releases import Release
from tests.data.store.world import QUARTER, XLAND, facility_row, new_return

CATALOGUE = load_catalogue()
REVIEWER = Visitor("reviewer@example.org", Role.REVIEWER)
RATIO, (ABOVE, BELOW) = next(iter(CATALOGUE.ratios.items()))
RESIDENTS, NIGHTS = (
    next(part.measure for each in CATALOGUE.indicators.values() for part in each.parts if part.source == source)
    for source in ("facilities.residents", "facilities.bed_nights")
)
COUNTED = "PEOPLE"
"""A measure of persons of the tests' own."""
ALONE = "ALONE"
"""A measure that is released for the country alone."""
EXACT = 7919.0
"""A true count that nobody may read in a release."""
CLOSED = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
PUBLISHED = dt.datetime(2026, 11, 5, tzinfo=dt.UTC)
PASSED = {"passed": True, "cells": 10}


def house_of(url: str, *, country: Country = XLAND, **environ: str) -> House:
    """A house of the made-up country with an empty real database."""
    opened = engine.connect(url)
    facts = engine.create(opened, country=country.iso3, world="real")
    return House(read_settings({"DATABASE_URL": url, **environ}), CATALOGUE, country, opened, facts)


def said(measure: str, value: float) -> Observation:
    """A number, with the cell that it stood in."""
    return Observation(measure, "total", "", value, Status.REPORTED, "Secret sheet", "XY77")


def filed(place: str, value: float = EXACT, *, quarter: Quarter = QUARTER, kind: str = "recovery_centre") -> NewReturn:
    """A return full of what must not be read in a release, with a centre of a kind."""
    numbers = [said(measure, value) for measure in (COUNTED, ABOVE, BELOW, RESIDENTS, NIGHTS)]
    centre = facility_row(name=f"House of {place}", kind=kind, residents=value, bed_nights=value, sheet="Secret sheet")
    money = {
        "facility": f"House of {place}",
        "source": "Foundation",
        "source_kind": "foundation",
        "status": "signed",
        "amount": 5000,
        "currency": "XXX",
        "sheet": "Secret sheet",
        "row": 8,
        **dict.fromkeys(("signed_on", "due_on", "received_on", "until")),
    }
    return new_return(
        place,
        *numbers,
        quarter=quarter,
        office="Secret office",
        ratios=CATALOGUE.ratios,
        facility_rows=[centre],
        funding_rows=[money],
        answers={"question": "Secret answer"},
        content=f"secret workbook of {place}, {value}".encode(),
    )


def accept(connection: Connection, news: Iterable[NewReturn], *, country: Country = XLAND) -> None:
    """File returns and accept them."""
    for each in returns.file_returns(connection, list(news), country=country):
        review.accept(connection, [each.receipt], by=REVIEWER, at=CLOSED, country=country)


def close(connection: Connection, *quarters: Quarter) -> None:
    """Close quarters."""
    for quarter in quarters or (QUARTER,):
        closing.close(connection, quarter, by=REVIEWER, at=CLOSED)


def cells(shown: Mapping[str, float], *, quarter: Quarter = QUARTER, country: Country = XLAND) -> pd.DataFrame:
    """What a release shows that tells one number of each district: the same of every measure, and every level's sum."""
    rows = []
    for measure in (COUNTED, ABOVE, BELOW, RESIDENTS, NIGHTS):
        for place in country.places:
            below = sorted(country.within(place))
            told = [shown[code] for code in below if code in shown]
            status = Status.REPORTED if told else Status.MISSING
            value = sum(told) if told else float("nan")
            rows.append((measure, "total", "", str(quarter), place, value, status.value, len(told), len(below)))
    for place, value in shown.items():
        told = (str(quarter), place, value, Status.REPORTED.value, 1, 1)
        rows += [
            (COUNTED, "sex", "F", *told),
            *((each, "facility", f"{place}-C1", *told) for each in (RESIDENTS, NIGHTS)),
        ]
    if shown:
        rows.append((ALONE, "total", "", str(quarter), "XXX", 70.0, Status.REPORTED.value, len(shown), len(below)))
    return pd.DataFrame(rows, columns=list(RELEASE_CELLS))


def new_release(
    connection: Connection, shown: Mapping[str, float], *, quarter: Quarter = QUARTER, **more: object
) -> NewRelease:
    """A release of what is accepted, that shows something."""
    fields: dict[str, object] = {
        "quarter": quarter,
        "base": 5,
        "method": "1",
        "draw": 0,
        "input_hash": "0" * 64,
        "verdict": PASSED,
        "cells": cells(shown, quarter=quarter),
        "returns": releases.accepted_returns(connection, quarter),
    }
    return NewRelease(**(fields | more))  # type: ignore[arg-type]


def make(house: House, shown: Mapping[str, float], *, at: dt.datetime = PUBLISHED, **more: object) -> Release:
    """Write a release."""
    with engine.writing(house.engine) as connection:
        return release_writing.write(connection, new_release(connection, shown, **more), by=REVIEWER, at=at)  # type: ignore[arg-type]


def publish(house: House, shown: Mapping[str, float], *, at: dt.datetime = PUBLISHED, **more: object) -> Release:
    """Write a release and publish it."""
    made = make(house, shown, at=at, **more)
    return publishing.publish(house.store, made.id, by=REVIEWER, at=at)


SHOWN = {"1.0": 5.0, "1.1": 0.0, "2.0": 15.0}


@contextmanager
def opened(url: str) -> Iterator[House]:
    """A closed quarter with an accepted return of each district of `SHOWN`."""
    found = house_of(url, RELEASED_DATABASE_URL=role_of(url))
    with engine.writing(found.engine) as connection:
        accept(connection, [filed(place) for place in SHOWN])
        close(connection)
    yield found
    if found.settings.released_url:
        published.engine_of_role(found.settings.released_url).dispose()
    elif shown := found.released():
        shown.engine.dispose()
    found.engine.dispose()


def role_of(url: str) -> str:
    """The address of a role that may read nothing yet; of SQLite, which needs none, an empty one."""
    if url.startswith("sqlite"):
        return ""
    owner = engine.connect(url)
    with engine.writing(owner) as connection:
        if connection.scalar(sa.text("SELECT 1 FROM pg_roles WHERE rolname = 'donors_of_tests'")) is None:
            connection.execute(sa.text("CREATE ROLE donors_of_tests LOGIN"))
    owner.dispose()
    return sa.make_url(url).set(username="donors_of_tests").render_as_string(hide_password=False)


def reopen(house: House, place: str) -> None:
    """Open a district's quarter again."""
    with engine.writing(house.engine) as connection:
        told = {"by": REVIEWER, "at": PUBLISHED, "reason": "Secret reason", "country": XLAND}
        review.reopen(connection, place=place, quarter=QUARTER, **told)  # type: ignore[arg-type]


def correct(house: House, place: str, value: float) -> None:
    """Reopen a district's quarter; another return takes the place of its own, and is accepted."""
    reopen(house, place)
    with engine.writing(house.engine) as connection:
        accept(connection, [filed(place, value)])


def read(house: House) -> dict[str, float]:
    """What pages read of the measure that counts people."""
    with house.reading() as connection:
        places = frames.values(connection, measures=[COUNTED], quarters=[QUARTER, QUARTER - 1])
        sums = frames.sums(connection, measures=[COUNTED], places=list(XLAND.places))
    found = pd.concat([places, sums])
    return {f"{row.quarter} {row.place}": row.numerator for row in found.itertuples()}


def as_read(shown: Mapping[str, float], quarter: Quarter = QUARTER) -> dict[str, float]:
    """What it has to be: each district as it is shown, and every sum that has a district."""
    sums = {code: [shown[each] for each in sorted(XLAND.within(code)) if each in shown] for code in XLAND.places}
    return {f"{quarter} {code}": sum(told) for code, told in sums.items() if told}
