"""What the closure of a centre would cost: its beds, who is left without one, who else takes the same people. Pure.

Everything rests on the centres as a visitor is told of them. One that is told by its province alone has no distance to
anything; it may be nearer than those that are named, and the page says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from data.model import Country, Level, Place, Quarter
from metrics.centre import STOPPED
from metrics.reach import left_without
from pages.parts.centre_list import FEW
from pages.parts.released_centres import Centre

NEAREST = 5
"""How many of the nearest centres are named."""


class Takes(StrEnum):
    """Whether another centre takes the people whom this one takes."""

    SAME = "same"
    SOME = "some"
    NONE = "none"
    KIND = "kind"
    """Not known of one of the two; it is of the same kind."""
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Other:
    """Another centre that is open: how far, in a straight line, and for whom."""

    centre: Centre
    kilometres: float
    takes: Takes


@dataclass(frozen=True)
class Beds:
    """The beds of the open centres of a place, as far as they told them."""

    place: Place
    beds: float
    told: int
    centres: int


@dataclass(frozen=True)
class Closure:
    """What a closure would cost.

    Attributes:
        beds: of the places in which the centre lies, the smallest first.
        left: the districts that would have no centre within reach any more; None where that cannot be told.
        nearest: the nearest centres that stay open, whomever they take.
        same: the nearest of all that takes the same people; None where none is known to.
        unplaced: open centres whose district is not told.
    """

    beds: tuple[Beds, ...]
    left: tuple[Place, ...] | None
    nearest: tuple[Other, ...]
    same: Other | None
    unplaced: int


def closure(
    centre: Centre,
    centres: Sequence[Centre],
    distances: pd.DataFrame,
    *,
    country: Country,
    quarter: Quarter,
    within: float,
) -> Closure:
    """What is lost when a centre closes and the others stay.

    Args:
        centre: the one that closes.
        centres: all that the visitor is told of.
        distances: from `metrics.reach.kilometres`, to the districts of these centres.
        country: with its districts.
        quarter: in which a district must exist.
        within: so many kilometres are within reach.
    """
    staying = [each for each in centres if each.code != centre.code and each.ahead.risk not in STOPPED]
    placed = [each for each in staying if each.place.code in distances.columns]
    here = centre.place.code if centre.place.code in distances.columns else None
    others = [
        Other(each, float(distances.at[each.place.code, here]), takes(centre, each))
        for each in placed
        if here is not None
    ]
    others.sort(key=lambda other: (other.kilometres, other.centre.code))
    return Closure(
        beds=tuple(_beds(centre, [centre, *staying], country)),
        left=None if here is None else _left(here, placed, distances, country=country, quarter=quarter, within=within),
        nearest=tuple(others[:NEAREST]),
        same=next((other for other in others if other.takes in (Takes.SAME, Takes.KIND)), None),
        unplaced=sum(each.place.level is not Level.DISTRICT for each in staying),
    )


def takes(centre: Centre, other: Centre) -> Takes:
    """Whether another centre takes the people whom one takes, where both said whom; else whether it is of its kind."""
    wanted, there = (frozenset(each.facts.serves if each.facts else ()) for each in (centre, other))
    if not wanted or not there:
        return Takes.KIND if centre.kind == other.kind else Takes.UNKNOWN
    if wanted <= there:
        return Takes.SAME
    return Takes.SOME if wanted & there else Takes.NONE


def free(centre: Centre) -> tuple[float, bool] | None:
    """How many beds are free, 0 in a crowded centre; and whether that is the least there can be.

    Where so few people live there that only so much is told of them, the exact number of free beds would tell the rest.
    None where beds or residents are not told.
    """
    beds, people = centre.position.beds, centre.position.residents
    if beds is None or people is None:
        return None
    most = centre.step if centre.step > 0 and not people else FEW if 0 < people < FEW else None
    return max(0.0, beds - (people if most is None else most - 1)), most is not None


def _left(
    here: str, placed: Sequence[Centre], distances: pd.DataFrame, *, country: Country, quarter: Quarter, within: float
) -> tuple[Place, ...]:
    found = left_without(
        distances,
        closes=here,
        others={each.place.code for each in placed},
        within=within,
        places=[place.code for place in country.districts(quarter)],
    )
    return tuple(country.places[code] for code in found)


def _beds(centre: Centre, open_ones: Sequence[Centre], country: Country) -> list[Beds]:
    """Of the province and the country."""
    found = []
    for place in _above(centre.place, country):
        there = [each for each in open_ones if place in _above(each.place, country)]
        told = [each.position.beds for each in there if each.position.beds is not None]
        found.append(Beds(place, sum(told), len(told), len(there)))
    return found


def _above(place: Place, country: Country) -> list[Place]:
    """The province and the country in which a place lies, or which it is."""
    found = []
    if place.level is Level.PROVINCE:
        found.append(place)
    above = country.places.get(place.parent or "")
    if above is not None and above.level is Level.PROVINCE:
        found.append(above)
    return [*found, country.root]
