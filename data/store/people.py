"""Who may sign in: adding people, changing their role and places, letting them in no longer. Each act is in the log.

Every function writes in the caller's transaction. A person is known by their e-mail, which never changes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data import rights
from data.errors import BadPerson, KnownPerson, LastAdministrator, PlacesMismatch, RoleNotOpen, UnknownPerson
from data.model import Country, Language, Role, Visitor
from data.rights import HELD_FOR
from data.store import audit, releases
from data.store.people_tables import api_tokens, one_time_links, people, sign_ins
from data.words import pick, text

EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,190}\.[^@\s.,;<>\"]{2,63}")
LONGEST_EMAIL, LONGEST_NAME, LONGEST_OFFICE = 120, 200, 200
OPERATOR = "operator"
"""Who acted, in the log, where it was done on the command line of the server."""


@dataclass(frozen=True)
class Person:
    """Somebody who may sign in, or might once."""

    id: int
    email: str
    name: str
    role: Role
    places: frozenset[str]
    language: Language
    disabled: bool = False

    def visitor(self, country: Country) -> Visitor:
        """The person as a visitor."""
        return Visitor(self.email, self.role, self.places, office_of(self, country))


def may_enter(connection: Connection, person: Person) -> bool:
    """Whether the person may sign in: not where the account is disabled, nor in a role that is not let in."""
    return not person.disabled and rights.may_enter(person.role, releases.opened(connection))


def office_of(person: Person, country: Country) -> str:
    """How a receipt names the office of a person: *Task force of Sukabumi*, in the language of the country's forms."""
    names = ", ".join(country.places[code].name for code in sorted(person.places) if code in country.places)
    return text(f"people.offices.{person.role}", country.languages[0], places=names)[:LONGEST_OFFICE]


def add(
    connection: Connection,
    *,
    email: str,
    name: str,
    role: Role,
    places: Collection[str],
    language: Language,
    country: Country,
    by: str,
    at: dt.datetime,
) -> Person:
    """Add a person, who cannot sign in before they have set a password or come by the ministry's provider.

    Raises:
        BadPerson, KnownPerson, PlacesMismatch, RoleNotOpen: if it cannot be.
    """
    email, name = email.strip().lower(), " ".join(name.split())
    if (
        not EMAIL.fullmatch(email)
        or len(email) > LONGEST_EMAIL
        or not 0 < len(name) <= LONGEST_NAME
        or not name.isprintable()
    ):
        raise BadPerson
    _refuse_wrong_places(connection, role, places, country=country)
    audit.hold(connection)
    if connection.execute(sa.select(people.c.id).where(people.c.email == email)).first():
        raise KnownPerson(email=email)
    row = {"email": email, "name": name, "role": role.value, "places": _joined(places), "language": language}
    connection.execute(people.insert(), [row | {"created_at": at, "disabled_at": None}])
    _note(connection, by, at, "person_added", email, role=role.value, places=sorted(places))
    return by_email(connection, email)


def change(
    connection: Connection,
    email: str,
    *,
    role: Role,
    places: Collection[str],
    country: Country,
    by: str,
    at: dt.datetime,
) -> Person:
    """Give a person another role or other places. It holds at the next look at their session.

    Raises:
        UnknownPerson, PlacesMismatch, RoleNotOpen, LastAdministrator: if it cannot be.
    """
    _refuse_wrong_places(connection, role, places, country=country)
    audit.hold(connection)
    person = by_email(connection, email)
    if person.role is Role.ADMINISTRATOR and role is not Role.ADMINISTRATOR:
        _refuse_last_administrator(connection, person)
    said = {"role": role.value, "places": _joined(places)}
    connection.execute(people.update().where(people.c.id == person.id).values(said))
    before = {"role_before": person.role.value, "places_before": sorted(person.places)}
    _note(connection, by, at, "person_changed", person.email, role=role.value, places=sorted(places), **before)
    return by_email(connection, email)


def disable(connection: Connection, email: str, *, by: str, at: dt.datetime) -> None:
    """Let a person sign in no longer, and end their sessions, links and tokens.

    Raises:
        UnknownPerson, LastAdministrator: if it cannot be.
    """
    audit.hold(connection)
    person = by_email(connection, email)
    if person.role is Role.ADMINISTRATOR:
        _refuse_last_administrator(connection, person)
    connection.execute(people.update().where(people.c.id == person.id).values(disabled_at=at))
    end_sessions(connection, person, at=at)
    end_links(connection, person, at=at)
    still = (api_tokens.c.person == person.id) & api_tokens.c.ended_at.is_(None)
    connection.execute(api_tokens.update().where(still).values(ended_at=at))
    _note(connection, by, at, "person_disabled", person.email)


def enable(connection: Connection, email: str, *, by: str, at: dt.datetime) -> None:
    """Let a person sign in again, with the password they had.

    Raises:
        UnknownPerson: if there is none.
    """
    person = by_email(connection, email)
    connection.execute(people.update().where(people.c.id == person.id).values(disabled_at=None))
    _note(connection, by, at, "person_enabled", person.email)


def sign_out_everywhere(connection: Connection, email: str, *, by: str, at: dt.datetime) -> None:
    """End every session of a person.

    Raises:
        UnknownPerson: if there is none.
    """
    person = by_email(connection, email)
    end_sessions(connection, person, at=at)
    _note(connection, by, at, "signed_out_everywhere", person.email)


def end_sessions(connection: Connection, person: Person, *, at: dt.datetime) -> None:
    """End every session of a person; what that is part of is for the caller to log."""
    still = (sign_ins.c.person == person.id) & sign_ins.c.ended_at.is_(None)
    connection.execute(sign_ins.update().where(still).values(ended_at=at))


def end_links(connection: Connection, person: Person, *, at: dt.datetime) -> None:
    """Let no one-time link of a person hold any more."""
    still = (one_time_links.c.person == person.id) & one_time_links.c.used_at.is_(None)
    connection.execute(one_time_links.update().where(still).values(used_at=at))


def by_email(connection: Connection, email: str) -> Person:
    """The person of an e-mail.

    Raises:
        UnknownPerson: if there is none.
    """
    row = connection.execute(sa.select(people).where(people.c.email == email.strip().lower())).mappings().first()
    if row is None:
        raise UnknownPerson(email=email.strip())
    return person_of(row)


def everybody(connection: Connection) -> list[Person]:
    """All people by e-mail, those who may sign in no longer at the end."""
    rows = connection.execute(sa.select(people).order_by(people.c.email)).mappings()
    return sorted((person_of(row) for row in rows), key=lambda person: person.disabled)


def person_of(row: Any) -> Person:
    """The person in a row of the table."""
    return Person(
        id=row["id"],
        email=row["email"],
        name=row["name"],
        role=Role(row["role"]),
        places=frozenset(row["places"].split()),
        language=row["language"],
        disabled=row["disabled_at"] is not None,
    )


def places_for(role: Role, country: Country) -> dict[str, str]:
    """The places that a role can be held for, name by code; none for a role that is held for the whole country."""
    level = HELD_FOR.get(role)
    return {place.code: place.name for place in country.places.values() if place.level is level}


def roles_to_give(country: Country, let_in: Collection[Role] = ()) -> list[Role]:
    """The roles that can be given: those that can sign in, and have places in this country where they need one.

    Args:
        country: whose places they are.
        let_in: which of donors and the public are let in to releases.
    """
    return [
        role for role in Role if rights.may_enter(role, let_in) and (role not in HELD_FOR or places_for(role, country))
    ]


def level_name(role: Role, country: Country, language: Language) -> str:
    """What the places of a role are called in the country; empty where it needs none."""
    level = HELD_FOR.get(role)
    return pick(country.levels[level], language) if level else ""


def _joined(places: Collection[str]) -> str:
    return " ".join(sorted(places))


def _refuse_wrong_places(connection: Connection, role: Role, places: Collection[str], *, country: Country) -> None:
    if not rights.may_enter(role, releases.opened(connection)):
        raise RoleNotOpen
    known = places_for(role, country)
    if (role in HELD_FOR) != bool(places) or not set(places) <= set(known):
        raise PlacesMismatch


def _refuse_last_administrator(connection: Connection, person: Person) -> None:
    others = sa.select(people.c.id).where(
        people.c.role == Role.ADMINISTRATOR.value, people.c.disabled_at.is_(None), people.c.id != person.id
    )
    if connection.execute(others).first() is None:
        raise LastAdministrator


def _note(connection: Connection, by: str, at: dt.datetime, action: str, subject: str, **detail: object) -> None:
    audit.append(connection, [audit.Entry(at=at, actor=by, action=action, subject=subject, detail=detail)])
