"""Who is signed in, for pages and routes alike: the browser's cookie, held against the database. No Streamlit here.

What the database said is remembered for some seconds in this process, so that pages need not ask at every rerun. A
session that ended elsewhere, or whose account was disabled, is noticed within that time.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from data.errors import DatabaseTrouble
from data.model import Role, Visitor
from data.store import sign_ins
from data.store.engine import reading, writing
from data.store.house import House
from data.store.people import Person
from data.store.sign_ins import SignedIn

LOG = logging.getLogger(__name__)
COOKIE = "lima_session"
NOBODY = Visitor("", Role.PUBLIC)
SECONDS = 20
AT_MOST = 10_000
"""So many tokens are remembered; of more, the oldest are asked for again."""


@dataclass(frozen=True)
class _Look:
    """What a look at the database gave, and until when that is believed (seconds of a monotonic clock)."""

    person: Person | None
    until: float


_looks: dict[tuple[str, str], _Look] = {}
_lock = threading.Lock()


def person(house: House, token: str) -> Person | None:
    """The person who is signed in with a token; None if nobody is, or not any more."""
    if not token:
        return None
    key = (str(house.settings.database_url), sign_ins.digest(token))
    with _lock:
        known = _looks.get(key)
    if known is not None and known.until > time.monotonic():
        return known.person
    found = _ask(house, token)
    with _lock:
        _looks.pop(key, None)
        _looks[key] = _Look(found, time.monotonic() + SECONDS)
        while len(_looks) > AT_MOST:
            del _looks[next(iter(_looks))]
    return found


def visitor(house: House, token: str) -> Visitor:
    """The visitor who is signed in with a token; somebody without any right if nobody is."""
    found = person(house, token)
    return found.visitor(house.country) if found else NOBODY


def goes_on(house: House, token: str) -> bool:
    """Whether a session goes on, by the database and not by memory. Who asks is not there by asking."""
    with reading(house.engine) as connection:
        found = token and sign_ins.signed_in(connection, token, at=dt.datetime.now(dt.UTC))
    if not found:
        with _lock:
            _looks.pop((str(house.settings.database_url), sign_ins.digest(token)), None)
    return bool(found)


def forget() -> None:
    """Believe nothing that was looked at before: after signing out, and after a change of people."""
    with _lock:
        _looks.clear()


def _ask(house: House, token: str) -> Person | None:
    now = dt.datetime.now(dt.UTC)
    with reading(house.engine) as connection:
        found = sign_ins.signed_in(connection, token, at=now)
    if found is not None and now - found.seen > sign_ins.NOTED_EVERY:
        _note_seen(house, token, found, now)
    return found.person if found else None


def _note_seen(house: House, token: str, found: SignedIn, now: dt.datetime) -> None:
    """Note that somebody is still there. A database that cannot be written now does not keep people from reading."""
    try:
        with writing(house.engine) as connection:
            sign_ins.note_seen(connection, token, at=now)
    except (SQLAlchemyError, DatabaseTrouble):
        LOG.warning("it could not be noted that account %s is still there, last seen %s", found.person.id, found.seen)
