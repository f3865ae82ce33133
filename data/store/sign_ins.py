"""Signing in and out, and who is signed in. The database knows the digest of a token, the browser alone the token.

A sign-in ends when it was idle for half an hour, after twelve hours, when somebody signs out, and when the account is
disabled. Each is in the log in the transaction that does it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data.errors import NotSignedIn, UnknownPerson
from data.store import attempts, audit, passwords
from data.store.engine import writing
from data.store.people import Person, by_email, end_links, end_sessions, may_enter, person_of
from data.store.people_tables import credentials, people, sign_ins

IDLE, LONGEST = dt.timedelta(minutes=30), dt.timedelta(hours=12)
NOTED_EVERY = dt.timedelta(minutes=1)
"""How often it is noted that somebody is still there."""
KEPT = dt.timedelta(days=30)
"""How long a sign-in that ended is kept, for whoever looks into what happened."""
UNKNOWN = "unknown account"
"""Who tried to sign in, in the log, where there is no such account: what was typed may be anything, and is not kept."""
PASSWORD, PROVIDER = "password", "provider"


@dataclass(frozen=True)
class SignedIn:
    """Somebody who is signed in: the person, since when, and when they were last seen."""

    person: Person
    since: dt.datetime
    seen: dt.datetime


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in(engine: Engine, *, email: str, password: str, address: str, at: dt.datetime) -> str:
    """Sign in with a password; gives the token for the browser.

    An unknown account, one without a password and a disabled one get the answer that a wrong password gets, and take as
    long.

    Args:
        engine: of the database.
        email: as typed.
        password: as typed.
        address: the network address it is typed at, by which attempts are counted.
        at: now.

    Raises:
        NotSignedIn: if they do not fit together.
        TooManyAttempts: if there were too many before.
    """
    with writing(engine) as connection:
        attempts.note(connection, email=email, address=address, at=at)
        person, kept = _account(connection, email)
        enters = person is not None and may_enter(connection, person)
    if not passwords.fits(password, kept) or person is None or not enters:
        with writing(engine) as connection:
            _note(connection, person.email if person else UNKNOWN, at, "sign_in_refused")
        raise NotSignedIn
    fresh = passwords.hashed(password) if passwords.is_old(kept or "") else None
    with writing(engine) as connection:
        person, now_kept = _account(connection, email)
        if person is None or not may_enter(connection, person) or now_kept != kept:
            raise NotSignedIn  # the account was changed while the password was looked at
        attempts.forgive(connection, email=email, address=address)
        if fresh:
            _keep(connection, person, fresh, at)
        return begin(connection, person, way=PASSWORD, at=at)


def begin(connection: Connection, person: Person, *, way: str, at: dt.datetime) -> str:
    """Begin a session for a person who has shown who they are; gives its token, a new one each time."""
    token = secrets.token_urlsafe(32)
    connection.execute(sign_ins.delete().where(sign_ins.c.seen_at < at - KEPT))
    row = {"hash": digest(token), "person": person.id, "way": way, "created_at": at, "seen_at": at, "ended_at": None}
    connection.execute(sign_ins.insert(), [row])
    _note(connection, person.email, at, "sign_in", way=way)
    return token


def signed_in(connection: Connection, token: str, *, at: dt.datetime) -> SignedIn | None:
    """Who is signed in with a token; None if nobody is, or not any more. One look at two primary keys."""
    chosen = (
        sa.select(people, sign_ins.c.created_at.label("since"), sign_ins.c.seen_at)
        .join(sign_ins, sign_ins.c.person == people.c.id)
        .where(sign_ins.c.hash == digest(token), sign_ins.c.ended_at.is_(None))
    )
    row = connection.execute(chosen).mappings().first()
    if row is None or at - row["seen_at"] > IDLE or at - row["since"] > LONGEST:
        return None
    person = person_of(row)
    return SignedIn(person, since=row["since"], seen=row["seen_at"]) if may_enter(connection, person) else None


def note_seen(connection: Connection, token: str, *, at: dt.datetime) -> None:
    """Note that somebody is still there."""
    still = (sign_ins.c.hash == digest(token)) & sign_ins.c.ended_at.is_(None)
    connection.execute(sign_ins.update().where(still).values(seen_at=at))


def sign_out(engine: Engine, token: str, *, everywhere: bool = False, at: dt.datetime) -> None:
    """End a session, or with it every session of its person. A token that nobody has is no error."""
    with writing(engine) as connection:
        found = signed_in(connection, token, at=at)
        if found is None:
            return
        if everywhere:
            end_sessions(connection, found.person, at=at)
        connection.execute(sign_ins.update().where(sign_ins.c.hash == digest(token)).values(ended_at=at))
        _note(connection, found.person.email, at, "signed_out_everywhere" if everywhere else "sign_out")


def set_password(connection: Connection, person: Person, kept: str, *, at: dt.datetime) -> None:
    """Give a person a password, by its hash. Whoever was signed in as them is not any more."""
    _keep(connection, person, kept, at)
    end_sessions(connection, person, at=at)
    end_links(connection, person, at=at)
    attempts.forgive(connection, email=person.email)
    _note(connection, person.email, at, "password_set")


def with_password(connection: Connection) -> frozenset[int]:
    """The numbers of the people who have set a password."""
    return frozenset(connection.execute(sa.select(credentials.c.person)).scalars())


def last_seen(connection: Connection) -> dict[int, dt.datetime]:
    """When somebody was last there, by the person's number, as far as it is still kept."""
    newest = sa.select(sign_ins.c.person, sa.func.max(sign_ins.c.seen_at, type_=sign_ins.c.seen_at.type))
    return {row[0]: row[1] for row in connection.execute(newest.group_by(sign_ins.c.person))}


def _account(connection: Connection, email: str) -> tuple[Person | None, str | None]:
    """The person of an e-mail, and the hash of their password."""
    try:
        person = by_email(connection, email)
    except UnknownPerson:
        return None, None
    kept = connection.execute(sa.select(credentials.c.hash).where(credentials.c.person == person.id)).scalar()
    return person, kept


def _keep(connection: Connection, person: Person, kept: str, at: dt.datetime) -> None:
    connection.execute(credentials.delete().where(credentials.c.person == person.id))
    connection.execute(credentials.insert().values(person=person.id, hash=kept, changed_at=at))


def _note(connection: Connection, who: str, at: dt.datetime, action: str, **detail: object) -> None:
    audit.append(connection, [audit.Entry(at=at, actor=who, action=action, subject=who, detail=detail)])
