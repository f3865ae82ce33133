"""The log of who did what: each entry carries the hash of the one before, so that a change to any is seen.

A chain alone does not stop somebody who cuts off its end, or rewrites everything from an entry on; the head has to be
published, and `examine` be told of it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.store.tables import audit

BEGINNING = "0" * 64
AT_ONCE = 1000
"""So many entries are read at a time: a log of many years does not have to fit in memory."""


@dataclass(frozen=True)
class Entry:
    """Who did what to what, and when. `detail` holds codes and counts, never a value that could identify a person."""

    at: dt.datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, object] = field(default_factory=dict)


def hold(connection: Connection) -> None:
    """Be the only one who writes until the transaction ends; others wait, and then see what was written.

    SQLite knows one writer at a time by itself.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("LOCK TABLE audit IN EXCLUSIVE MODE"))


def append(connection: Connection, entries: Sequence[Entry]) -> str:
    """Add entries in their order and give back the new head of the chain."""
    hold(connection)
    number, previous = head(connection)
    rows = []
    for entry in entries:
        number += 1
        row = {
            "id": number,
            "at": entry.at,
            "actor": entry.actor,
            "action": entry.action,
            "subject": entry.subject,
            "detail": json.dumps(entry.detail, sort_keys=True, ensure_ascii=False),
            "previous": previous,
        }
        made = _hash(row)
        if made is None:
            raise TypeError("an entry's time is a datetime")
        row["hash"] = previous = made
        rows.append(row)
    if rows:
        connection.execute(audit.insert(), rows)
    return previous


def head(connection: Connection) -> tuple[int, str]:
    """The number and hash of the newest entry; 0 and zeros before the first."""
    newest = connection.execute(sa.select(audit.c.id, audit.c.hash).order_by(audit.c.id.desc()).limit(1)).first()
    return (newest.id, newest.hash) if newest else (0, BEGINNING)


class Fault(StrEnum):
    """What is wrong with the first bad entry."""

    MISSING = "missing"
    FOREIGN = "foreign"
    CHANGED = "changed"
    UNLINKED = "unlinked"
    CUT = "cut"


@dataclass(frozen=True)
class Examined:
    """What a walk along the chain found.

    Attributes:
        entries: how many entries are good, counted from the first.
        head: the hash of the last good one.
        bad: the number of the first bad entry; None if the chain is whole.
        fault: it is `missing`; or has a number that no entry can have (`foreign`); or was `changed` after it was
            written; or does not follow the entry before it (`unlinked`: one was put between or written anew); or the
            log ends, or was written anew, before it came to the published head (`cut`).
    """

    entries: int
    head: str
    bad: int | None = None
    fault: Fault | None = None

    @property
    def whole(self) -> bool:
        """Whether every entry is as it was written."""
        return self.bad is None


def examine(connection: Connection, published: str | None = None) -> Examined:
    """Walk along the chain to the first bad entry.

    Args:
        connection: one that reads.
        published: a hash that was the head of this log at some time; without it nobody can see that the end is cut off.
    """
    count, previous, seen = 0, BEGINNING, published in (None, BEGINNING)
    # A time that cannot be read is an entry that was changed, and must not end the walk: hence as it is stored.
    stored = sa.type_coerce(audit.c.at, sa.String).label("at")
    columns = [stored if column.name == "at" else column for column in audit.c]
    walk = sa.select(*columns).order_by(audit.c.id).execution_options(yield_per=AT_ONCE)
    with connection.execute(walk) as rows:
        for row in rows.mappings():
            fault = _fault(row, count + 1, previous)
            if fault:
                return Examined(count, previous, row["id"] if fault is Fault.FOREIGN else count + 1, fault)
            count, previous = count + 1, row["hash"]
            seen = seen or previous == published
    return Examined(count, previous) if seen else Examined(count, previous, count + 1, Fault.CUT)


def first_broken(connection: Connection) -> int | None:
    """The number of the first entry that is changed, missing or out of order; None if the chain is whole."""
    return examine(connection).bad


def _fault(row: Mapping[Any, Any], expected: int, previous: str) -> Fault | None:
    if row["id"] != expected:
        return Fault.MISSING if row["id"] > expected else Fault.FOREIGN
    if row["hash"] != _hash(row):
        return Fault.CHANGED
    return Fault.UNLINKED if row["previous"] != previous else None


def _hash(row: Mapping[Any, Any]) -> str | None:
    """The hash that an entry must have; None where its time cannot be read."""
    at = _moment(row["at"])
    if at is None:
        return None
    parts = [
        str(row["id"]),
        at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        *(str(row[column]) for column in ("actor", "action", "subject", "detail", "previous")),
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _moment(stored: object) -> dt.datetime | None:
    """A time as it is in the entry or in the database: SQLite keeps UTC as text, without the zone."""
    if isinstance(stored, dt.datetime):
        return stored
    try:
        read = dt.datetime.fromisoformat(str(stored))
    except ValueError:
        return None
    return read.replace(tzinfo=dt.UTC) if read.tzinfo is None else read
