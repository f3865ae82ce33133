"""The parts of a number as far as a visitor may see them: exact ones of their own places, released ones of the others.

No Streamlit here.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from data.model import Quarter, Visitor
from data.store import breakdowns, frames
from data.store.house import House
from data.store.published_told import Told
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
    if seen.exact is None or place not in seen.places:
        return _released(house, seen, measure=measure, quarters=[quarter], place=place)[str(quarter)]
    with seen.exact.reading() as connection:
        within = house.country.within(place)
        return Parts(breakdowns.told(connection, measure=measure, quarter=quarter, places=within), math.nan)


def parts_over(
    house: House, visitor: Visitor, *, measure: str, dimension: str, quarters: Collection[Quarter], place: str
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
        return _released(house, seen, measure=measure, quarters=quarters, place=place)
    with seen.exact.reading() as connection:
        found = breakdowns.told_over(
            connection,
            measure=measure,
            dimension=dimension,
            places=house.country.within(place),
            everywhere=place == house.country.root.code,
        )
    return {str(quarter): Parts(found.get(str(quarter), _NOTHING), math.nan) for quarter in quarters}


def _released(
    house: House, seen: Sight, *, measure: str, quarters: Collection[Quarter], place: str
) -> dict[str, Parts]:
    """What is released of a number's parts; of a quarter without a release they may be withheld."""
    found, read = dict[str, pd.DataFrame](), dict[str, Told]()
    if seen.released:
        read, until = sight.told(seen.released), seen.released.as_of
        with seen.released.reading() as connection:
            found = breakdowns.shown(connection, measure=measure, quarters=quarters, place=place, until=until)
    part = house.catalogue.measure(measure)
    return {
        quarter: Parts(found[quarter], sight.step_of(house, part, base=read[quarter].base))
        if quarter in found and quarter in read
        else Parts(_NOTHING, math.nan, withheld=True)
        for quarter in map(str, quarters)
    }


_NOTHING = pd.DataFrame(columns=list(breakdowns.BREAKDOWN))


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
