"""Lima opened for work: the settings, the content and the database together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.engine import Engine

from data.catalogue import Catalogue, load_catalogue
from data.countries import load_country
from data.model import Country
from data.settings import Settings
from data.store.engine import DEMO, REAL, Facts, connect, create, database_exists, read_facts
from data.store.upgrading import upgrade_with_backup


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

    The embedded database is upgraded from an earlier schema by itself, every other by the operator.

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
            upgrade_with_backup(engine, settings.backups, at=dt.datetime.now(dt.UTC))
        facts = read_facts(engine, country=country.iso3)
    else:
        facts = create(engine, country=country.iso3, world=world_of(settings))
    return House(settings, catalogue, country, engine, facts)


def world_of(settings: Settings) -> str:
    """What a new database becomes: the embedded file in `var` is the demo, every other is real."""
    return DEMO if settings.embedded else REAL
