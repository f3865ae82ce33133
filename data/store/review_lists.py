"""Reading for those who review: what waits, how every district of a quarter stands, what answers were given.

Every function takes an open connection and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.model import Event, Quarter, Status
from data.store import decisions
from data.store.framing import frame
from data.store.receipts import last_event_id
from data.store.tables import answers, counting_returns, district_values, events, observations, returns

if TYPE_CHECKING:
    import pandas as pd

WAITING = (
    "place",
    "quarter",
    "return_id",
    "receipt",
    "revision",
    "filed_at",
    "filed_by",
    "office",
    "step",
    "since",
    "by",
    "asked",
)
"""Columns of what waits: `step` is what happened last (`data.model.Event`), `since` when, `by` whom it was by; `asked`
whether the checks asked questions about it."""

STANDING = ("place", "receipt", "step", "since", "nil", "sent_back", "withdrawn", "first_filed_at")
"""Columns of how the districts of a quarter stand: `receipt`, `step`, `since` and `nil` of the return that counts, else
NA; `sent_back` whether the newest return that its office did not withdraw was sent back; `withdrawn` whether all were;
`first_filed_at` when one first came that was not, NA where none did."""


def waiting(
    connection: Connection, *, steps: Iterable[Event], quarter: Quarter | None = None, place: str | None = None
) -> pd.DataFrame:
    """The counting returns to which one of some events happened last: columns `WAITING`, the longest waiting first.

    Args:
        connection: a connection that reads.
        steps: the events.
        quarter: of this quarter only; of all, if None.
        place: of this district only; of all, if None.
    """
    chosen = (
        sa.select(
            returns.c.place,
            returns.c.quarter,
            returns.c.id,
            returns.c.receipt,
            returns.c.revision,
            returns.c.filed_at,
            returns.c.filed_by,
            returns.c.office,
            events.c.kind,
            events.c.at,
            events.c.by,
            sa.exists().where(answers.c.return_id == returns.c.id),
        )
        .select_from(counting_returns)
        .join(returns, returns.c.id == counting_returns.c.return_id)
        .join(events, events.c.id == last_event_id())
        .where(
            events.c.kind.in_([step.value for step in steps]),
            sa.true() if quarter is None else counting_returns.c.quarter == str(quarter),
            sa.true() if place is None else counting_returns.c.place == place,
        )
        .order_by(events.c.at, returns.c.id)
    )
    rows = connection.execute(chosen).all()
    return frame(rows, WAITING).astype({"asked": bool})


def offices(connection: Connection, places: Iterable[str]) -> dict[str, str]:
    """For each of some places that ever filed, the office under which its newest return came."""
    newest = sa.select(sa.func.max(returns.c.id)).where(returns.c.place.in_(list(places))).group_by(returns.c.place)
    chosen = sa.select(returns.c.place, returns.c.office).where(returns.c.id.in_(newest))
    return {row.place: row.office for row in connection.execute(chosen)}


def standing(connection: Connection, *, quarter: Quarter) -> pd.DataFrame:
    """How the districts of a quarter stand of which anything was ever filed: columns `STANDING`."""
    chosen = (
        sa.select(
            returns.c.id,
            returns.c.place,
            returns.c.receipt,
            returns.c.filed_at,
            events.c.kind,
            events.c.at,
            counting_returns.c.return_id.label("counts"),
        )
        .select_from(returns)
        .join(events, events.c.id == last_event_id())
        .outerjoin(counting_returns, counting_returns.c.return_id == returns.c.id)
        .where(returns.c.quarter == str(quarter))
        .order_by(returns.c.place, returns.c.revision.desc())
    )
    nil = _nil(connection, quarter)
    by_place: dict[str, list[Any]] = {}
    for row in connection.execute(chosen):
        by_place.setdefault(row.place, []).append(row)
    return frame((_standing(place, rows, nil) for place, rows in by_place.items()), STANDING)


def first_filed(connection: Connection, *, quarters: Iterable[Quarter]) -> pd.DataFrame:
    """When a return of each place and quarter first came that its office did not withdraw; it need not count any more.

    Columns: `place, quarter, first_filed_at`.
    """
    withdrawn = sa.select(events.c.return_id).where(events.c.kind == Event.WITHDRAWN.value)
    chosen = (
        sa.select(returns.c.place, returns.c.quarter, sa.func.min(returns.c.filed_at))
        .where(returns.c.quarter.in_([str(quarter) for quarter in quarters]), returns.c.id.not_in(withdrawn))
        .group_by(returns.c.place, returns.c.quarter)
    )
    return frame(connection.execute(chosen).all(), ("place", "quarter", "first_filed_at"))


def excused(connection: Connection, *, quarters: Iterable[Quarter]) -> dict[str, frozenset[str]]:
    """For each quarter the districts that are not expected to report because they were excused, and filed nothing.

    An exemption excuses silence: a return that comes all the same counts as any.
    """
    wanted = {str(quarter) for quarter in quarters}
    decided = decisions.of_quarters(connection, wanted)
    found = dict.fromkeys(wanted, frozenset[str]())
    if not any(each.exempt for each in decided.values()):
        return found
    counts = counting_returns.c
    chosen = sa.select(counts.quarter, counts.place).where(counts.quarter.in_(sorted(wanted)))
    filed = {tuple(row) for row in connection.execute(chosen)}
    for quarter, each in decided.items():
        found[quarter] = frozenset(place for place in each.exempt if (quarter, place) not in filed)
    return found


def answered(connection: Connection, *, measures: Iterable[str], quarter: Quarter) -> pd.DataFrame:
    """How many of some measures the counting return of each district answers: a number, a nil, or not applicable.

    Columns: `place, answered`.
    """
    values = district_values.c
    chosen = (
        sa.select(values.place, sa.func.count())
        .where(values.measure.in_(list(measures)), values.quarter == str(quarter))
        .group_by(values.place)
    )
    return frame(connection.execute(chosen).all(), ("place", "answered"))


def _nil(connection: Connection, quarter: Quarter) -> frozenset[int]:
    """The counting returns of a quarter that say that there was nothing to report, and nothing else."""
    said = sa.func.count(observations.c.value)
    nil = sa.func.count(sa.case((observations.c.status == Status.NIL.value, 1)))
    chosen = (
        sa.select(observations.c.return_id)
        .join(counting_returns, counting_returns.c.return_id == observations.c.return_id)
        .where(counting_returns.c.quarter == str(quarter))
        .group_by(observations.c.return_id)
        .having(nil > 0, nil == said)
    )
    return frozenset(connection.execute(chosen).scalars())


def _standing(place: str, rows: Sequence[Any], nil: frozenset[int]) -> tuple[Any, ...]:
    """A row of `STANDING`, out of every return of a place and quarter, the newest first."""
    kept = [row for row in rows if row.kind != Event.WITHDRAWN.value]
    counts = next((row for row in kept if row.counts is not None), None)
    return (
        place,
        counts.receipt if counts else None,
        counts.kind if counts else None,
        counts.at if counts else None,
        counts is not None and counts.id in nil,
        bool(kept) and kept[0].kind == Event.SENT_BACK.value,
        not kept,
        min((row.filed_at for row in kept), default=None),
    )
