"""What was decided or asked about quarters, read and written: closing, reopening, corrections, exemptions.

The decisions of a quarter are played through from the first to the last; the newest word on a matter holds.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.store.review_tables import decisions


class Decision(StrEnum):
    """What can be decided or asked. The first two are about the whole quarter, the others about one district."""

    CLOSED = "closed"
    OPENED = "opened"
    REOPENED = "reopened"
    CORRECTION_ASKED = "correction_asked"
    CORRECTION_DECLINED = "correction_declined"
    EXEMPTED = "exempted"
    EXEMPTION_ENDED = "exemption_ended"


@dataclass(frozen=True)
class Said:
    """One decision: when, by whom, and the sentence that came with it."""

    at: dt.datetime
    by: str
    note: str


@dataclass(frozen=True)
class Decided:
    """How a quarter stands.

    Attributes:
        closed: when it was closed for everybody; None while it is open.
        reopened: the districts for which it is open all the same.
        exempt: the districts that need not report, and why.
        asked: the requests for a correction that nobody has answered, by district.
        declined: the districts whose request was declined, and why, as long as they have not asked again.
    """

    closed: Said | None = None
    reopened: Mapping[str, Said] = field(default_factory=dict)
    exempt: Mapping[str, Said] = field(default_factory=dict)
    asked: Mapping[str, Said] = field(default_factory=dict)
    declined: Mapping[str, Said] = field(default_factory=dict)

    def is_closed_for(self, place: str) -> bool:
        """Whether the closing of the quarter holds for a district."""
        return self.closed is not None and place not in self.reopened


OPEN = Decided()
"""A quarter about which nothing has been decided."""


def of_quarters(connection: Connection, quarters: Collection[str]) -> dict[str, Decided]:
    """How some quarters stand; those without any decision are not in it."""
    chosen = sa.select(decisions).where(decisions.c.quarter.in_(sorted(quarters))).order_by(decisions.c.id)
    return _by_quarter(connection.execute(chosen))


def of_all(connection: Connection) -> dict[str, Decided]:
    """How every quarter stands about which anything was decided."""
    return _by_quarter(connection.execute(sa.select(decisions).order_by(decisions.c.id)))


def of_quarter(connection: Connection, quarter: str) -> Decided:
    """How a quarter stands."""
    return of_quarters(connection, [quarter]).get(quarter, OPEN)


def write(connection: Connection, kind: Decision, *, quarter: str, places: Iterable[str | None], said: Said) -> None:
    """Note one decision for each of some districts, or (None) for the whole quarter."""
    rows = [
        {"quarter": quarter, "place": place, "kind": kind.value, "at": said.at, "by": said.by, "note": said.note}
        for place in places
    ]
    if rows:
        connection.execute(decisions.insert(), rows)


def _by_quarter(rows: Iterable[sa.Row[Any]]) -> dict[str, Decided]:
    grouped: dict[str, list[sa.Row[Any]]] = defaultdict(list)
    for row in rows:
        grouped[row.quarter].append(row)
    return {quarter: played(each) for quarter, each in grouped.items()}


def played(rows: Iterable[sa.Row[Any]]) -> Decided:
    """How a quarter stands after its decisions, given in their order."""
    closed: Said | None = None
    by_place: dict[Decision, dict[str, Said]] = {kind: {} for kind in Decision}
    for row in rows:
        kind, said = Decision(row.kind), Said(row.at, row.by, row.note)
        if kind in (Decision.CLOSED, Decision.OPENED):
            closed = said if kind is Decision.CLOSED else None
            by_place[Decision.REOPENED].clear()
            continue
        for ended in ENDS.get(kind, ()):
            by_place[ended].pop(row.place, None)
        by_place[kind][row.place] = said
    return Decided(
        closed=closed,
        reopened=by_place[Decision.REOPENED],
        exempt=by_place[Decision.EXEMPTED],
        asked=by_place[Decision.CORRECTION_ASKED],
        declined=by_place[Decision.CORRECTION_DECLINED],
    )


ENDS = {
    Decision.REOPENED: (Decision.CORRECTION_ASKED, Decision.CORRECTION_DECLINED),
    Decision.CORRECTION_ASKED: (Decision.CORRECTION_DECLINED,),
    Decision.CORRECTION_DECLINED: (Decision.CORRECTION_ASKED,),
    Decision.EXEMPTION_ENDED: (Decision.EXEMPTED,),
}
"""What a decision about a district puts an end to."""
