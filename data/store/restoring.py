"""Restoring a backup into an empty database, on SQLite or PostgreSQL, whichever it came from.

A backup of an earlier Lima is restored with the tables of its time, and these are upgraded then.

The whole file is held against its manifest before anything is written, and the database against it before the
transaction ends: a backup is restored as it was, or not at all.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url

from data.errors import BadBackup, NotEmpty, OtherBackup
from data.settings import default_database_url
from data.store import audit
from data.store.audit import Examined
from data.store.backup import AT_ONCE, FORMAT, MANIFEST, Kept, Manifest, file_of, read_back, totals
from data.store.engine import connect, reading, writing
from data.store.inserting import insert_all
from data.store.schema import SCHEMA, VERSION, known_schemas, schema_of, tables_there

UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, TypeError, ValueError)
"""What comes of a file that is no backup, or a damaged one."""


@dataclass(frozen=True)
class Restored:
    """What was restored, and what a walk along its log found: a log that was broken before is broken as before."""

    manifest: Manifest
    log: Examined


def restore(file: Path, to: str) -> Restored:
    """Restore a backup.

    Args:
        file: the backup.
        to: the SQLAlchemy address of an empty database, or a folder, in which the embedded one is made.

    Raises:
        BadBackup: if the file is no backup, or is not what its manifest says.
        OtherBackup: if it was made with a schema that this program does not know.
        NotEmpty: if there is anything in the database.
    """
    from data.store.migrations.run import upgrade  # Alembic takes a third of a second to import

    with _opened(file) as archive:
        manifest = _examined(archive, file.name)
        engine = connect(_address(to, manifest.country))
        try:
            if not _is_empty(engine, manifest.schema):
                raise NotEmpty
            log = _put_back(engine, archive, manifest, file.name)
            upgrade(engine)
            return Restored(manifest, log)
        finally:
            engine.dispose()


def _address(to: str, country: str) -> str:
    """An address of a database as it is; for a folder that of the embedded database in it."""
    if "://" not in to:
        to = default_database_url(Path(to).absolute(), country)
    address = make_url(to)
    if address.get_backend_name() == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    return to


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(file)
    except UNREADABLE as error:
        raise BadBackup(file=file.name, part=MANIFEST) from error
    with archive:
        yield archive


def _examined(archive: zipfile.ZipFile, name: str) -> Manifest:
    """The manifest, after every file was held against it."""
    part = MANIFEST
    try:
        said = json.loads(archive.read(MANIFEST))
        if said["format"] != FORMAT or said["schema"] not in known_schemas():
            raise OtherBackup(file=name, theirs=said["schema"], ours=SCHEMA)
        tables = {table: Kept(**kept) for table, kept in said["tables"].items()}
        manifest = Manifest(**{**said, "tables": tables})
        for table_name, kept in tables.items():
            part = file_of(table_name)
            with archive.open(part) as lines:
                if _kept(kept.columns, lines) != kept:
                    raise BadBackup(file=name, part=part)
    except UNREADABLE as error:
        raise BadBackup(file=name, part=part) from error
    return manifest


def _kept(columns: Sequence[str], lines: IO[bytes]) -> Kept:
    digest, count = hashlib.sha256(), 0
    for line in lines:
        digest.update(line)
        count += 1
    return Kept(columns, count, digest.hexdigest())


def _is_empty(engine: Engine, schema: str) -> bool:
    """Whether there is no table, or only those of the schema without a row: so a restore that broke off leaves them."""
    with reading(engine) as connection:
        there = set(sa.inspect(connection).get_table_names())
        if there and schema_of(connection) != schema:
            return False
        known = tables_there(connection, schema).tables
        if not there - {VERSION} <= set(known):
            return False
        rows = (connection.execute(sa.select(known[name]).limit(1)).first() for name in sorted(there - {VERSION}))
        return all(row is None for row in rows)


def _put_back(engine: Engine, archive: zipfile.ZipFile, manifest: Manifest, name: str) -> Examined:
    """Everything as it was, with the schema that it had."""
    from data.store.migrations.run import upgrade  # Alembic takes a third of a second to import

    upgrade(engine, manifest.schema)
    with writing(engine) as connection:
        found = tables_there(connection, manifest.schema)
        columns = {each: set(table.columns.keys()) for each, table in found.tables.items()}
        if columns != {each: set(kept.columns) for each, kept in manifest.tables.items()}:
            raise BadBackup(file=name, part=MANIFEST)
        for table in found.sorted_tables:
            with archive.open(file_of(table.name)) as lines:
                _load(connection, table, manifest.tables[table.name].columns, lines)
            _number_on(connection, table)
        if audit.head(connection) != (manifest.entries, manifest.head) or totals(connection) != manifest.sums:
            raise BadBackup(file=name, part=MANIFEST)
        return audit.examine(connection)


def _load(connection: Connection, table: sa.Table, names: Sequence[str], lines: IO[bytes]) -> None:
    turned = [(name, turn) for name in names if (turn := read_back(table.columns[name]))]
    while some := list(islice(lines, AT_ONCE)):
        rows = [dict(zip(names, row, strict=True)) for row in json.loads(b"[%s]" % b",".join(some))]
        for name, turn in turned:
            for row in rows:
                if row[name] is not None:
                    row[name] = turn(row[name])
        insert_all(connection, table, rows)


def _number_on(connection: Connection, table: sa.Table) -> None:
    """PostgreSQL counts the numbers that it gives apart from the rows; SQLite looks at the rows."""
    [first, *others] = table.primary_key.columns
    if connection.dialect.name == "postgresql" and not others and isinstance(first.type, sa.Integer):
        sequence = sa.func.pg_get_serial_sequence(table.name, first.name)
        connection.execute(sa.select(sa.func.setval(sequence, sa.select(sa.func.max(first)).scalar_subquery())))
