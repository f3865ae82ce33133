"""One-time links: how a person sets their first password, and another when it was forgotten."""

from __future__ import annotations

import datetime as dt
import secrets

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data.errors import LinkIsOver, PersonDisabled
from data.store import audit, passwords
from data.store.engine import reading, writing
from data.store.people import Person, by_email, end_links, person_of
from data.store.people_tables import one_time_links, people
from data.store.sign_ins import digest, set_password

VALID, HOUR = dt.timedelta(hours=24), dt.timedelta(hours=1)


def make(connection: Connection, email: str, *, by: str, at: dt.datetime) -> str:
    """Make a link for a person; gives the secret part of it. Links made before hold no more.

    Raises:
        UnknownPerson, PersonDisabled: if there is none, or they may sign in no longer.
    """
    audit.hold(connection)
    person = by_email(connection, email)
    if person.disabled:
        raise PersonDisabled(email=person.email)
    end_links(connection, person, at=at)
    token = secrets.token_urlsafe(32)
    row = {"hash": digest(token), "person": person.id, "made_at": at, "until": at + VALID, "used_at": None}
    connection.execute(one_time_links.insert(), [row])
    entry = audit.Entry(at=at, actor=by, action="link_made", subject=person.email, detail={"hours": VALID // HOUR})
    audit.append(connection, [entry])
    return token


def whose(connection: Connection, token: str, *, at: dt.datetime) -> Person:
    """The person of a link that still holds.

    Raises:
        LinkIsOver: if it was used, is too old, or never was.
    """
    chosen = (
        sa.select(people)
        .join(one_time_links, one_time_links.c.person == people.c.id)
        .where(
            one_time_links.c.hash == digest(token),
            one_time_links.c.used_at.is_(None),
            one_time_links.c.until > at,
            people.c.disabled_at.is_(None),
        )
    )
    row = connection.execute(chosen).mappings().first()
    if row is None:
        raise LinkIsOver
    return person_of(row)


def use(engine: Engine, token: str, password: str, *, at: dt.datetime) -> Person:
    """Set the password of a link's person. The link holds no more, and nobody is signed in by it.

    Raises:
        LinkIsOver: as `whose`.
        WeakPassword: if it would be guessed; the link then still holds.
    """
    with reading(engine) as connection:
        person = whose(connection, token, at=at)
    passwords.refuse_weak(password, person.email, person.name, "lima")
    kept = passwords.hashed(password)  # before the transaction: nobody else has to wait for it
    with writing(engine) as connection:
        person = whose(connection, token, at=at)
        set_password(connection, person, kept, at=at)
    return person


def is_first(connection: Connection, person: Person, answer: str, *, at: dt.datetime) -> bool:
    """Whether a provider's answer lets its person in for the first time; it is remembered, and no second time will."""
    known = sa.select(one_time_links.c.person).where(one_time_links.c.hash == digest(answer))
    audit.hold(connection)
    if connection.execute(known).first() is not None:
        return False
    row = {"hash": digest(answer), "person": person.id, "made_at": at, "until": at, "used_at": at}
    connection.execute(one_time_links.insert(), [row])
    return True
