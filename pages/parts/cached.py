"""Every cache of the app, over `released`: the pages' only way to figures.

Each is keyed by the data's version and by who is visiting, so that a filed return is on every page at the next rerun
and nobody is shown what was cached for another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pandas as pd
import streamlit as st

from data.model import Level, Quarter, Visitor
from data.rights import exact_places
from pages.parts import map_data, opened, released
from pages.parts.looking_back import chosen, house_then
from pages.parts.map_data import Figures
from pages.parts.opened import house
from pages.parts.released import Apart, Centre, Coverage

MANY, FEW = 400, 40


def version() -> str:
    """What was read: the data's version (one cheap query a rerun), and the day up to which, where it is not today."""
    newest, day = released.version(house()), chosen()
    return f"{newest}" if day is None else f"{newest} {day}"


def quarters() -> list[Quarter]:
    """Every filed quarter, oldest first; before anybody has filed, the last one that ended."""
    filed = [Quarter.parse(text) for text in _quarters(version())]
    return filed or [Quarter.of(dt.datetime.now(dt.UTC).date()) - 1]


def visible(visitor: Visitor) -> frozenset[str]:
    """As `rights.exact_places`."""
    return exact_places(visitor, house().country)


def anybody_filed() -> bool:
    """Whether there is a return at all."""
    return bool(_quarters(version()))


def level_values(visitor: Visitor, *, measures: Iterable[str], quarter: Quarter, level: Level) -> pd.DataFrame:
    """As `released.level_values`."""
    return _level_values(version(), visitor, tuple(measures), str(quarter), level.value)


def series(visitor: Visitor, *, measures: Iterable[str], places: Iterable[str]) -> pd.DataFrame:
    """As `released.series`."""
    return _series(version(), visitor, tuple(measures), tuple(places))


def map_figures(visitor: Visitor, *, measure: str, quarter: Quarter, rate: bool) -> Figures:
    """The figures of a map of districts, as numbers or as rates per 100,000 people, in the order of the outlines."""
    return _map_figures(version(), opened.outlines().digest, visitor, measure, str(quarter), rate)


def coverage(quarter: Quarter) -> Coverage:
    """As `released.coverage_of`."""
    return _coverage(version(), str(quarter))


def silence(quarter: Quarter) -> pd.DataFrame:
    """As `released.silence`."""
    return _silence(version(), str(quarter))


def returns(quarter: Quarter) -> pd.DataFrame:
    """As `released.returns`."""
    return _returns(version(), str(quarter))


def apart_from_national(visitor: Visitor, *, quarter: Quarter) -> list[Apart]:
    """As `released.apart_from_national`."""
    return _apart_from_national(version(), visitor, str(quarter))


def centres(visitor: Visitor, *, quarter: Quarter) -> list[Centre]:
    """As `released.centres`."""
    return _centres(version(), visitor, str(quarter))


# The version is a key and nothing else: Streamlit leaves arguments with an underscore out of a key, hence `version`.


@st.cache_data(show_spinner=False, max_entries=FEW)
def _quarters(version: str) -> list[str]:
    return [str(quarter) for quarter in released.quarters(house_then())]


@st.cache_data(show_spinner=False, max_entries=MANY)
def _level_values(version: str, visitor: Visitor, measures: tuple[str, ...], quarter: str, level: str) -> pd.DataFrame:
    return released.level_values(
        house_then(), visitor, measures=measures, quarter=Quarter.parse(quarter), level=Level(level)
    )


@st.cache_resource(show_spinner=False, max_entries=MANY)  # figures never change, so nobody needs a copy
def _map_figures(version: str, outlines: str, visitor: Visitor, measure: str, quarter: str, rate: bool) -> Figures:
    """The digest of the outlines is a key and nothing else, like the version."""
    values = level_values(visitor, measures=[measure], quarter=Quarter.parse(quarter), level=Level.DISTRICT)
    return map_data.figures(
        released.per_100k(house_then(), values) if rate else values,
        part=house_then().catalogue.measure(measure),
        outlines=opened.outlines(),
        country=house_then().country,
    )


@st.cache_data(show_spinner=False, max_entries=MANY)
def _series(version: str, visitor: Visitor, measures: tuple[str, ...], places: tuple[str, ...]) -> pd.DataFrame:
    return released.series(house_then(), visitor, measures=measures, places=places)


@st.cache_data(show_spinner=False, max_entries=FEW)
def _coverage(version: str, quarter: str) -> Coverage:
    return released.coverage_of(house_then(), Quarter.parse(quarter))


@st.cache_data(show_spinner=False, max_entries=FEW)
def _silence(version: str, quarter: str) -> pd.DataFrame:
    return released.silence(house_then(), Quarter.parse(quarter))


@st.cache_data(show_spinner=False, max_entries=FEW)
def _returns(version: str, quarter: str) -> pd.DataFrame:
    return released.returns(house_then(), Quarter.parse(quarter))


@st.cache_data(show_spinner=False, max_entries=FEW)
def _centres(version: str, visitor: Visitor, quarter: str) -> list[Centre]:
    return released.centres(house_then(), visitor, quarter=Quarter.parse(quarter))


@st.cache_data(show_spinner=False, max_entries=FEW)
def _apart_from_national(version: str, visitor: Visitor, quarter: str) -> list[Apart]:
    return released.apart_from_national(house_then(), visitor, quarter=Quarter.parse(quarter))
