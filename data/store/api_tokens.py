"""Tokens by which a program reads what its person may read. The database knows a token's digest alone."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.errors import PersonDisabled
from data.store import audit
from data.store.people import Person, by_email, may_enter, person_of
from data.store.people_tables import api_tokens, people
from data.store.sign_ins import digest

LONGEST_LABEL = 80
SHOWN = 8
"""Letters of a digest by which people tell tokens apart."""


@dataclass(frozen=True)
class Token:
    """What is known of a token: the first letters of its digest, what it is for, since when it holds."""

    number: str
    label: str
    created_at: dt.datetime


def make(connection: Connection, email: str, *, label: str, by: str, at: dt.datetime) -> str:
    """Make a token for a person; it is given once and cannot be had again.

    Raises:
        UnknownPerson, PersonDisabled: if there is none, or they may sign in no longer.
    """
    person = by_email(connection, email)
    if person.disabled:
        raise PersonDisabled(email=person.email)
    token = secrets.token_urlsafe(32)
    row = {"hash": digest(token), "person": person.id, "label": label.strip()[:LONGEST_LABEL], "created_at": at}
    connection.execute(api_tokens.insert(), [row])
    _note(connection, by, at, "token_made", person, token=digest(token)[:SHOWN])
    return token


def person_of_token(connection: Connection, token: str) -> Person | None:
    """The person for whom a program asks; None if the token, or the person, holds no more."""
    chosen = (
        sa.select(people)
        .join(api_tokens, api_tokens.c.person == people.c.id)
        .where(api_tokens.c.hash == digest(token), api_tokens.c.ended_at.is_(None))
    )
    row = connection.execute(chosen).mappings().first()
    person = person_of(row) if row is not None else None
    return person if person is not None and may_enter(connection, person) else None


def of_person(connection: Connection, email: str) -> list[Token]:
    """The tokens of a person that hold, the oldest first."""
    person = by_email(connection, email)
    still = (api_tokens.c.person == person.id) & api_tokens.c.ended_at.is_(None)
    rows = connection.execute(sa.select(api_tokens).where(still).order_by(api_tokens.c.created_at))
    return [Token(row.hash[:SHOWN], row.label, row.created_at) for row in rows]


def end(connection: Connection, email: str, number: str, *, by: str, at: dt.datetime) -> bool:
    """Let a token hold no more; False if the person has none of this number."""
    person = by_email(connection, email)
    which = (
        (api_tokens.c.person == person.id)
        & (sa.func.substr(api_tokens.c.hash, 1, SHOWN) == number)
        & api_tokens.c.ended_at.is_(None)
    )
    if not connection.execute(api_tokens.update().where(which).values(ended_at=at)).rowcount:
        return False
    _note(connection, by, at, "token_ended", person, token=number)
    return True


def _note(connection: Connection, by: str, at: dt.datetime, action: str, person: Person, **detail: object) -> None:
    audit.append(connection, [audit.Entry(at=at, actor=by, action=action, subject=person.email, detail=detail)])
