"""People: adding them, their role and places, letting them in no longer; all of it in the log."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data.countries import load_country
from data.errors import BadPerson, KnownPerson, LastAdministrator, PlacesMismatch, RoleNotOpen, UnknownPerson
from data.model import Country, Role
from data.store import api_tokens, audit, engine, people
from data.store.engine import data_version
from data.store.tables import audit as log

NOW = dt.datetime(2026, 11, 2, 8, 0, tzinfo=dt.UTC)
DISTRICT, OTHER, PROVINCE = "32.02", "32.03", "32"


@pytest.fixture(scope="module")
def country() -> Country:
    return load_country("IDN", None)


@pytest.fixture
def opened(store_url: str) -> Iterator[Engine]:
    made = engine.connect(store_url)
    engine.create(made, country="IDN", world="real")
    yield made
    made.dispose()


@pytest.fixture
def connection(opened: Engine) -> Iterator[Connection]:
    with engine.writing(opened) as connection:
        yield connection


def added(
    connection: Connection, country: Country, email: str, role: Role = Role.ADMINISTRATOR, *places: str
) -> people.Person:
    return people.add(
        connection,
        email=email,
        name="Somebody",
        role=role,
        places=places,
        language="en",
        country=country,
        by="operator",
        at=NOW,
    )


def actions(connection: Connection) -> list[tuple[str, str, str]]:
    rows = connection.execute(sa.select(log.c.actor, log.c.action, log.c.subject).order_by(log.c.id))
    return [tuple(row) for row in rows]


def test_an_officer_is_added_changed_and_disabled_and_each_is_in_the_log(
    connection: Connection, country: Country
) -> None:
    found = added(connection, country, " Officer@Example.org ", Role.TASKFORCE, DISTRICT)
    assert (found.email, found.places, found.disabled) == ("officer@example.org", {DISTRICT}, False)
    assert found.visitor(country).office == "Gugus tugas Kabupaten Sukabumi"

    change = {"role": Role.PROVINCE, "places": [PROVINCE], "country": country, "by": "admin@example.org", "at": NOW}
    changed = people.change(connection, "officer@example.org", **change)
    assert (changed.role, changed.places) == (Role.PROVINCE, {PROVINCE})
    people.disable(connection, "officer@example.org", by="admin@example.org", at=NOW)
    assert people.by_email(connection, "officer@example.org").disabled
    people.enable(connection, "officer@example.org", by="admin@example.org", at=NOW)

    assert actions(connection) == [
        ("operator", "person_added", "officer@example.org"),
        ("admin@example.org", "person_changed", "officer@example.org"),
        ("admin@example.org", "person_disabled", "officer@example.org"),
        ("admin@example.org", "person_enabled", "officer@example.org"),
    ]
    detail = json.loads(connection.execute(sa.select(log.c.detail).where(log.c.id == 2)).scalar_one())
    assert detail == {"role": "province", "places": ["32"], "role_before": "taskforce", "places_before": ["32.02"]}
    assert audit.first_broken(connection) is None


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b", "two words@example.org", "a@example.org,b@example.org", "@x.org"]
)
def test_what_is_no_address_is_refused(connection: Connection, country: Country, email: str) -> None:
    with pytest.raises(BadPerson):
        added(connection, country, email)
    assert actions(connection) == []


def test_nobody_is_added_twice_however_the_address_is_written(connection: Connection, country: Country) -> None:
    added(connection, country, "a@example.org")
    with pytest.raises(KnownPerson):
        added(connection, country, "A@Example.Org")


@pytest.mark.parametrize(
    ("role", "places"),
    [
        (Role.TASKFORCE, ()),
        (Role.TASKFORCE, (PROVINCE,)),
        (Role.TASKFORCE, (DISTRICT, "99.99")),
        (Role.PROVINCE, ()),
        (Role.PROVINCE, (DISTRICT,)),
        (Role.REVIEWER, (DISTRICT,)),
        (Role.ADMINISTRATOR, (PROVINCE,)),
    ],
)
def test_the_places_must_suit_the_role(
    connection: Connection, country: Country, role: Role, places: tuple[str, ...]
) -> None:
    with pytest.raises(PlacesMismatch):
        added(connection, country, "a@example.org", role, *places)


@pytest.mark.parametrize("role", [Role.DONOR, Role.PUBLIC])
def test_nobody_becomes_a_donor_before_there_are_releases(connection: Connection, country: Country, role: Role) -> None:
    with pytest.raises(RoleNotOpen):
        added(connection, country, "a@example.org", role)


def test_a_country_without_provinces_gives_nobody_a_province() -> None:
    assert Role.PROVINCE not in people.roles_to_give(load_country("TLS", None))
    assert Role.PROVINCE in people.roles_to_give(load_country("IDN", None))


def test_the_last_administrator_stays(connection: Connection, country: Country) -> None:
    added(connection, country, "one@example.org")
    told = {"by": "one@example.org", "at": NOW}
    with pytest.raises(LastAdministrator):
        people.disable(connection, "one@example.org", **told)
    with pytest.raises(LastAdministrator):
        people.change(connection, "one@example.org", role=Role.REVIEWER, places=(), country=country, **told)
    added(connection, country, "two@example.org")
    people.disable(connection, "one@example.org", **told)
    with pytest.raises(LastAdministrator):
        people.disable(connection, "two@example.org", **told)


def test_nobody_knows_somebody_who_is_not_there(connection: Connection) -> None:
    with pytest.raises(UnknownPerson):
        people.by_email(connection, "nobody@example.org")


def test_a_token_reads_as_its_person_until_it_or_the_person_ends(connection: Connection, country: Country) -> None:
    added(connection, country, "reader@example.org", Role.LEADERSHIP)
    told = {"by": "admin@example.org", "at": NOW}
    first = api_tokens.make(connection, "reader@example.org", label="Dashboard", **told)
    second = api_tokens.make(connection, "reader@example.org", label="Archive", **told)
    one, two = api_tokens.of_person(connection, "reader@example.org")
    assert api_tokens.person_of_token(connection, first).email == "reader@example.org"
    assert api_tokens.person_of_token(connection, first + "x") is None

    assert api_tokens.end(connection, "reader@example.org", one.number, **told)
    assert not api_tokens.end(connection, "reader@example.org", one.number, **told)
    assert [api_tokens.person_of_token(connection, token) is None for token in (first, second)] == [True, False]
    people.disable(connection, "reader@example.org", **told)
    assert api_tokens.person_of_token(connection, second) is None
    assert not any(token in str(actions(connection)) for token in (first, second, two.label))


def test_what_is_done_with_people_lets_no_cached_figure_go(connection: Connection, country: Country) -> None:
    entry = audit.Entry(at=NOW, actor="a@example.org", action="file_return", subject="R1")
    audit.append(connection, [entry])
    before = data_version(connection)
    added(connection, country, "a@example.org")
    assert data_version(connection) == before
    audit.append(connection, [entry])
    assert data_version(connection) > before
