"""Whether everything in a database fits together: what is filed, what is kept for reading, and the log."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data.store import audit, returns, rollups, said
from data.store import tables as kept
from data.store.kept_findings import findings_kept
from tests.data.store.world import XLAND

RATIOS = {"R-1": ("R-1a", "R-1b")}
Rows = set[tuple[object, ...]]


def problems(store: Engine, acknowledged: Collection[str]) -> list[str]:
    """What does not fit, in words; for databases of the made-up country in which nothing was withdrawn."""
    with store.connect().execution_options(writing=True) as connection, connection.begin() as transaction:
        found = [*_lost(connection, acknowledged), *_half_stored(connection), *_not_what_is_remade(connection)]
        transaction.rollback()
    return found


def _lost(connection: Connection, acknowledged: Collection[str]) -> Iterator[str]:
    log = audit.examine(connection)
    if not log.whole:
        yield f"entry {log.bad} of the log is {log.fault}"
    stored = set(connection.execute(sa.select(kept.returns.c.receipt)).scalars())
    if lost := set(acknowledged) - stored:
        yield f"acknowledged and lost: {sorted(lost)}"
    if connection.dialect.name == "sqlite":
        state = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if state != "ok" or orphans:
            yield f"SQLite says {state}, {len(orphans)} rows belong to nothing"


def _half_stored(connection: Connection) -> Iterator[str]:
    """The log tells of each return how much belongs to it: as much must be there, of every return, and no more."""
    entries = connection.execute(sa.select(kept.audit.c.subject, kept.audit.c.detail)).all()
    told = {entry.subject: json.loads(entry.detail) for entry in entries}
    logged = {
        (
            receipt,
            each["observations"],
            each["facilities"],
            each["funding"],
            len(each["answers"]),
            1,
            1 + each["findings"],
        )
        for receipt, each in told.items()
    }
    parts = (kept.observations, kept.facility_quarters, kept.funding_lines, kept.answers, kept.events, findings_kept)
    counts = [
        sa.select(sa.func.count()).where(part.c.return_id == kept.returns.c.id).scalar_subquery() for part in parts
    ]
    stored = _rows(connection, sa.select(kept.returns.c.receipt, *counts))
    if len(told) != len(entries) or logged != stored:
        yield f"half-stored: {sorted(map(str, logged ^ stored))[:4]}"


def _not_what_is_remade(connection: Connection) -> Iterator[str]:
    """What is kept for reading, made again from what was filed, is the same."""
    newest = sa.select(sa.func.max(kept.returns.c.id)).group_by(kept.returns.c.place, kept.returns.c.quarter)
    filed = kept.returns.c
    counts = _rows(connection, sa.select(filed.place, filed.quarter, filed.id).where(filed.id.in_(newest)))
    counting = kept.counting_returns.c
    if counts != _rows(connection, sa.select(counting.place, counting.quarter, counting.return_id)):
        yield "another return counts than the newest"
    values = {
        (row["measure"], quarter, place, row["numerator"], row["denominator"], row["status"], number)
        for place, quarter, number in counts
        for row in returns.values_of(said.observations_of(connection, int(str(number))), RATIOS)
    }
    if values != _rows(connection, sa.select(kept.district_values)):
        yield "the values are not those of the returns that count"
    sums = _rows(connection, sa.select(kept.rollups))
    connection.execute(sa.delete(kept.rollups))
    touched: dict[str, set[str]] = {}
    for place, quarter, _ in counts:
        touched.setdefault(str(quarter), set()).add(str(place))
    rollups.refresh(connection, touched, country=XLAND)
    if sums != _rows(connection, sa.select(kept.rollups)):
        yield "the sums are not those of the values"


def _rows(connection: Connection, chosen: sa.Select[tuple[object, ...]]) -> Rows:
    return set(map(tuple, connection.execute(chosen)))
