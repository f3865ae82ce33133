"""What was released by a moment in the past: a transaction in which every reading function sees the store so.

Releases only grow, each with the moment of its publication. For quarters of which another release was read then, what
pages read is derived once more, from that one; temporary tables and views stand before those of the same name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.schema import CreateTableAs, CreateView

from data.model import Country
from data.store import deriving, published_ledger, rollups
from data.store.deriving import Meaning
from data.store.engine import reading
from data.store.published_tables import ROOM, SCHEMA, Chosen, Tables, by_name, chosen_in, temporary_tables

BY_QUARTER = ("counting_returns", "returns", "district_values", "decisions")
BY_RETURN = ("events", "facility_quarters", "funding_lines")


@contextmanager
def reading_past(engine: Engine, moment: dt.datetime, *, country: Country, meaning: Meaning) -> Iterator[Connection]:
    """A transaction that only reads released figures, and sees those that were published by a moment.

    Args:
        engine: the published store.
        moment: with its zone. What was published at that very moment is known.
        country: whose districts are summed up.
        meaning: what the catalogue says of the measures.
    """
    with reading(engine) as connection:
        kept = by_name("main" if connection.dialect.name == "sqlite" else SCHEMA)
        now, then = chosen_in(connection, kept), chosen_in(connection, kept, moment)
        if now != then:
            _stand_before(connection, now, then, country=country, meaning=meaning, kept=kept)
            published_ledger.stand_before(connection, moment, kept=kept)
        yield connection
        connection.rollback()  # and nothing of it is left


def _stand_before(
    connection: Connection, now: list[Chosen], then: list[Chosen], *, country: Country, meaning: Meaning, kept: Tables
) -> None:
    changed = sorted({each.quarter for each in set(now) ^ set(then)})
    derived = temporary_tables()
    for table in derived.values():
        table.create(connection, checkfirst=False)
    for each in then:
        if each.quarter in changed:
            deriving.derive(connection, each, meaning, source=kept, into=derived)
    numbers = [Chosen(0, quarter).first_number // ROOM for quarter in changed]
    for name in (*BY_QUARTER, *BY_RETURN):
        table = kept[name]
        other = table.c.quarter.in_(changed) if name in BY_QUARTER else (table.c.return_id // ROOM).in_(numbers)
        unchanged = sa.select(table).where(~other).union_all(sa.select(derived[name]))
        connection.execute(CreateView(unchanged, name, temporary=True))
    _sum(connection, changed, then, country=country, kept=kept)


def _sum(connection: Connection, changed: list[str], then: list[Chosen], *, country: Country, kept: Tables) -> None:
    """The sums of what was read then, and the register of centres."""
    before = by_name()
    for name in ("rollups", "facilities"):
        connection.execute(CreateTableAs(sa.select(kept[name]), name, temporary=True))
    connection.execute(sa.delete(before["rollups"]).where(before["rollups"].c.quarter.in_(changed)))
    for each in then:
        if each.quarter in changed:
            places = deriving.reported(connection, each, before["counting_returns"])
            rollups.refresh(connection, {each.quarter: places}, country=country)
            deriving.sums_alone(connection, each, country, source=kept, into=before["rollups"])
    deriving.register(connection, then, source=kept, into=before)
