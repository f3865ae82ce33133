"""What a database says when it cannot go on, in Lima's own words: the same for SQLite and PostgreSQL.

Whoever catches one of these knows that the transaction was rolled back: all of it is stored, or nothing.
"""

from __future__ import annotations

import sqlite3

import sqlalchemy as sa
from sqlalchemy.engine import Engine, ExceptionContext

from data.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseReadOnly,
    DatabaseTrouble,
    DatabaseUnreachable,
    DiskFull,
)

OF_SQLITE: dict[int, type[DatabaseTrouble]] = {
    sqlite3.SQLITE_BUSY: DatabaseBusy,
    sqlite3.SQLITE_LOCKED: DatabaseBusy,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_READONLY: DatabaseReadOnly,
    sqlite3.SQLITE_PERM: DatabaseReadOnly,
    sqlite3.SQLITE_CANTOPEN: DatabaseUnreachable,
    sqlite3.SQLITE_IOERR: DatabaseUnreachable,
    sqlite3.SQLITE_CORRUPT: DatabaseDamaged,
    sqlite3.SQLITE_NOTADB: DatabaseDamaged,
}
"""By SQLite's primary result codes, https://www.sqlite.org/rescode.html."""

OF_POSTGRES: dict[str, type[DatabaseTrouble]] = {
    "53100": DiskFull,
    "25006": DatabaseReadOnly,
    "42501": DatabaseReadOnly,
    "40P01": DatabaseBusy,
    "55P03": DatabaseBusy,
    "57014": DatabaseBusy,
    "08": DatabaseUnreachable,
    "28": DatabaseUnreachable,
    "3D": DatabaseUnreachable,
    "53": DatabaseUnreachable,
    "57": DatabaseUnreachable,
    "58": DatabaseUnreachable,
    "XX": DatabaseDamaged,
}
"""By SQLSTATE, or by the class it begins with: PostgreSQL's documentation, appendix A."""

SQLITE_PRIMARY = 0xFF


def watch(engine: Engine) -> None:
    """Let everything that is done with an engine raise `DatabaseTrouble` where the database cannot go on."""
    sa.event.listen(engine, "handle_error", _raise_in_our_words)


def _raise_in_our_words(context: ExceptionContext) -> None:
    kind = _kind(context.original_exception)
    if kind is None and context.is_disconnect:
        kind = DatabaseUnreachable
    if kind is not None:
        raise kind from context.original_exception


def _kind(error: BaseException) -> type[DatabaseTrouble] | None:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return OF_SQLITE.get(code & SQLITE_PRIMARY)
    state: str | None = getattr(error, "sqlstate", None)
    if state is not None:
        return OF_POSTGRES.get(state) or OF_POSTGRES.get(state[:2])
    # psycopg has no state for a server that does not answer at all.
    module = type(error).__module__.partition(".")[0]
    return DatabaseUnreachable if module == "psycopg" and type(error).__name__ == "OperationalError" else None
