"""What was known at a moment in the past: a transaction in which every reading function sees the store as it was then.

What is filed, decided and reviewed only grows, each with its time: the past is a look at the same tables up to a
moment. Temporary views and tables stand before those of the same name for the length of one transaction, which is
never committed; whatever reads, reads from them without knowing. SQLite and PostgreSQL both look for a name among the
temporary ones first.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.schema import CreateTableAs, CreateView

from data.model import DISTRICT_VALUES, Country, Event
from data.store import life, rollups
from data.store.engine import reading
from data.store.ledger_tables import agreements, cost_lines, exchange_rates, facility_facts
from data.store.life import Revision
from data.store.returns import PlaceAndQuarter, values_of
from data.store.review_tables import decisions
from data.store.said import observations_of
from data.store.tables import QUARTER, counting_returns, district_values, events, returns
from data.store.tables import rollups as sums

_temporary = sa.MetaData()
_touched, _changed = (
    sa.Table(
        name,
        _temporary,
        sa.Column("place", sa.String(20), primary_key=True),
        sa.Column("quarter", QUARTER, primary_key=True),
        prefixes=["TEMPORARY"],
    )
    for name in ("past_touched", "past_changed")
)
_values = sa.Table(
    "past_values",
    _temporary,
    *(sa.Column(column, district_values.c[column].type) for column in DISTRICT_VALUES),
    prefixes=["TEMPORARY"],
)

_SAID = (events, decisions, agreements, exchange_rates, cost_lines, facility_facts)
_UP_TO = {returns: "filed_at"} | dict.fromkeys(_SAID, "at")
"""The tables that only grow, each with the column that says when."""


@contextmanager
def reading_past(
    engine: Engine, moment: dt.datetime, *, country: Country, ratios: Mapping[str, tuple[str, str]]
) -> Iterator[Connection]:
    """A transaction that only reads, and sees what was known at a moment.

    The register of centres and the log are those of today.

    Args:
        engine: the database.
        moment: with its zone. What happened at that very moment is known.
        country: whose districts are summed up.
        ratios: for each ratio measure its numerator's and denominator's measures.
    """
    with reading(engine) as connection:
        past = _Past(connection, moment)
        past.stand_before(country=country, ratios=ratios)
        yield connection
        connection.rollback()  # and nothing of it is left


@dataclass(frozen=True)
class _Then:
    """What counted for a place and quarter, and when a return for them had first come in."""

    return_id: int
    first_filed_at: dt.datetime


class _Past:
    """The past on one connection."""

    def __init__(self, connection: Connection, moment: dt.datetime) -> None:
        self._connection = connection
        self._moment = moment
        sqlite = connection.dialect.name == "sqlite"
        self._schema = "main" if sqlite else str(connection.scalar(sa.select(sa.func.current_schema())))

    def stand_before(self, *, country: Country, ratios: Mapping[str, tuple[str, str]]) -> None:
        """Let the temporary tables and views stand before the kept ones."""
        _temporary.create_all(self._connection, checkfirst=False)
        now = self._touched_since()
        for table, column in _UP_TO.items():
            kept = self._kept(table)
            self._view(table, sa.select(kept).where(kept.c[column] <= sa.literal(self._moment, kept.c[column].type)))
        then = self._counting_then()
        self._count(then)
        changed = {key for key, today in now.items() if today != (then[key].return_id if key in then else None)}
        self._insert(_changed, [{"place": place, "quarter": quarter} for place, quarter in sorted(changed)])
        self._value({key: then[key] for key in changed if key in then}, ratios)
        self._sum(changed, country)

    def _touched_since(self) -> dict[PlaceAndQuarter, int | None]:
        """For which places and quarters anything happened afterwards, and which return counts for them today."""
        happened, filed = self._kept(events), self._kept(returns)
        since = (
            sa.select(filed.c.place, filed.c.quarter)
            .join(happened, happened.c.return_id == filed.c.id)
            .where(happened.c.at > self._moment)
            .distinct()
        )
        self._connection.execute(_touched.insert().from_select(["place", "quarter"], since))
        today = self._kept(counting_returns)
        chosen = sa.select(_touched.c.place, _touched.c.quarter, today.c.return_id).outerjoin(
            today, _same_key(today, _touched)
        )
        return {(row.place, row.quarter): row.return_id for row in self._connection.execute(chosen)}

    def _counting_then(self) -> dict[PlaceAndQuarter, _Then]:
        """What counted at the moment, for the places and quarters that were touched since."""
        rows = self._connection.execute(
            sa.select(returns.c.place, returns.c.quarter, returns.c.id, returns.c.filed_at, events.c.kind)
            .join(_touched, _same_key(_touched, returns))
            .join(events, events.c.return_id == returns.c.id)
            .order_by(returns.c.revision.desc(), events.c.id)
        )
        lives: dict[PlaceAndQuarter, dict[int, list[Event]]] = defaultdict(lambda: defaultdict(list))
        filed: dict[int, dt.datetime] = {}
        for row in rows:
            lives[(row.place, row.quarter)][row.id].append(Event(row.kind))
            filed[row.id] = row.filed_at
        found = {}
        for key, happened in lives.items():
            counting = life.counting([Revision(each, tuple(kinds)) for each, kinds in happened.items()])
            if counting is not None:
                came = min(filed[each] for each, kinds in happened.items() if Event.WITHDRAWN not in kinds)
                found[key] = _Then(counting.return_id, came)
        return found

    def _count(self, then: Mapping[PlaceAndQuarter, _Then]) -> None:
        known = self._kept(counting_returns)
        untouched = sa.select(known).where(~sa.exists().where(_same_key(_touched, known)))
        self._connection.execute(CreateTableAs(untouched, counting_returns.name, temporary=True))
        self._insert(
            counting_returns, [{"place": key[0], "quarter": key[1]} | vars(each) for key, each in then.items()]
        )

    def _value(self, then: Mapping[PlaceAndQuarter, _Then], ratios: Mapping[str, tuple[str, str]]) -> None:
        """The values of returns that counted then and do not count today, beside those that have not changed."""
        for (place, quarter), each in then.items():
            whose = {"place": place, "quarter": quarter, "return_id": each.return_id}
            said = observations_of(self._connection, each.return_id)
            self._insert(_values, [row | whose for row in values_of(said, ratios)])
        known = self._kept(district_values)
        unchanged = sa.select(*(known.c[column] for column in DISTRICT_VALUES)).where(
            ~sa.exists().where(_same_key(_changed, known))
        )
        self._view(district_values, unchanged.union_all(sa.select(_values)))

    def _sum(self, changed: Collection[PlaceAndQuarter], country: Country) -> None:
        """The sums over whatever has changed since; without any change those of today hold."""
        if not changed:
            return
        known = self._kept(sums)
        self._connection.execute(CreateTableAs(sa.select(known), known.name, temporary=True))
        places: dict[str, set[str]] = defaultdict(set)
        for place, quarter in changed:
            places[quarter].add(place)
        rollups.refresh(self._connection, places, country=country)

    def _kept(self, table: sa.Table) -> sa.Table:
        """A table as it is stored, whatever stands before it."""
        return table.to_metadata(sa.MetaData(), schema=self._schema)

    def _view(self, before: sa.Table, selected: sa.SelectBase) -> None:
        self._connection.execute(CreateView(selected, before.name, temporary=True))

    def _insert(self, table: sa.Table, rows: list[dict[str, object]]) -> None:
        if rows:
            self._connection.execute(table.insert(), rows)


def _same_key(one: sa.Table, other: sa.Table) -> sa.ColumnElement[bool]:
    return sa.and_(one.c.place == other.c.place, one.c.quarter == other.c.quarter)
