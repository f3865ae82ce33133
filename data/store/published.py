"""The published store as it is read: by a connection that can read nothing else.

With SQLite it is a file that is opened for reading only, and beside which no other can be attached. With PostgreSQL it
is a schema that another role reads (RELEASED_DATABASE_URL), which has no right to anything else in the database.
"""

from __future__ import annotations

import functools
import sqlite3
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url

from data.errors import DatabaseTrouble
from data.store import trouble
from data.store.engine import begin_sqlite, connect, reading
from data.store.published_tables import SCHEMA, by_name
from data.store.publishing import Store, make_anew
from data.store.release_tables import releases

Told = frozenset[tuple[object, ...]]
"""The published releases, each by its number, its quarter and the moment."""


def opened(store: Store, url: str) -> Engine | None:
    """The published store, to be read; None where nothing is published, or where exact figures could be read too.

    Args:
        store: the database.
        url: of the role that reads released figures from PostgreSQL; empty where there is none.
    """
    try:
        if store.engine.dialect.name != "sqlite":
            return _of_postgres(store.engine, url, store.form) if url else None
        if not store.engine.url.database:
            return None
        now = store.file.stat()
        return _of_sqlite(store.engine, store.file, store.form, (now.st_ino, now.st_mtime_ns))
    except (FileNotFoundError, _NotToBeRead):
        return None


def keep_up(store: Store) -> bool:
    """Write the published store anew where it is missing, older than the database, or of another one.

    Returns:
        Whether it was written.
    """
    if not store.engine.url.database:
        return False
    sqlite = store.engine.dialect.name == "sqlite"
    with reading(store.engine) as connection:
        published = _told(connection, releases)
        there = _told_in(store.file, store.form) if sqlite else _told_there(connection, SCHEMA, store.form)
    if there == published or (there is None and not published):
        return False
    make_anew(store)
    return True


def may_read_besides(url: str) -> str | None:
    """What a role of PostgreSQL could read besides released figures: a table, or a role's right; None if nothing."""
    found = _QUESTIONS
    with reading(engine_of_role(url)) as connection:
        answers = (connection.scalar(sa.text(question)) for question in found)
        return next((str(answer) for answer in answers if answer is not None), None)


_QUESTIONS = (
    "SELECT rolname FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolcreaterole)",
    "SELECT rolname FROM pg_roles WHERE rolname <> current_user AND pg_has_role(current_user, oid, 'MEMBER') LIMIT 1",
    f"""
    SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND has_any_column_privilege(c.oid, 'SELECT')
    AND n.nspname NOT IN ('{SCHEMA}', 'pg_catalog', 'information_schema', 'pg_toast')
    AND pg_my_temp_schema() <> n.oid LIMIT 1
    """,  # noqa: S608 - a name of ours
)


@functools.lru_cache(maxsize=4)
def engine_of_role(url: str) -> Engine:
    """An engine for a role of PostgreSQL, for which tables without a schema are those of the published store."""
    address = make_url(url)
    waiting = "-c lock_timeout=30000ms"
    options = f"{address.query.get('options', '')} {waiting} -c search_path={SCHEMA}".strip()
    return connect(address.update_query_dict({"options": options}).render_as_string(hide_password=False))


class _NotToBeRead(Exception):
    """There is nothing that was published, or something else could be read as well. It may be otherwise soon."""


@functools.lru_cache(maxsize=4)
def _of_sqlite(exact: Engine, file: Path, form: str, _as_it_is: tuple[int, int]) -> Engine:
    """The engine of a file, as long as it is the same file."""
    there = _told_in(file, form)
    with reading(exact) as connection:
        if not there or not there <= _told(connection, releases):
            raise _NotToBeRead
    return _engine_of_file(file)


def _told_in(file: Path, form: str) -> Told | None:
    """What is published in a file; None where there is none, or what is there cannot be read."""
    if not file.exists():
        return None
    engine = _engine_of_file(file)
    try:
        with engine.connect() as connection:
            return _told_there(connection, None, form)
    except (DatabaseTrouble, sa.exc.DatabaseError):
        return None
    finally:
        engine.dispose()


def _engine_of_file(file: Path) -> Engine:
    engine = sa.create_engine(
        "sqlite://", creator=lambda: _connect_alone(file), poolclass=sa.QueuePool, hide_parameters=True
    )
    sa.event.listen(engine, "begin", begin_sqlite)
    trouble.watch(engine)
    return engine


def _connect_alone(file: Path) -> sqlite3.Connection:
    """A connection to one file, for reading, that can open no other."""
    address = f"file:{quote(str(file))}?mode=ro"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.execute("PRAGMA cache_size = -65536")
    return connection


@functools.lru_cache(maxsize=4)
def _of_postgres(exact: Engine, url: str, form: str) -> Engine:
    """The engine of a role that was looked at, once there is something to read."""
    if may_read_besides(url) is not None:
        raise _NotToBeRead
    engine = engine_of_role(url)
    with reading(engine) as connection, reading(exact) as beside:
        there = _told_there(connection, SCHEMA, form)
        if not there or not there <= _told(beside, releases):
            raise _NotToBeRead
    return engine


def _told_there(connection: Connection, schema: str | None, form: str) -> Told | None:
    """What is published in a store; None where there is none, or one that was written otherwise."""
    tables = by_name(schema)
    about = tables["about"]
    if not sa.inspect(connection).has_table(about.name, schema=schema):
        return None
    written = connection.scalar(sa.select(about.c.value).where(about.c.key == "form"))
    return _told(connection, tables["releases"]) if written == form else None


def _told(connection: Connection, table: sa.Table) -> Told:
    published = sa.select(table.c.id, table.c.quarter, table.c.published_at).where(table.c.published_at.is_not(None))
    return frozenset(tuple(row) for row in connection.execute(published))
