"""Every cache of the app, over `released`: the pages' only way to figures.

Each is keyed by the data's version, the releases' and by who is visiting, so that a filed return is on every page at
the next rerun and nobody is shown what was cached for another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pandas as pd

from data.errors import NothingReleased
from data.model import Level, Quarter, Visitor
from data.rights import exact_places, reads_released_only
from data.store.house import House
from data.store.published_told import Told
from data.store.releases import Release
from pages.parts import (
    map_data,
    once,
    opened,
    plan_figures,
    released,
    released_centres,
    released_reporting,
    releasing,
    sight,
)
from pages.parts.kept import kept
from pages.parts.looking_back import chosen, house_then
from pages.parts.map_asked import RATE, THEN, MapAsked
from pages.parts.map_data import Figures
from pages.parts.opened import house
from pages.parts.released_centres import Centre
from pages.parts.released_reporting import Apart, Came, Coverage
from pages.parts.releasing import Overview

MANY, FEW = 400, 40


def version() -> str:
    """What was read: the data's version and the releases' (two cheap queries), and the day up to which, if not now."""
    day = chosen()
    return _newest() if day is None else f"{_newest()} {day}"


@once.in_a_run
def _newest() -> str:
    here = house()
    shown = here.released()
    return f"{released.version(here)}.{released.version(shown) if shown else 0}"


def quarters(visitor: Visitor) -> list[Quarter]:
    """Every quarter that the visitor reads of, oldest first; before anybody has filed, the last one that ended."""
    filed = [Quarter.parse(text) for text in _quarters(version(), reads_released_only(visitor))]
    return filed or [Quarter.of(dt.datetime.now(dt.UTC).date()) - 1]


def visible(visitor: Visitor) -> frozenset[str]:
    """As `rights.exact_places`."""
    return exact_places(visitor, house().country)


def readable(visitor: Visitor) -> frozenset[str]:
    """The codes of the places of which the visitor may read figures, exact or released."""
    return frozenset(house().country.places) if _reads_released(version(), visitor) else visible(visitor)


def anybody_filed(visitor: Visitor) -> bool:
    """Whether there is a return at all of which the visitor reads."""
    return bool(_quarters(version(), reads_released_only(visitor)))


def level_values(
    visitor: Visitor, *, measures: Iterable[str], quarter: Quarter, level: Level, then: bool = True
) -> pd.DataFrame:
    """As `released.level_values`."""
    return _level_values(version(), visitor, tuple(measures), str(quarter), level.value, then)


def series(visitor: Visitor, *, measures: Iterable[str], places: Iterable[str]) -> pd.DataFrame:
    """As `released.series`."""
    return _series(version(), visitor, tuple(measures), tuple(places))


def map_figures(visitor: Visitor, asked: MapAsked, beside: MapAsked | None = None) -> Figures:
    """The figures of a map in the order of the outlines; with another beside it, in classes that hold for both."""
    return _map_figures(version(), asked.drawn_on(opened.atlas()).digest, visitor, asked, beside)


def aims(quarter: Quarter) -> dict[str, float]:
    """As `plan_figures.expected`."""
    return _aims(version(), str(quarter))


def least_of(measure: str) -> float:
    """How many a count must show for anything to be made of it where it is released; 0 where it counts no people."""
    return sight.least(house(), [house().catalogue.measure(measure)], shares=False).get(measure, 0.0)


def coverage(visitor: Visitor, quarter: Quarter) -> Coverage:
    """As `released_reporting.coverage_of`."""
    return _coverage(version(), reads_released_only(visitor), str(quarter))


def silence(visitor: Visitor, quarter: Quarter) -> pd.DataFrame:
    """As `released_reporting.silence`."""
    return _silence(version(), reads_released_only(visitor), str(quarter))


def returns(visitor: Visitor, quarter: Quarter) -> pd.DataFrame:
    """As `released_reporting.returns`."""
    return _returns(version(), reads_released_only(visitor), str(quarter))


def history(visitor: Visitor, place: str, quarters: Iterable[Quarter]) -> list[Came]:
    """As `released_reporting.history`."""
    return _history(version(), reads_released_only(visitor), place, tuple(map(str, quarters)))


def apart_from_national(visitor: Visitor, *, quarter: Quarter) -> list[Apart]:
    """As `released_reporting.apart_from_national`."""
    return _apart_from_national(version(), visitor, str(quarter))


def centres(visitor: Visitor, *, quarter: Quarter) -> list[Centre]:
    """As `released_centres.centres`."""
    return _centres(version(), visitor, str(quarter))


def releases(visitor: Visitor) -> dict[str, Told]:
    """The release that the visitor reads of each quarter; none for those who read exact figures alone."""
    return _releases(version(), visitor)


def release_overview(visitor: Visitor) -> Overview:
    """As `releasing.overview`."""
    return _release_overview(version(), visitor)


def release_moves(visitor: Visitor, release: Release) -> pd.DataFrame:
    """As `releasing.changes`."""
    return _release_moves(visitor, release.id, str(release.made_at))


# The version is a key and nothing else: Streamlit leaves arguments with an underscore out of a key, hence `version`.
# What every page reads and nobody changes is kept as a resource: whoever asks for data gets a copy of it.


@kept(FEW)
def _quarters(version: str, only_released: bool) -> list[str]:
    source = _source(only_released)
    return [str(quarter) for quarter in released.quarters(source)] if source else []


@kept(MANY)
def _reads_released(version: str, visitor: Visitor) -> bool:
    return sight.of(house_then(), visitor).released is not None


@kept(FEW)
def _releases(version: str, visitor: Visitor) -> dict[str, Told]:
    source = sight.of(house_then(), visitor).released
    return sight.told(source) if source else {}


@kept(MANY, copied=True)
def _level_values(
    version: str, visitor: Visitor, measures: tuple[str, ...], quarter: str, level: str, then: bool
) -> pd.DataFrame:
    return released.level_values(
        house_then(), visitor, measures=measures, quarter=Quarter.parse(quarter), level=Level(level), then=then
    )


# Figures never change, so nobody needs a copy.
@kept(MANY)
def _map_figures(version: str, outlines: str, visitor: Visitor, asked: MapAsked, beside: MapAsked | None) -> Figures:
    """The digest of the outlines is a key and nothing else, like the version."""
    here, part = house_then(), house_then().catalogue.measure(asked.measure)
    other = map_figures(visitor, beside) if beside else None
    return map_data.figures(
        _map_values(visitor, asked),
        asked,
        part=part,
        outlines=asked.drawn_on(opened.atlas()),
        country=here.country,
        expected=aims(asked.quarter).get(asked.measure),
        beside=other.numbers if other else (),
        least=least_of(asked.measure),
    )


def _map_values(visitor: Visitor, asked: MapAsked) -> pd.DataFrame:
    """The values of a map; their rates rest on the people of the districts that reported."""
    values = level_values(
        visitor, measures=[asked.measure], quarter=asked.quarter, level=asked.level, then=asked.boundaries == THEN
    )
    if asked.per != RATE:
        return values
    below = level_values(visitor, measures=[asked.measure], quarter=asked.quarter, level=Level.DISTRICT)
    return released.per_100k(house_then(), values, districts=below)


@kept(FEW)
def _aims(version: str, quarter: str) -> dict[str, float]:
    return plan_figures.expected(house_then(), Quarter.parse(quarter))


@kept(MANY, copied=True)
def _series(version: str, visitor: Visitor, measures: tuple[str, ...], places: tuple[str, ...]) -> pd.DataFrame:
    return released.series(house_then(), visitor, measures=measures, places=places)


@kept(FEW)
def _coverage(version: str, only_released: bool, quarter: str) -> Coverage:
    return released_reporting.coverage_of(_reporting(only_released), Quarter.parse(quarter))


@kept(FEW, copied=True)
def _silence(version: str, only_released: bool, quarter: str) -> pd.DataFrame:
    return released_reporting.silence(_reporting(only_released), Quarter.parse(quarter))


@kept(FEW)
def _returns(version: str, only_released: bool, quarter: str) -> pd.DataFrame:
    return released_reporting.returns(_reporting(only_released), Quarter.parse(quarter))


@kept(FEW, copied=True)
def _history(version: str, only_released: bool, place: str, quarters: tuple[str, ...]) -> list[Came]:
    source = _reporting(only_released)
    return released_reporting.history(source, source.country.places[place], list(map(Quarter.parse, quarters)))


# Copies of hundreds, with their agreements, would take longer.
@kept(FEW)
def _centres(version: str, visitor: Visitor, quarter: str) -> list[Centre]:
    return released_centres.centres(house_then(), visitor, quarter=Quarter.parse(quarter))


@kept(FEW, copied=True)
def _apart_from_national(version: str, visitor: Visitor, quarter: str) -> list[Apart]:
    return released_reporting.apart_from_national(house_then(), visitor, quarter=Quarter.parse(quarter))


@kept(FEW, copied=True)
def _release_overview(version: str, visitor: Visitor) -> Overview:
    return releasing.overview(house(), visitor)


@kept(FEW, copied=True)
def _release_moves(visitor: Visitor, release_id: int, made_at: str) -> pd.DataFrame:
    """A release never changes; of one that was drawn again the day is another."""
    return releasing.changes(house(), visitor, release_id)


def _source(only_released: bool) -> House | None:
    """The house in which is read what is no secret: who has reported, and for which quarters."""
    return house_then().released() if only_released else house_then()


def _reporting(only_released: bool) -> House:
    source = _source(only_released)
    if source is None:
        raise NothingReleased
    return source
