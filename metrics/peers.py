"""The peers of a district: those of the country whose population is nearest to its own.

Like is held against like by size alone; what else districts share is not known here. A middle value is shown, and how
many peers it rests on, and no rank.
"""

from __future__ import annotations

import math

import pandas as pd

from data.model import Country, Place, Quarter
from metrics.shown import steps

MANY = 10
"""So many peers: enough for a middle value, few enough to be alike."""

FEWEST = 3
"""With fewer numbers than these nothing is said of peers."""


def peers_of(country: Country, place: Place, quarter: Quarter, *, most: int = MANY) -> tuple[str, ...]:
    """The codes of the districts with the nearest population, the nearest first; none where its own is not known.

    Args:
        country: whose districts they are.
        place: a district.
        quarter: in which they exist, and of whose year the population is taken.
        most: how many are wanted.
    """
    own = place.population_in(quarter.year)
    if not own:
        return ()
    sizes = {
        other.code: people
        for other in country.districts(quarter)
        if other.code != place.code and (people := other.population_in(quarter.year))
    }
    return tuple(sorted(sizes, key=lambda code: (abs(math.log(sizes[code] / own)), code))[:most])


def middle(points: pd.DataFrame) -> pd.DataFrame:
    """The middle value of some districts in each quarter: columns `quarter`, `value`, `reporting` and `expected`.

    Of released figures it is one that is shown: of two middle ones the lower, and not what lies between them.

    Args:
        points: columns `metrics.rollup.VALUES` of one measure. A quarter with fewer than `FEWEST` numbers has no value.
    """
    between = "lower" if (steps(points) > 0).any() else "midpoint"
    grouped = points.groupby("quarter")
    # Column by column: all of them asked for at once take five times as long.
    found = pd.DataFrame({"reporting": grouped["value"].count(), "expected": grouped["expected"].sum()})
    found["value"] = grouped["value"].quantile(0.5, interpolation=between).where(found["reporting"] >= FEWEST)
    return found.reset_index()
