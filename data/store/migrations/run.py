"""Bringing a database to this program's schema."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Engine

from data.store.tables import SCHEMA

HERE = Path(__file__).parent


def alembic_config() -> Config:
    """Alembic's settings, held here: there is no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    return config


def upgrade(engine: Engine, to: str = SCHEMA) -> None:
    """Run every migration that the database has not seen, up to a schema."""
    config = alembic_config()
    config.attributes["engine"] = engine
    command.upgrade(config, to)
