"""Restoring a backup into an empty database, on SQLite or PostgreSQL, whichever it came from.

The whole file is held against its manifest before anything is written, and the database against it before the
transaction ends: a backup is restored as it was, or not at all.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
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
from data.store.schema import SCHEMA, metadata

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
        OtherBackup: if it was made by another version of the schema.
        NotEmpty: if there is anything in the database.
    """
    with _opened(file) as archive:
        manifest = _examined(archive, file.name)
        engine = connect(_address(to, manifest.country))
        try:
            if not _is_empty(engine):
                raise NotEmpty
            return Restored(manifest, _restored(engine, archive, manifest, file.name))
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
        if said["format"] != FORMAT or said["schema"] != SCHEMA:
            raise OtherBackup(file=name, theirs=said["schema"], ours=SCHEMA)
        tables = {table: Kept(**kept) for table, kept in said["tables"].items()}
        manifest = Manifest(**{**said, "tables": tables})
        for table in metadata.sorted_tables:
            part = file_of(table)
            with archive.open(part) as lines:
                if _kept(table, lines) != tables[table.name]:
                    raise BadBackup(file=name, part=part)
    except UNREADABLE as error:
        raise BadBackup(file=name, part=part) from error
    return manifest


def _kept(table: sa.Table, lines: IO[bytes]) -> Kept:
    digest, count = hashlib.sha256(), 0
    for line in lines:
        digest.update(line)
        count += 1
    return Kept([column.name for column in table.columns], count, digest.hexdigest())


def _is_empty(engine: Engine) -> bool:
    """Whether there is no table, or only our own without a row, as a restore leaves them that was broken off."""
    known = set(sa.inspect(engine).get_table_names()) - {"alembic_version"}
    if not known <= set(metadata.tables):
        return False
    with reading(engine) as connection:
        rows = (connection.execute(sa.select(metadata.tables[name]).limit(1)).first() for name in sorted(known))
        return all(row is None for row in rows)


def _restored(engine: Engine, archive: zipfile.ZipFile, manifest: Manifest, name: str) -> Examined:
    from data.store.migrations.run import upgrade  # Alembic takes a third of a second to import

    upgrade(engine)
    with writing(engine) as connection:
        for table in metadata.sorted_tables:
            with archive.open(file_of(table)) as lines:
                _load(connection, table, lines)
            _number_on(connection, table)
        if audit.head(connection) != (manifest.entries, manifest.head) or totals(connection) != manifest.sums:
            raise BadBackup(file=name, part=MANIFEST)
        return audit.examine(connection)


def _load(connection: Connection, table: sa.Table, lines: IO[bytes]) -> None:
    columns = [(column.name, read_back(column)) for column in table.columns]
    rows: Iterator[Mapping[str, object]] = (
        {name: made(value) for (name, made), value in zip(columns, json.loads(line), strict=True)} for line in lines
    )
    while some := list(islice(rows, AT_ONCE)):
        connection.execute(table.insert(), some)


def _number_on(connection: Connection, table: sa.Table) -> None:
    """PostgreSQL counts the numbers that it gives apart from the rows; SQLite looks at the rows."""
    [first, *others] = table.primary_key.columns
    if connection.dialect.name == "postgresql" and not others and isinstance(first.type, sa.Integer):
        sequence = sa.func.pg_get_serial_sequence(table.name, first.name)
        connection.execute(sa.select(sa.func.setval(sequence, sa.select(sa.func.max(first)).scalar_subquery())))
