"""Lima opened for work: the settings, the content and the database together."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Engine

from data.catalogue import Catalogue, load_catalogue
from data.countries import load_country
from data.model import Country
from data.settings import Settings
from data.store.engine import REAL, Facts, connect, create, exists, read_facts


@dataclass(frozen=True)
class House:
    """What every room needs: the country, its catalogue, and the database with what it is for ever."""

    settings: Settings
    catalogue: Catalogue
    country: Country
    engine: Engine
    facts: Facts


def open_house(settings: Settings, *, world: str = REAL) -> House:
    """Open the database of the settings; an empty one is created first and marked with `world`.

    Raises:
        SetupError: if the content is wrong, or the database is of another schema or country.
    """
    country = load_country(settings.country, settings.content)
    catalogue = load_catalogue(settings.content)
    settings.var.mkdir(parents=True, exist_ok=True)
    engine = connect(settings.database_url)
    if exists(engine):
        facts = read_facts(engine, country=country.iso3)
    else:
        facts = create(engine, country=country.iso3, world=world)
    return House(settings, catalogue, country, engine, facts)
