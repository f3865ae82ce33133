"""The tables of the published store, which is all that a donor's or the public's connection can read.

Those that pages read have the names and columns of the exact ones, so that every reading function works on both; what
could lead to a person, to an office or to a cell has its column and is empty. There are no foreign keys: what they
would lead to is not there.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.model import Quarter
from data.store import ledger_tables, review_tables, tables
from data.store import release_tables as made

SCHEMA = "released"
"""Of PostgreSQL; and under which name SQLite attaches the published store while it is written."""

AS_EXACT = (
    *(tables.district_values, tables.rollups, tables.counting_returns, tables.returns, tables.events),
    *(tables.observations, tables.answers, tables.facilities, tables.facility_quarters, tables.funding_lines),
    *(review_tables.decisions, tables.audit),
)
"""The tables of exact figures that have a namesake. `observations` and `answers` stay empty: they name cells and
sentences; parts of numbers are in `release_cells`."""

OF_THE_LEDGER = (
    *(ledger_tables.agreements, ledger_tables.tranches, ledger_tables.exchange_rates),
    *(ledger_tables.facility_facts, ledger_tables.cost_lines),
)
"""The funding ledger's, of which what is public is told. `cost_lines` stays empty: what was paid for food, or for the
way home, would tell how many people there were."""

FROM_RELEASES = (*(made.release_cells, made.release_excused, made.release_centres, made.release_funding),)
"""Those that are copied as they are, of published releases alone."""

OF_A_RELEASE = ("id", "quarter", "number", "base", "method", "published_at")
"""What is told of a release: not who made it, nor of what."""

ROOM = 100_000
"""So many districts have a number of their own in a quarter."""

Tables = Mapping[str, sa.Table]


@dataclass(frozen=True)
class Chosen:
    """The release that is read of a quarter."""

    id: int
    quarter: str

    @property
    def first_number(self) -> int:
        """Returns are numbered by quarter and place: their true numbers would tell which of them were replaced."""
        quarter = Quarter.parse(self.quarter)
        return (quarter.year * 10 + quarter.number) * ROOM


@functools.cache
def published_tables(schema: str | None = None) -> sa.MetaData:
    """The tables of the published store.

    Args:
        schema: in which they lie; None where a connection reads them.
    """
    found = sa.MetaData(schema=schema)
    for table in (*AS_EXACT, *OF_THE_LEDGER, *FROM_RELEASES):
        _namesake(table, [column.name for column in table.c], found)
    _namesake(made.releases, OF_A_RELEASE, found)
    _namesake(made.release_returns, ("release_id", "place", "first_filed_at"), found)
    _told_of_the_ledger(found)
    sa.Table("about", found, sa.Column("key", sa.String(40), primary_key=True), sa.Column("value", sa.Text))
    return found


def by_name(schema: str | None = None) -> Tables:
    """The tables of the published store by their names, without the schema."""
    return {table.name: table for table in published_tables(schema).tables.values()}


@functools.cache
def temporary_tables() -> Tables:
    """Tables for the length of a transaction, of the columns of those that pages read."""
    found = sa.MetaData()
    for table in AS_EXACT:
        columns = [sa.Column(column.name, column.type) for column in table.c]
        sa.Table(f"past_{table.name}", found, *columns, prefixes=["TEMPORARY"])
    return {table.name.removeprefix("past_"): table for table in found.tables.values()}


def chosen_in(connection: Connection, tables: Tables, until: dt.datetime | None = None) -> list[Chosen]:
    """The release that is read of each quarter: the newest, or the newest that was published by a moment."""
    table = tables["releases"].c
    found = sa.select(table.id, table.quarter).order_by(table.number)
    if until is not None:
        found = found.where(table.published_at <= sa.literal(until, table.published_at.type))
    newest = {row.quarter: Chosen(row.id, row.quarter) for row in connection.execute(found)}
    return [newest[quarter] for quarter in sorted(newest)]


def _told_of_the_ledger(found: sa.MetaData) -> None:
    """What was told of the ledger at some time, with when it was told no longer; and of which centres it told all."""
    columns = [sa.Column(c.name, c.type, primary_key=c.primary_key) for c in ledger_tables.agreements.c]
    sa.Table("told_agreements", found, *columns, sa.Column("gone_at", tables.Moment))
    centre = ledger_tables.agreements.c.facility.type
    sa.Table("whole_centres", found, sa.Column("facility", centre, primary_key=True))
    sa.Table(
        "told_whole_centres",
        found,
        sa.Column("facility", centre, primary_key=True),
        sa.Column("at", tables.Moment, primary_key=True),
        sa.Column("gone_at", tables.Moment),
    )


def _namesake(table: sa.Table, names: list[str] | tuple[str, ...], found: sa.MetaData) -> None:
    columns = (
        sa.Column(name, table.c[name].type, primary_key=table.c[name].primary_key, autoincrement=False)
        for name in names
    )
    indexes = (sa.Index(index.name, *index.columns.keys()) for index in table.indexes)
    without_rowid = table.dialect_options["sqlite"]["with_rowid"]
    sa.Table(table.name, found, *columns, *indexes, sqlite_with_rowid=without_rowid)
