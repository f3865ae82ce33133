"""Publishing a release: it is marked, and the published store is written, in one transaction.

With SQLite the published store is a file beside the database. A new one is written under another name, and takes its
place when all of it is on the disk: whoever reads sees the old one or the new one. With PostgreSQL it is a schema of
the same database.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.schema import CreateSchema

from data.catalogue import Catalogue
from data.model import Country, Visitor
from data.store import audit, confidential, deriving, publishing_ledger, release_tables, rollups
from data.store.confidential import Confidential
from data.store.deriving import Meaning
from data.store.engine import writing
from data.store.published_tables import (
    OF_A_RELEASE,
    SCHEMA,
    Tables,
    by_name,
    chosen_in,
    published_tables,
)
from data.store.release_tables import releases
from data.store.release_writing import mark_published
from data.store.releases import Release
from data.store.tables import SCHEMA as VERSION

FORM = "4"
"""The version of what is written of releases; 2: confidential centres under codes of their own; 3: with the ledger;
4: whose evidence names none of them."""
ONE_OF_MANY = "released"
"""What stands in the published store's log for each release: pages ask it how new the data are."""


@dataclass(frozen=True)
class Store:
    """The database, and what writing its published store needs.

    Attributes:
        hidden: which centres are confidential, and what stands for them.
        role: the name by which PostgreSQL knows who reads released figures; empty where nobody has to be let in.
    """

    engine: Engine
    catalogue: Catalogue
    hidden: Confidential
    role: str = ""

    @property
    def country(self) -> Country:
        """Whose districts are summed up."""
        return self.hidden.country

    @property
    def form(self) -> str:
        """How the published store is written; one of another form, or that hides other centres, is written anew."""
        says = self.hidden.disclosure
        return " ".join([VERSION, FORM, *sorted(says.confidential), *sorted(says.province_only)])

    @property
    def file(self) -> Path:
        """Where the published store of an SQLite database lies.

        Raises:
            ValueError: of a database in memory, beside which nothing lies.
        """
        if not self.engine.url.database:
            raise ValueError("a database in memory has no published store")
        database = Path(self.engine.url.database)
        return database.with_name(f"{database.stem}-released{database.suffix}")


def publish(store: Store, release_id: int, *, by: Visitor, at: dt.datetime) -> Release:
    """Publish a release: from now on it is read by those who may not read exact figures.

    Raises:
        NotAllowed, UnknownRelease, NothingToChange, ReleaseFailed, ReleaseOutdated: as `mark_published`.
    """
    with _transaction(store) as connection:
        release = mark_published(connection, release_id, by=by, at=at)
        _write(connection, store)
    return release


def make_anew(store: Store) -> None:
    """Write the whole published store anew, out of every published release."""
    with _transaction(store, anew=True) as connection:
        _write(connection, store)


def _write(connection: Connection, store: Store) -> None:
    """Copy the releases that are not there yet, and write what pages read of their quarters."""
    tables, meaning = by_name(SCHEMA), meaning_of(store.catalogue)
    changed = _copy(connection, tables, store.hidden)
    newest = chosen_in(connection, tables)
    for each in newest:
        if each.quarter in changed:
            deriving.forget(connection, each.quarter, tables=tables)
            deriving.derive(connection, each, meaning, source=tables, into=tables)
            places = deriving.reported(connection, each, tables["counting_returns"])
            with _unnamed_are_released(connection):
                rollups.refresh(connection, {each.quarter: places}, country=store.country)
            deriving.sums_alone(connection, each, store.country, source=tables, into=tables["rollups"])
    deriving.register(connection, newest, source=tables, into=tables)


def meaning_of(catalogue: Catalogue) -> Meaning:
    """What the catalogue says of measures that a release has to know."""
    parts = [part for indicator in catalogue.indicators.values() for part in indicator.parts]
    columns = deriving.OF_FACILITIES
    return Meaning(catalogue.ratios, {columns[part.source]: part.measure for part in parts if part.source in columns})


def _copy(connection: Connection, tables: Tables, hidden: Confidential) -> frozenset[str]:
    """Copy every published release that is not there yet, with an entry in the store's log; say of which quarters."""
    published = sa.select(*(releases.c[column] for column in OF_A_RELEASE)).where(
        releases.c.published_at.is_not(None), releases.c.id.not_in(sa.select(tables["releases"].c.id))
    )
    found = connection.execute(published.order_by(releases.c.published_at, releases.c.id)).all()
    ids = [row.id for row in found]
    for exact in (release_tables.release_excused, release_tables.release_returns):
        confidential.copy_rows(connection, exact, tables[exact.name], exact.c.release_id.in_(ids))
    confidential.copy(connection, tables, ids, hidden)
    publishing_ledger.tell(connection, tables, [row.published_at for row in found], hidden)
    number = connection.scalar(sa.select(sa.func.count()).select_from(tables["audit"])) or 0
    for row in found:
        number += 1
        connection.execute(tables["releases"].insert(), [dict(row._mapping)])
        entry = {"id": number, "at": row.published_at, "actor": "", "action": ONE_OF_MANY, "subject": row.quarter}
        connection.execute(tables["audit"].insert(), [entry | {"detail": "{}", "previous": "", "hash": str(number)}])
    return frozenset(row.quarter for row in found)


@contextmanager
def _unnamed_are_released(connection: Connection) -> Iterator[None]:
    """Let statements that name no schema mean the published store."""
    connection.execution_options(schema_translate_map={None: SCHEMA})
    try:
        yield
    finally:
        connection.execution_options(schema_translate_map=None)


@contextmanager
def _transaction(store: Store, *, anew: bool = False) -> Iterator[Connection]:
    """One transaction that writes to the database and to its published store, which is emptied where it is not ours."""
    if store.engine.dialect.name == "sqlite":
        with _one_at_a_time(store.file.parent), _new_file(store, anew=anew) as connection:
            yield connection
        return
    with writing(store.engine) as connection:
        audit.hold(connection)
        connection.execute(CreateSchema(SCHEMA, if_not_exists=True))
        _make_tables(connection, store.form, anew=anew)
        yield connection
        _let_read(connection, store.role)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait for others who publish: of two new files the newer has to take its place last."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


@contextmanager
def _new_file(store: Store, *, anew: bool) -> Iterator[Connection]:
    """A file that will take the place of the published store: a copy of it, to which something is added, or empty."""
    file = store.file
    new = file.with_name(f".{file.name}-{secrets.token_hex(8)}")
    new.touch(mode=0o600)
    try:
        if file.exists() and not anew:
            shutil.copyfile(file, new)
        with store.engine.connect().execution_options(writing=True) as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute(f"ATTACH DATABASE ? AS {SCHEMA}", (str(new),))
            try:
                # Nobody reads it before it is whole: it needs no journal, and is brought to the disk once, below.
                driver.execute(f"PRAGMA {SCHEMA}.journal_mode = OFF")
                driver.execute(f"PRAGMA {SCHEMA}.synchronous = OFF")
                driver.execute(f"PRAGMA {SCHEMA}.secure_delete = ON")
                with connection.begin():
                    _make_tables(connection, store.form, anew=anew)
                    yield connection
                driver.execute(f"DETACH DATABASE {SCHEMA}")
            except BaseException:
                connection.invalidate()  # with what is attached to it
                raise
        take_place(new, file)
    finally:
        new.unlink(missing_ok=True)


def take_place(new: Path, file: Path) -> None:
    """Bring a file to the disk, and let it take the place of another at one stroke."""
    _to_disk(new)
    new.replace(file)
    _to_disk(file.parent)


def _to_disk(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _make_tables(connection: Connection, form: str, *, anew: bool) -> None:
    """See to the tables; those of another version of Lima, or of another database, are made anew."""
    if anew or not _is_ours(connection, form):
        published_tables(SCHEMA).drop_all(connection)
        published_tables(SCHEMA).create_all(connection)
        connection.execute(by_name(SCHEMA)["about"].insert(), [{"key": "form", "value": form}])


def _is_ours(connection: Connection, form: str) -> bool:
    """Whether what is published was made by this version of Lima, out of releases of this database."""
    tables = by_name(SCHEMA)
    about, told = tables["about"], tables["releases"].c
    if not sa.inspect(connection).has_table(about.name, schema=SCHEMA):
        return False
    same = sa.and_(releases.c.id == told.id, releases.c.published_at == told.published_at)
    foreign = sa.select(told.id).where(~sa.exists().where(same)).limit(1)
    same_form = connection.scalar(sa.select(about.c.value).where(about.c.key == "form")) == form
    return same_form and connection.execute(foreign).first() is None


def _let_read(connection: Connection, role: str) -> None:
    """Let the role read the published store, and nothing else."""
    known = sa.text("SELECT 1 FROM pg_roles WHERE rolname = :role AND rolname <> current_user")
    if role and connection.execute(known, {"role": role}).first():
        name = connection.dialect.identifier_preparer.quote(role)
        connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {SCHEMA} TO {name}")
        connection.exec_driver_sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {name}")
