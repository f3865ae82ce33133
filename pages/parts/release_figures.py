"""What the pages *Release* and *History* tell: which quarters wait, what a release shows, how a figure moved.

No Streamlit here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from data.catalogue import Catalogue
from data.errors import NotAllowed
from data.model import Country, Event, Kind, Level, Part, Place, Quarter, Status, Visitor
from data.rights import may_see, may_see_history, may_see_releases
from data.store import releases
from data.store.engine import reading
from data.store.house import House
from data.store.releases import Release
from pages.parts import origins, released
from pages.parts.shown import known


@dataclass(frozen=True)
class Waiting:
    """A closed quarter of which nothing, or not what is accepted now, was published.

    Attributes:
        accepted: the districts whose return is accepted and would be in the release.
        left_out: the districts expected whose return is not: they would read as not reported.
        published: the release that is read now; None where there is none.
        made: the one that was made and not published yet; None where there is none.
        up_to_date: whether that one was made from what is accepted now.
    """

    quarter: Quarter
    accepted: tuple[Place, ...]
    left_out: tuple[Place, ...]
    published: Release | None
    made: Release | None
    up_to_date: bool


def to_release(house: House, visitor: Visitor, quarter: Quarter) -> Waiting:
    """How the release of a quarter stands that waits for one.

    Raises:
        NotAllowed: if it is not the visitor's to see.
    """
    if not may_see_releases(visitor):
        raise NotAllowed
    with reading(house.engine) as connection:
        accepted = releases.accepted_returns(connection, quarter)
        of_quarter = releases.of_quarter(connection, quarter)
        made = next((each for each in of_quarter if not each.published), None)
        up_to_date = made is not None and releases.returns_of(connection, made.id) == accepted
    return Waiting(
        quarter,
        tuple(house.country.places[code] for code in sorted(accepted)),
        tuple(place for place in house.country.districts(quarter) if place.code not in accepted),
        next((each for each in reversed(of_quarter) if each.published), None),
        made,
        up_to_date,
    )


@dataclass(frozen=True)
class National:
    """A number of the whole country in a release, beside the exact sum of the returns that count now.

    Attributes:
        shown: None where nothing is shown.
        exact: None where nobody reported it.
    """

    measure: str
    shown: float | None
    exact: float | None


def national(house: House, visitor: Visitor, release: Release) -> list[National]:
    """The core numbers of the country as the release shows them.

    Raises:
        NotAllowed: if the visitor may not see the country's exact figures.
    """
    if not may_see(visitor, house.country, house.country.root.code):
        raise NotAllowed
    asked = core_measures(house.catalogue, house.country)
    root = house.country.root.code
    with reading(house.engine) as connection:
        shown = releases.numbers(connection, [release.id], measures=asked, place=root)
    exact = released.level_values(house, visitor, measures=asked, quarter=release.quarter, level=Level.COUNTRY)
    values = exact.set_index("measure")["value"]
    return [National(measure, shown.get((release.id, measure)), known(values.get(measure))) for measure in asked]


def core_measures(catalogue: Catalogue, country: Country) -> list[str]:
    """The measures of the core indicators that a release shows as numbers."""
    return [part.measure for code in country.core for part in catalogue.indicators[code].parts if can_be_followed(part)]


def can_be_followed(part: Part) -> bool:
    """Whether a release holds a number of its own for a measure: ratios are made of others, texts never released."""
    return part.kind is not Kind.RATIO and not part.is_text


@dataclass(frozen=True)
class Step:
    """One thing that happened to a figure.

    Attributes:
        at: when.
        number: the revision of the return, or the number of the release.
        event: what happened to the return; None where a release was published.
        value, status: what the return says, or the release shows.
        base: of a release, the steps in which counts of people are shown.
    """

    at: dt.datetime
    number: int
    event: Event | None
    value: float | None
    status: Status
    base: int = 0


def history(house: House, visitor: Visitor, *, measure: str, place: Place, quarter: Quarter) -> list[Step]:
    """How a figure moved, over the revisions of its return and over releases; the oldest first.

    Raises:
        NotAllowed: if the visitor may not see both exact and released figures of the place.
    """
    if not (may_see_history(visitor) and may_see(visitor, house.country, place.code)):
        raise NotAllowed
    found = [
        Step(happened.at, version.filed.receipt.revision, happened.kind, *_said(version.cells))
        for version in origins.versions(house, visitor, measure=measure, place=place, quarter=quarter)
        for happened in version.filed.life
    ]
    with reading(house.engine) as connection:
        every = releases.of_quarter(connection, quarter)
        shown = releases.numbers(connection, [each.id for each in every], measures=[measure], place=place.code)
    for each in every:
        if at := each.published_at:
            value = shown.get((each.id, measure))
            status = Status.MISSING if value is None else Status.REPORTED
            found.append(Step(at, each.number, None, value, status, each.base))
    return sorted(found, key=lambda each: each.at)


def _said(cells: Sequence[origins.Observation]) -> tuple[float | None, Status]:
    number = next((each for each in cells if not each.item), None)
    return (number.value, number.status) if number else (None, Status.MISSING)
