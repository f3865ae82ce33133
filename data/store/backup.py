"""A backup of the whole database, made while it is used: one zip of our own that SQLite and PostgreSQL both restore.

In it lies for each table one file, a row a line as a JSON list in the order of the primary key, and `manifest.json`,
which says what the backup holds: schema, world and country, for each table the columns, the number of rows and the
SHA-256 digest of its file, the sums of every measure, and the head of the log. Everything is read in one transaction
that sees one state of the database; nobody who files waits for it.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import math
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data.errors import BackupExists, BackupNotWritten
from data.store import audit
from data.store.schema import SCHEMA, schema_of, tables_there
from data.store.tables import district_values, facts

FORMAT = 1
MANIFEST = "manifest.json"
AT_ONCE = 2000
COMPRESSION = 3
"""Of 1 to 9: higher takes twice the time for a tenth less room."""


@dataclass(frozen=True)
class Kept:
    """One table of a backup: its columns in their order, the number of rows, the digest of its file."""

    columns: Sequence[str]
    rows: int
    sha256: str


Sums = Mapping[str, Sequence[float]]
"""For each measure the sum of its numerators and of its denominators over all places and quarters."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds.

    Attributes:
        made_at: the moment, in UTC.
        schema, world, country: of the database.
        entries, head: the number of entries of the log, and the hash of the newest.
    """

    made_at: str
    schema: str
    world: str
    country: str
    tables: Mapping[str, Kept]
    sums: Sums
    entries: int
    head: str
    format: int = FORMAT


def back_up(engine: Engine, out: Path, *, at: dt.datetime) -> Manifest:
    """Write a backup to a file that is not there yet; half a backup is never left under its name.

    The file holds what the database holds, also the secret that signs links: only its owner may read it.

    Raises:
        BackupExists: an earlier backup is not overwritten.
        BackupNotWritten: if the disk is full or the folder is missing.
    """
    if out.exists():
        raise BackupExists(file=out.name)
    part = out.with_name(out.name + ".part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        manifest = _write(engine, part, at)
        part.rename(out)
    except OSError as error:
        raise BackupNotWritten(file=out.name, reason=error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return manifest


def totals(connection: Connection) -> Sums:
    """The sums of every measure, exact to the last bit in whatever order a database gives its rows."""
    values = district_values.c
    chosen = sa.select(values.measure, values.numerator, values.denominator).order_by(values.measure)
    with connection.execute(chosen.execution_options(yield_per=AT_ONCE)) as rows:
        return {
            measure: [
                math.fsum(each for each in column if each is not None) for column in list(zip(*group, strict=True))[1:]
            ]
            for measure, group in groupby(rows, key=lambda row: row.measure)
        }


def _write(engine: Engine, part: Path, at: dt.datetime) -> Manifest:
    with part.open("wb") as file:
        with (
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as archive,
            _one_state(engine) as connection,
        ):
            schema = schema_of(connection) or SCHEMA
            known = {row.key: row.value for row in connection.execute(sa.select(facts))}
            entries, head = audit.head(connection)
            found = tables_there(connection, schema).sorted_tables
            manifest = Manifest(
                made_at=at.astimezone(dt.UTC).isoformat(timespec="seconds"),
                schema=schema,
                world=known["world"],
                country=known["country"],
                tables={table.name: _keep(connection, archive, table) for table in found},
                sums=totals(connection),
                entries=entries,
                head=head,
            )
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
        file.flush()
        os.fsync(file.fileno())
    return manifest


@contextmanager
def _one_state(engine: Engine) -> Iterator[Connection]:
    """A transaction in which all reading sees the same state; SQLite's do so by themselves."""
    of_postgres = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect() as connection:
        yield connection.execution_options(**of_postgres) if engine.dialect.name == "postgresql" else connection


def _keep(connection: Connection, archive: zipfile.ZipFile, table: sa.Table) -> Kept:
    """Write one table into the archive."""
    digest, count = hashlib.sha256(), 0
    turned = [_told(column) for column in table.columns]
    chosen = sa.select(table).order_by(*_in_order(connection, table)).execution_options(yield_per=AT_ONCE)
    with connection.execute(chosen) as rows, archive.open(file_of(table.name), "w", force_zip64=True) as file:
        for some in rows.partitions():
            told = ([turn(value) for turn, value in zip(turned, row, strict=True)] for row in some)
            lines = "".join(f"{json.dumps(row, ensure_ascii=False, separators=(',', ':'))}\n" for row in told).encode()
            digest.update(lines)
            file.write(lines)
            count += len(some)
    return Kept([column.name for column in table.columns], count, digest.hexdigest())


def file_of(table: str) -> str:
    """The name of a table's file in the archive."""
    return f"tables/{table}.jsonl"


def _in_order(connection: Connection, table: sa.Table) -> list[sa.ColumnElement[Any]]:
    """The primary key; texts byte by byte in both databases, so that equal tables have equal digests."""
    byte_by_byte = connection.dialect.name == "postgresql"
    return [
        sa.collate(column, "C") if byte_by_byte and isinstance(column.type, sa.String) else column
        for column in table.primary_key.columns
    ]


def _told(column: sa.Column[Any]) -> Callable[[Any], object]:
    """How a value of the column is written in JSON."""
    kind = column.type.python_type if not isinstance(column.type, sa.TypeDecorator) else dt.datetime
    if kind in (dt.datetime, dt.date):
        return lambda value: None if value is None else value.isoformat()
    if kind is bytes:
        return lambda value: None if value is None else base64.b64encode(value).decode()
    return lambda value: value


def read_back(column: sa.Column[Any]) -> Callable[[Any], object] | None:
    """How a value of the column is made again from JSON; None if it is one already. NULL is NULL in both."""
    kind = column.type.python_type if not isinstance(column.type, sa.TypeDecorator) else dt.datetime
    made: Mapping[type, Callable[[Any], object]] = {
        dt.datetime: dt.datetime.fromisoformat,
        dt.date: dt.date.fromisoformat,
        bytes: base64.b64decode,
    }
    return made.get(kind)
