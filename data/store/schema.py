"""All tables together, and which schemas there were: whoever deals with the whole database asks here."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.errors import OlderDatabase, WrongDatabase
from data.store import (
    intention_tables,
    kept_findings,
    ledger_tables,
    people_tables,
    plan_tables,
    release_tables,
    review_tables,
    tables,
)
from data.words import setup_error

metadata = tables.metadata
SCHEMA = tables.SCHEMA

EVERY_MODULE = (
    *(tables, people_tables, review_tables, release_tables, kept_findings, plan_tables),
    *(ledger_tables, intention_tables),
)
"""The modules that add tables to `metadata` when they are imported."""

VERSION = "alembic_version"
"""Alembic's own table, which says which migration ran last."""


@functools.cache
def known_schemas() -> tuple[str, ...]:
    """Every schema that there was, the oldest first, and this program's at the end: one for each migration."""
    names = (path.name for path in (Path(__file__).parent / "migrations" / "versions").glob("m*.py"))
    return tuple(sorted(found[1] for found in (re.match(r"m(\d+)_", name) for name in names) if found))


def schema_of(connection: Connection) -> str | None:
    """The schema of a database; None if it does not say."""
    if not sa.inspect(connection).has_table(VERSION):
        return None
    found: str | None = connection.execute(sa.text(f"SELECT version_num FROM {VERSION}")).scalar()  # noqa: S608
    return found


def require_known(schema: str | None) -> None:
    """Let only this program's schema pass.

    Raises:
        OlderDatabase: if it is an earlier one, which can be upgraded.
        WrongDatabase: if this program does not know it.
    """
    if schema == SCHEMA:
        return
    if schema in known_schemas():
        raise setup_error(OlderDatabase, "schema.older", theirs=schema, ours=SCHEMA)
    raise setup_error(WrongDatabase, "schema.unknown", theirs=schema or "?", ours=SCHEMA)


def tables_there(connection: Connection, schema: str) -> sa.MetaData:
    """The tables of a schema: this program's as the code has them, earlier ones as the database has them."""
    if schema == SCHEMA:
        return metadata
    found = sa.MetaData()

    @sa.event.listens_for(found, "column_reflect")
    def as_ours(_inspector: object, _table: object, column: Any) -> None:
        # What the database calls a time is a moment in UTC here; SQLite would else give it without its zone.
        if isinstance(column["type"], sa.DateTime):
            column["type"] = tables.Moment()

    found.reflect(connection)
    if VERSION in found.tables:
        found.remove(found.tables[VERSION])
    return found
