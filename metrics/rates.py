"""Rates per 100,000 people, with the population of the same year and of those districts alone that reported.

A quarter's flow by the year's population is a rate of the quarter; it is not made into a year's.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.model import Status
from metrics.rollup import KEYS, VALUES

FEWEST = 5
"""The least number of people on which a rate may rest (rule C-36). The rate of one or two says nothing, and of whom."""

RATES = (*VALUES, "population", "rate_per_100k")
"""Columns of rates: those of values, the population (people) and the rate; both NaN where they cannot be told,
the rate also where it rests on too few."""


def reporting_population(
    values: pd.DataFrame, *, population: Mapping[str, Mapping[int, int]], parents: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """The people living in the districts that reported, for each place those lie in.

    Args:
        values: columns `measure`, `quarter`, `place` and `status` of districts.
        population: people by district and year.
        parents: the place each district is counted in; None: each stands for itself.

    Returns:
        Columns `measure`, `quarter`, `place` and `population`, for places where a district reported or filed nil. NaN
        where the population of one of these districts is not known for the very year.
    """
    reported = values.loc[values["status"].isin([Status.REPORTED, Status.NIL]), KEYS]
    years = reported["quarter"].str.slice(0, 4).astype(int)
    people = pd.Series(
        [population.get(place, {}).get(year) for place, year in zip(reported["place"], years, strict=True)],
        index=reported.index,
        dtype=float,
    )
    above = reported["place"] if parents is None else reported["place"].map(parents)
    found = reported.assign(place=above, population=people).dropna(subset="place")
    return found.groupby(KEYS)["population"].sum(skipna=False).reset_index()


def per_100k(values: pd.DataFrame, populations: pd.DataFrame, *, least: float = FEWEST) -> pd.DataFrame:
    """Add to values their rate per 100,000 people of the reporting districts.

    Args:
        values: columns `metrics.rollup.VALUES`.
        populations: what `reporting_population` gives for the same places.
        least: how many people a rounded figure must show for a rate to be told.

    Returns:
        Columns `RATES`, in the order of `values`.
    """
    joined = values.merge(populations, on=KEYS, how="left", validate="one_to_one")
    joined["population"] = joined["population"].astype(float)
    rates = joined["value"] * 100_000 / joined["population"].where(joined["population"] > 0)
    joined["rate_per_100k"] = rates.mask(_too_few(joined, least))
    return joined[list(RATES)]


def _too_few(values: pd.DataFrame, least: float) -> pd.Series:
    """Where a rate would rest on too few people. None at all is not too few, unless a shown 0 may mean some."""
    numbers = values["value"]
    return ((numbers > 0) & (numbers < FEWEST)) | ((values["step"] > 0) & (numbers < least))
