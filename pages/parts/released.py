"""The one door for reading: exact figures for those who may see them, released ones for the others.

Pages, files and the command line come through here (and `released_reporting`, `released_centres`). Who may read which
is said in `data.rights`; what somebody may not see comes back as *withheld*, never as zero, as nothing, or as an error.
No Streamlit here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pandas as pd

from data.disclosure import load_disclosure
from data.geography import belonged_to, parts_of
from data.model import DISTRICT_VALUES, ROLLUPS, Level, Part, Quarter, Status, Visitor
from data.store import engine, frames, review_lists
from data.store.house import House
from metrics import rates, rollup, shown, trend
from metrics.rollup import KEYS
from pages.parts import sight
from pages.parts.sight import Sight


def version(house: House) -> int:
    """A number that grows with every change of the data."""
    with engine.reading(house.engine) as connection:
        return engine.data_version(connection)


def quarters(house: House) -> list[Quarter]:
    """Every quarter for which somebody has filed, oldest first."""
    with house.reading() as connection:
        return frames.filed_quarters(connection)


def level_values(
    house: House, visitor: Visitor, *, measures: Iterable[str], quarter: Quarter, level: Level, then: bool = True
) -> pd.DataFrame:
    """Every place of a level in one quarter: columns `metrics.rollup.VALUES`, a row for each place expected.

    Args:
        house: the house opened for work.
        visitor: who asks.
        measures: the measures.
        quarter: the quarter.
        level: the level. Districts are always those that were expected to report.
        then: whether provinces are those of the quarter, or those of now, added up of the districts that lie in them.
    """
    parts = {measure: house.catalogue.measure(measure) for measure in measures}
    seen = sight.of(house, visitor)
    if level is Level.DISTRICT:
        return _seen(seen, house, parts, lambda source: _districts(house, source, parts, chosen=[quarter]))
    places = [
        place.code
        for place in house.country.places.values()
        if place.level is level and (place.exists_in(quarter) if then else place.valid_to is None)
    ]
    into = belonged_to(house.country, quarter, level) if then else {}
    # Whoever may read one part of what was a whole then may not read the others by way of it.
    seen = replace(seen, places=seen.places - {old for new, old in into.items() if new not in seen.places})
    return _seen(
        seen, house, parts, lambda source: _totals(house, source, parts, places=places, chosen=[quarter], into=into)
    )


def series(house: House, visitor: Visitor, *, measures: Iterable[str], places: Iterable[str]) -> pd.DataFrame:
    """Some places over every quarter that the visitor reads of: columns `metrics.trend.POINTS`."""
    parts = {measure: house.catalogue.measure(measure) for measure in measures}
    wanted, seen = list(places), sight.of(house, visitor)
    source = seen.exact or seen.released
    chosen = quarters(source) if source else []
    districts = [code for code in wanted if house.country.places[code].level is Level.DISTRICT]
    above = [code for code in wanted if code not in districts]

    def read(source: House | None) -> pd.DataFrame:
        found = [
            _districts(house, source, parts, chosen=chosen, only=districts) if districts else None,
            _totals(house, source, parts, places=above, chosen=chosen) if above else None,
        ]
        return pd.concat([frame for frame in found if frame is not None], ignore_index=True)

    values = _seen(seen, house, parts, read)
    points = trend.series(values, parts=parts, fiscal_year_start=house.country.fiscal_year_start)
    return shown.withhold_changes(points, least=sight.least(house, parts.values(), shares=False))


def per_100k(house: House, values: pd.DataFrame, *, districts: pd.DataFrame | None = None) -> pd.DataFrame:
    """Rates of values per 100,000 people: columns `metrics.rates.RATES`. The nearest year known is taken.

    Args:
        house: the house opened for work.
        values: columns `metrics.rollup.VALUES` of places of one level.
        districts: where that is not the districts', the same measures of these: a rate rests on the people of those
            districts alone that reported.
    """
    country = house.country
    years = {int(text[:4]) for text in values["quarter"].unique()}
    population = {
        place.code: {year: people for year in years if (people := place.population_in(year)) is not None}
        for place in country.places.values()
        if place.level is Level.DISTRICT
    }
    told = set(values["place"])
    into = belonged_to(country, Quarter.parse(min(values["quarter"])), Level.PROVINCE) if told else {}
    parents = {code: place.parent or "" for code, place in country.places.items()}
    above = {
        code: code if code in told else parent if parent in told else into.get(parent, parent)
        for code, parent in parents.items()
    }
    people = rates.reporting_population(
        values if districts is None else districts,
        population=population,
        parents=None if districts is None else above,
    )
    return rates.per_100k(values, people, least=load_disclosure(house.settings.content).denominator)


def _seen(
    seen: Sight, house: House, parts: Mapping[str, Part], read: Callable[[House | None], pd.DataFrame]
) -> pd.DataFrame:
    """What the visitor may see of what is read: exact rows of their own places, released ones of the others.

    Args:
        seen: what the visitor reads from.
        house: the house opened for work.
        parts: the measures.
        read: gives the rows of a house; of none, rows without a figure.
    """
    exact = _withhold(read(seen.exact), seen.places) if seen.exact else None
    if seen.released is None:
        return read(None).assign(status=Status.WITHHELD.value) if exact is None else exact
    released = shown.withhold_shares(
        sight.marked(read(seen.released), seen.released, parts), least=sight.least(house, parts.values(), shares=True)
    )
    return released if exact is None else _laid_over(exact, released, seen)


def _laid_over(exact: pd.DataFrame, released: pd.DataFrame, seen: Sight) -> pd.DataFrame:
    """The exact rows; those of other places as they are released, where their quarter is."""
    known = released[~released["place"].isin(seen.places) & released[shown.STEP].notna()]
    known = known[known["quarter"].isin(sight.told(seen.released) if seen.released else ())]
    both = pd.concat([exact.assign(own=0), known.assign(own=1)], ignore_index=True)
    kept = both.drop_duplicates(KEYS, keep="last").set_index(KEYS)
    return kept.loc[exact.set_index(KEYS).index].reset_index()[list(rollup.VALUES)]


def _districts(
    house: House,
    source: House | None,
    parts: Mapping[str, Part],
    *,
    chosen: Collection[Quarter],
    only: Collection[str] | None = None,
) -> pd.DataFrame:
    values, excused = pd.DataFrame(columns=list(DISTRICT_VALUES)), _nobody(chosen)
    if source:
        with source.reading() as connection:
            if only is None:
                values = frames.values(connection, measures=parts, quarters=chosen)
            else:
                values = frames.values_of_places(connection, measures=parts, places=only)
            excused = review_lists.excused(connection, quarters=chosen)
    expected = {
        str(quarter): [
            p.code
            for p in house.country.districts(quarter)
            if (only is None or p.code in only) and p.code not in excused[str(quarter)]
        ]
        for quarter in chosen
    }
    return _asked(rollup.complete(values, parts=parts, expected=expected), house, parts, chosen)


def _totals(
    house: House,
    source: House | None,
    parts: Mapping[str, Part],
    *,
    places: Collection[str],
    chosen: Collection[Quarter],
    into: Mapping[str, str] = MappingProxyType({}),
) -> pd.DataFrame:
    """The values of places above districts; `into` says which of them are to be counted in which others."""
    sums, excused = pd.DataFrame(columns=list(ROLLUPS)), _nobody(chosen)
    if source:
        with source.reading() as connection:
            sums = frames.sums(connection, measures=parts, places=[*places, *into], quarters=chosen)
            excused = review_lists.excused(connection, quarters=chosen)
    counts = rollup.expected_districts(house.country, chosen, excused=excused)
    if into:
        sums = rollup.add_up(sums, {code: into.get(code, code) for code in sums["place"]})
    expected = {
        quarter: {code: sum(found.get(part, 0) for part in parts_of(into, code)) for code in places}
        for quarter, found in counts.items()
    }
    return _asked(rollup.totals(sums, parts=parts, expected=expected), house, parts, chosen)


def _nobody(chosen: Collection[Quarter]) -> dict[str, frozenset[str]]:
    return {str(quarter): frozenset() for quarter in chosen}


def _asked(values: pd.DataFrame, house: House, measures: Iterable[str], chosen: Collection[Quarter]) -> pd.DataFrame:
    """Nobody is silent about what the catalogue does not ask for in a quarter: there it is not expected."""
    for measure in measures:
        indicator = house.catalogue.indicator_of(measure)
        unasked = [str(quarter) for quarter in chosen if not indicator.valid_in(quarter)]
        if unasked:
            there = (values["measure"] == measure) & values["quarter"].isin(unasked)
            values.loc[there & (values["status"] == Status.MISSING), ["status", "expected"]] = [
                Status.NOT_EXPECTED.value,
                0,
            ]
    return values


def _withhold(values: pd.DataFrame, visible: frozenset[str]) -> pd.DataFrame:
    """Take the figures of places that may not be seen out of the frame: what is not in it cannot leak from it."""
    hidden = ~values["place"].isin(visible) & values["status"].isin([Status.REPORTED, Status.NIL, Status.NOT_EXPECTED])
    if hidden.any():
        values.loc[hidden, ["value", "numerator", "denominator"]] = np.nan
        values.loc[hidden, "status"] = Status.WITHHELD.value
    return values
