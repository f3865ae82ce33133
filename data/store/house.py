"""Lima opened for work: the settings, the content and the database together."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data.catalogue import Catalogue, load_catalogue
from data.countries import load_country
from data.model import Country
from data.settings import Settings
from data.store.engine import DEMO, REAL, Facts, connect, create, database_exists, read_facts, reading
from data.store.tables import SCHEMA


@dataclass(frozen=True)
class House:
    """What every room needs: the country, its catalogue, and the database with what it is for ever."""

    settings: Settings
    catalogue: Catalogue
    country: Country
    engine: Engine
    facts: Facts


def open_house(settings: Settings, *, writes: bool = True) -> House:
    """Open the database of the settings; where there is none it is created, and marked for ever.

    Args:
        settings: which country and database.
        writes: False never creates a file: where there is no database yet, an empty one in memory stands in for it.

    Raises:
        SetupError: if the content is wrong, or the database is of another schema or country.
    """
    country = load_country(settings.country, settings.content)
    catalogue = load_catalogue(settings.content)
    if writes:
        settings.var.mkdir(parents=True, exist_ok=True)
    there = database_exists(settings.database_url)
    engine = connect(settings.database_url if there or writes else "sqlite://")
    if there:
        if writes and settings.embedded:
            _bring_up_to_date(engine)
        facts = read_facts(engine, country=country.iso3)
    else:
        facts = create(engine, country=country.iso3, world=world_of(settings))
    return House(settings, catalogue, country, engine, facts)


def _bring_up_to_date(engine: Engine) -> None:
    """Bring the demo's database from an earlier Lima to this one's schema; it holds nothing that could be lost."""
    with reading(engine) as connection:
        schema = str(connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar())
    if schema < SCHEMA:
        from data.store.migrations.run import upgrade  # Alembic takes a third of a second to import

        upgrade(engine)


def world_of(settings: Settings) -> str:
    """What a new database becomes: the embedded file in `var` is the demo, every other is real."""
    return DEMO if settings.embedded else REAL
