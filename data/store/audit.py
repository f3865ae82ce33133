"""The log of who did what: each entry carries the hash of the one before, so that a change to any is seen.

A chain alone does not stop somebody who rewrites everything from an entry on; the head has to be kept elsewhere too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.store.tables import audit

BEGINNING = "0" * 64


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
        row["hash"] = previous = _hash(row)
        rows.append(row)
    if rows:
        connection.execute(audit.insert(), rows)
    return previous


def head(connection: Connection) -> tuple[int, str]:
    """The number and hash of the newest entry; 0 and zeros before the first."""
    newest = connection.execute(sa.select(audit.c.id, audit.c.hash).order_by(audit.c.id.desc()).limit(1)).first()
    return (newest.id, newest.hash) if newest else (0, BEGINNING)


def first_broken(connection: Connection) -> int | None:
    """The number of the first entry that is changed, missing or out of order; None if the chain is whole."""
    expected, previous = 1, BEGINNING
    for row in connection.execute(sa.select(audit).order_by(audit.c.id)).mappings():
        if row["id"] != expected or row["previous"] != previous or row["hash"] != _hash(row):
            return expected
        expected, previous = expected + 1, row["hash"]
    return None


def _hash(row: Mapping[Any, Any]) -> str:
    at = row["at"]
    if not isinstance(at, dt.datetime):
        raise TypeError("an entry's time is a datetime")
    parts = [
        str(row["id"]),
        at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        *(str(row[column]) for column in ("actor", "action", "subject", "detail", "previous")),
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
