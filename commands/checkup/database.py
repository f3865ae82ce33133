"""The database: there, of this schema, writable, its log whole, its clock running forward, its backup fresh."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from commands.checkup.told import Told, hint, well, wrong
from data.errors import DatabaseTrouble, WrongDatabase
from data.settings import Settings
from data.store import audit, published, releases
from data.store.engine import Facts, connect, database_exists, read_facts, reading, writing
from data.store.schema import SCHEMA
from data.store.tables import audit as log
from data.store.tables import facts

OLDEST_BACKUP = dt.timedelta(hours=26)
"""One a night, and two hours for a night in which it took longer."""


def database(settings: Settings, backups: Path, now: dt.datetime) -> Iterator[Told]:
    """Everything about the database, as far as it can be reached.

    Args:
        settings: which database.
        backups: the folder where its backups lie.
        now: the moment.
    """
    try:
        if not database_exists(settings.database_url):
            yield hint("database_none")
            return
        engine = connect(settings.database_url)
        try:
            known = read_facts(engine, country=settings.country)
            yield well("database", schema=SCHEMA, country=known.country, kind=engine.dialect.name)
            yield from _world(known, settings)
            yield from _writable(engine)
            yield from _releases(engine, settings)
            yield from _log(engine, now)
            yield from _backup(known, backups, now)
        finally:
            engine.dispose()
    except WrongDatabase as error:
        yield wrong("database_wrong", reason=error)
    except DatabaseTrouble as error:
        yield wrong(error.key.replace("troubles.", "database_"), reason=error.__cause__)


def _world(known: Facts, settings: Settings) -> Iterator[Told]:
    if known.demo:
        yield hint("demo")
    elif settings.embedded:
        yield hint("real_embedded")
    else:
        yield well("real")


def _writable(engine: Engine) -> Iterator[Told]:
    with writing(engine) as connection:
        connection.execute(sa.update(facts).where(sa.false()).values(value=facts.c.value))
    yield well("database_writable")


def _releases(engine: Engine, settings: Settings) -> Iterator[Told]:
    """How many quarters were released, and whether who reads them can read nothing else."""
    with reading(engine) as connection:
        quarters = len(releases.newest_published(connection))
    if engine.dialect.name == "postgresql":
        if not settings.released_url:
            yield hint("released_nobody")
            return
        try:
            besides = published.may_read_besides(settings.released_url)
        except DatabaseTrouble as error:
            yield wrong("released_unreachable", reason=error.__cause__)
            return
        if besides is not None:
            yield wrong("released_besides", besides=besides)
            return
    yield well("released", quarters=quarters)


def _log(engine: Engine, now: dt.datetime) -> Iterator[Told]:
    with reading(engine) as connection:
        found = audit.examine(connection)
        newest = connection.scalar(sa.select(log.c.at).order_by(log.c.id.desc()).limit(1))
    if not found.whole:
        yield wrong("log_broken", bad=found.bad)
    else:
        yield well("log", entries=found.entries)
    if newest is not None and newest > now:
        yield wrong("clock_back", now=f"{now:%Y-%m-%d %H:%M}", newest=f"{newest:%Y-%m-%d %H:%M}")
    else:
        yield well("clock", now=f"{now:%Y-%m-%d %H:%M}")


def _backup(known: Facts, folder: Path, now: dt.datetime) -> Iterator[Told]:
    made = [file.stat().st_mtime for file in folder.glob("*.backup")] if folder.is_dir() else []
    if not made:
        yield (hint if known.demo else wrong)("backup_none", folder=folder)
        return
    age = now - dt.datetime.fromtimestamp(max(made), dt.UTC)
    hours = max(0, age // dt.timedelta(hours=1))
    fresh = known.demo or age <= OLDEST_BACKUP
    yield (well if fresh else wrong)("backup" if fresh else "backup_old", hours=hours, folder=folder)
