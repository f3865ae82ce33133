"""Lima opened for work: the settings, the content and the database together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection, Engine, make_url

from data.catalogue import Catalogue, load_catalogue
from data.chains import check_chains
from data.countries import load_country
from data.disclosure import load_disclosure
from data.model import Country
from data.plans.checking import check_plans
from data.settings import Settings
from data.store import published, published_past
from data.store.confidential import Confidential
from data.store.engine import DEMO, REAL, Facts, connect, create, database_exists, read_facts, reading
from data.store.past import reading_past
from data.store.publishing import Store, meaning_of
from data.store.upgrading import upgrade_with_backup


@dataclass(frozen=True)
class House:
    """What every room needs: the country, its catalogue, and the database with what it is for ever.

    Attributes:
        as_of: whoever reads through this house sees what was known at that moment; None for now.
        shown: whether the database is the published store, in which there are released figures and nothing else.
    """

    settings: Settings
    catalogue: Catalogue
    country: Country
    engine: Engine
    facts: Facts
    as_of: dt.datetime | None = None
    shown: bool = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that only reads and sees one state of the database throughout: of now, or of `as_of`."""
        if self.as_of is None:
            with reading(self.engine) as connection:
                yield connection
        elif self.shown:
            meaning = meaning_of(self.catalogue)
            with published_past.reading_past(
                self.engine, self.as_of, country=self.country, meaning=meaning
            ) as connection:
                yield connection
        else:
            ratios = self.catalogue.ratios
            with reading_past(self.engine, self.as_of, country=self.country, ratios=ratios) as connection:
                yield connection

    @property
    def store(self) -> Store:
        """The database, and what writing its published store needs."""
        role = make_url(self.settings.released_url).username if self.settings.released_url else ""
        return Store(self.engine, self.catalogue, self.hidden, role or "")

    @property
    def hidden(self) -> Confidential:
        """Which centres are confidential, and what stands for them in releases."""
        return Confidential(load_disclosure(self.settings.content), self.country, self.facts.secret)

    def released(self) -> House | None:
        """The same house, in which only released figures can be read; None where nothing was published.

        None too where whoever reads them could read exact ones besides: then nobody is let in.
        """
        if self.shown:
            return self
        engine = published.opened(self.store, self.settings.released_url)
        return None if engine is None else replace(self, engine=engine, shown=True)

    def at_the_end_of(self, day: dt.date) -> House:
        """The same house, in which is read what was known when a day ended (UTC)."""
        midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), dt.UTC)
        return replace(self, as_of=midnight - dt.timedelta(microseconds=1))


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
    measures = tuple(part.measure for each in catalogue.indicators.values() for part in each.parts)
    check_plans(country.iso3, settings.content, measures=measures, indicators=tuple(catalogue.indicators))
    check_chains(settings.content, catalogue.units)
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
    house = House(settings, catalogue, country, engine, facts)
    if writes:
        published.keep_up(house.store)
    return house


def world_of(settings: Settings) -> str:
    """What a new database becomes: the embedded file in `var` is the demo, every other is real."""
    return DEMO if settings.embedded else REAL
