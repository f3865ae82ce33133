"""Bringing a database of an earlier Lima to this one's schema, after a backup from which the earlier one can go on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import Engine

from data.errors import OlderDatabase
from data.store.backup import back_up
from data.store.engine import reading
from data.store.schema import SCHEMA, require_known, schema_of


@dataclass(frozen=True)
class Upgraded:
    """From which schema to which, and the backup that was made before."""

    before: str
    after: str
    backup: Path


def upgrade_with_backup(engine: Engine, folder: Path, *, at: dt.datetime) -> Upgraded | None:
    """Back up and upgrade, in this order; None if the database is as this program needs it.

    The migrations run in one transaction: broken off, the database is as it was.

    Args:
        engine: of the database.
        folder: where the backup goes; it is made if it is missing.
        at: the moment, which the backup's name tells.

    Raises:
        WrongDatabase: if the schema is none that this program knows.
        BackupNotWritten: if there is no room for the backup; nothing is upgraded then.
    """
    try:
        with reading(engine) as connection:
            require_known(schema_of(connection))
    except OlderDatabase as older:
        from data.store.migrations.run import upgrade  # Alembic takes a third of a second to import

        folder.mkdir(parents=True, exist_ok=True)
        out = folder / f"before-upgrade-from-{older.schema}-{at:%Y%m%dT%H%M%SZ}.backup"
        back_up(engine, out, at=at)
        upgrade(engine)
        return Upgraded(older.schema, SCHEMA, out)
    return None
