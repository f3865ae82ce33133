"""The parts of a number as far as a visitor may see them: exact ones of their own places, released ones of the others.

No Streamlit here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from data.model import Quarter, Visitor
from data.store import breakdowns, frames
from data.store.house import House
from pages.parts import sight
from pages.parts.sight import Sight


@dataclass(frozen=True)
class Parts:
    """The parts of a number of one place and quarter.

    Attributes:
        cells: columns `data.store.breakdowns.BREAKDOWN`.
        step: in which steps they are shown, as in `metrics.shown`; NaN where they are exact.
        withheld: whether there may be parts that the visitor may not see.
    """

    cells: pd.DataFrame
    step: float
    withheld: bool = False


def parts(house: House, visitor: Visitor, *, measure: str, quarter: Quarter, place: str) -> Parts:
    """The parts of a number of a place, as far as the visitor may see them.

    Args:
        house: the house opened for work, of now or as of an earlier moment.
        visitor: who asks.
        measure: the measure.
        quarter: the quarter.
        place: the code of a place of any level.
    """
    seen = sight.of(house, visitor)
    if seen.exact and place in seen.places:
        with seen.exact.reading() as connection:
            within = house.country.within(place)
            return Parts(breakdowns.told(connection, measure=measure, quarter=quarter, places=within), math.nan)
    release = sight.told(seen.released).get(str(quarter)) if seen.released else None
    if seen.released is None or release is None:
        return Parts(pd.DataFrame(columns=list(breakdowns.BREAKDOWN)), math.nan, withheld=True)
    with seen.released.reading() as connection:
        cells = breakdowns.shown(connection, measure=measure, quarter=quarter, place=place, until=seen.released.as_of)
    return Parts(cells, sight.step_of(house, house.catalogue.measure(measure), base=release.base))


def parts_over(
    house: House, visitor: Visitor, *, measure: str, dimension: str, quarters: Iterable[Quarter], place: str
) -> dict[str, Parts]:
    """One breakdown of a number of a place over some quarters, as far as the visitor may see it.

    Args:
        house: the house opened for work, of now or as of an earlier moment.
        visitor: who asks.
        measure: the measure.
        dimension: the key of the breakdown.
        quarters: the quarters.
        place: the code of a place of any level.
    """
    seen = sight.of(house, visitor)
    if seen.exact is None or place not in seen.places:
        return {
            str(quarter): parts(house, visitor, measure=measure, quarter=quarter, place=place) for quarter in quarters
        }
    with seen.exact.reading() as connection:
        found = breakdowns.told_over(
            connection,
            measure=measure,
            dimension=dimension,
            places=house.country.within(place),
            everywhere=place == house.country.root.code,
        )
    nothing = pd.DataFrame(columns=list(breakdowns.BREAKDOWN))
    return {str(quarter): Parts(found.get(str(quarter), nothing), math.nan) for quarter in quarters}


def accepted_places(house: House, seen: Sight, quarter: Quarter) -> frozenset[str]:
    """The districts whose figures of a quarter, as somebody reads them, are accepted; released ones always are."""
    districts = house.country.within(house.country.root.code)
    found = frozenset[str]()
    for source, of_source in ((seen.exact, districts & seen.places), (seen.released, districts - seen.places)):
        if source is not None and of_source:
            with source.reading() as connection:
                accepted = frames.accepted(connection, places=of_source, quarters=[quarter])
            found |= frozenset(accepted["place"])
    return found
