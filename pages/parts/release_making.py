"""Making a release: exact figures of accepted returns are rounded, attacked, and drawn anew where an attack succeeds.

Imported by what makes or audits releases alone: SciPy, which rounds and attacks, takes a while to load. No Streamlit.
"""

from __future__ import annotations

import hmac
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy.engine import Connection

from data.disclosure import load_disclosure
from data.model import Country, Level, Quarter
from data.rules import Gravity, rulebook
from data.store import release_input, releases
from data.store.house import House
from data.store.publishing import meaning_of
from data.store.release_writing import NewRelease
from data.store.releases import Release
from metrics.disclosure.adding import added_up
from metrics.disclosure.audit import Verdict, audited
from metrics.disclosure.cube import EARLIER, FIGURES, Bound, Ref, Shape, bounds_of, shapes_of
from metrics.disclosure.rounding import as_released, rounded

METHOD = "2"
"""The version of the method; where figures could come out otherwise, it gets another name."""
DRAWS = 3
"""So often a release is drawn until it passes; of what did not pass, nobody saw anything."""

Progress = Callable[[str, int, int], None]
"""Told what is being done (`rounding` or `audit`), how much of it is done, and how much of it there is."""

NUMBER = ["measure", "dimension", "item", "place"]


@dataclass(frozen=True)
class Known:
    """What holds for every release of a quarter.

    Attributes:
        shapes: how the figures of each measure lie.
        bounds: what shown figures keep as true ones do: the published rules whose breach is an error.
        above: for every district the places above it, nearest first.
        secret: what the draw is made with.
    """

    quarter: Quarter
    base: int
    shapes: Mapping[str, Shape]
    bounds: Sequence[Bound]
    above: Mapping[str, Sequence[str]]
    secret: bytes


@dataclass(frozen=True)
class Told:
    """What the returns of a release tell, and what it shows."""

    truth: pd.DataFrame
    cells: pd.DataFrame


@dataclass(frozen=True)
class Input:
    """Everything that a release is made of.

    Attributes:
        returns: the accepted return of each district.
        truth: what they tell.
        answered: what they answer to each measure.
        before: the quarter's releases that were published already, the oldest first: columns `cube.FIGURES`.
        this_year: the newest published release of each earlier quarter of the same fiscal year, of what adds up in it.
        earlier: the same of every earlier quarter, as far as bounds speak of it.
    """

    returns: Mapping[str, int]
    truth: pd.DataFrame
    answered: pd.DataFrame
    before: Sequence[pd.DataFrame]
    this_year: Sequence[Told]
    earlier: Mapping[Quarter, Told]


def known(house: House, quarter: Quarter) -> Known:
    """What holds for every release of a quarter."""
    disclosure, country = load_disclosure(house.settings.content), house.country
    asked = [each for each in house.catalogue.indicators.values() if each.valid_in(quarter)]
    shapes = shapes_of(
        [part for each in asked for part in each.parts],
        units=disclosure.units,
        country_only=disclosure.country_only,
    )
    book = rulebook()
    graves = (
        rule
        for rule in house.catalogue.rules.values()
        if any(book[number].severity is Gravity.ERROR for number in rule.numbers)
    )
    return Known(
        quarter=quarter,
        base=country.release_base,
        shapes=shapes,
        bounds=bounds_of([each for rule in graves for each in rule.comparisons], shapes),
        above=_above(country),
        secret=hmac.digest(house.facts.secret.encode(), b"released figures", "sha256"),
    )


def read_input(
    connection: Connection, house: House, about: Known, returns: Mapping[str, int], *, until: Release | None = None
) -> Input:
    """Read everything that the release of a quarter is made of.

    Args:
        connection: one that reads.
        house: the house opened for work.
        about: what holds for every release of the quarter.
        returns: the accepted return of each district.
        until: as if this release of the quarter, and later ones, were not there yet.
    """
    numbers = until.number if until else sys.maxsize
    published = [
        each
        for each in releases.every(connection)
        if each.published and (each.quarter != about.quarter or each.number < numbers)
    ]
    newest = {each.quarter: each for each in published if each.quarter < about.quarter}
    adding = {measure for measure, shape in about.shapes.items() if shape.adds_over_year and shape.unit}
    spoken_of = {ref.measure for ref in _of_other_quarters(about)}
    return Input(
        returns=returns,
        truth=release_input.told(
            connection,
            returns.values(),
            quarter=about.quarter,
            measures=about.shapes,
            in_centres=meaning_of(house.catalogue).in_centres,
        ),
        answered=release_input.answered(connection, returns.values(), measures=about.shapes),
        before=[
            _figures(_told(connection, house, about, each), about.shapes)
            for each in published
            if each.quarter == about.quarter
        ],
        this_year=[
            _told(connection, house, about, each, only=adding)
            for quarter, each in newest.items()
            if _same_year(house, quarter, about.quarter)
        ],
        earlier={quarter: _told(connection, house, about, each, only=spoken_of) for quarter, each in newest.items()},
    )


def made(about: Known, given: Input, *, progress: Progress) -> NewRelease:
    """A release, of the first draw that passes the audit; or of the last one, which says what it told too much of."""
    for draw in range(DRAWS):
        figures = rounded(
            given.truth,
            shapes=about.shapes,
            above=about.above,
            bounds=about.bounds,
            base=about.base,
            secret=about.secret,
            draw=draw,
            remembered=given.before[-1] if given.before else None,
            earlier=_earlier(about, given),
            carried=_carried(about, given),
            progress=lambda done, of: progress("rounding", done, of),
        )
        cells = added_up(
            figures,
            quarter=about.quarter,
            shapes=about.shapes,
            above=about.above,
            answered=given.answered,
            expected=sorted(about.above),
        )
        verdict = verdict_on(about, given, cells, progress=progress)
        if verdict.passed:
            break
    return NewRelease(
        quarter=about.quarter,
        base=about.base,
        method=METHOD,
        draw=draw,
        input_hash=release_input.digest(given.truth),
        verdict=verdict.as_json(),
        cells=cells,
        returns=given.returns,
    )


def verdict_on(about: Known, given: Input, cells: pd.DataFrame, *, progress: Progress) -> Verdict:
    """What an attack on the cells of a release finds, on them alone and beside those that were published before."""
    return audited(
        cells,
        given.truth,
        shapes=about.shapes,
        above=about.above,
        bounds=about.bounds,
        base=about.base,
        earlier=_earlier(about, given),
        before=given.before,
        progress=lambda done, of: progress("audit", done, of),
    )


def _above(country: Country) -> dict[str, tuple[str, ...]]:
    root = country.root.code
    found: dict[str, tuple[str, ...]] = {}
    for code, place in country.places.items():
        if place.level is Level.DISTRICT:
            province = place.parent if place.parent != root else None
            found[code] = (province, root) if province else (root,)
    return found


def _told(
    connection: Connection, house: House, about: Known, release: Release, *, only: Collection[str] | None = None
) -> Told:
    """What a release was made of and what it shows; of some measures alone, where only these are needed."""
    wanted = about.shapes if only is None else only
    truth = release_input.told(
        connection,
        releases.returns_of(connection, release.id).values(),
        quarter=release.quarter,
        measures=wanted,
        in_centres=meaning_of(house.catalogue).in_centres,
    )
    return Told(truth, releases.cells(connection, release.id, measures=wanted))


def _of_other_quarters(about: Known) -> frozenset[Ref]:
    """The figures of other quarters that bounds speak of."""
    return frozenset(ref for bound in about.bounds for ref in (*bound.these, *bound.at_most) if ref.when)


def _same_year(house: House, one: Quarter, other: Quarter) -> bool:
    first = house.country.fiscal_year_start
    return one.fiscal_year(first) == other.fiscal_year(first)


def _earlier(about: Known, given: Input) -> pd.DataFrame:
    """What bounds speak of: of the quarter before, and of all earlier quarters together."""
    found = []
    for ref in sorted(_of_other_quarters(about), key=str):
        quarters = [about.quarter - 1] if ref.when == "before" else sorted(given.earlier)
        told = [_of(ref, given.earlier[quarter]) for quarter in quarters if quarter in given.earlier]
        if told:
            summed = pd.concat(told).groupby("place", as_index=False)[["value", "shown"]].sum()
            found.append(
                summed.assign(measure=ref.measure, dimension=ref.dimension, item=ref.item, when=ref.when)[list(EARLIER)]
            )
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=list(EARLIER))


def _of(ref: Ref, told: Told) -> pd.DataFrame:
    """One figure of every district: what was told, and what is shown of it."""
    exact, shown = (
        frame.loc[
            (frame["measure"] == ref.measure) & (frame["dimension"] == ref.dimension) & (frame["item"] == ref.item),
            ["place", "value"],
        ]
        for frame in (told.truth, told.cells)
    )
    return exact.merge(shown.rename(columns={"value": "shown"}), on="place")


def _carried(about: Known, given: Input) -> pd.DataFrame | None:
    """The year's earlier quarters together."""
    if not given.this_year:
        return None
    told = pd.concat([_figures(each, about.shapes) for each in given.this_year])
    summed = told.groupby(NUMBER, as_index=False)[["value", "shown"]].sum()
    return summed.assign(quarter=str(about.quarter))[list(FIGURES)]


def _figures(told: Told, shapes: Mapping[str, Shape]) -> pd.DataFrame:
    measures = set(told.truth["measure"])
    return as_released(told.truth, told.cells, {name: shape for name, shape in shapes.items() if name in measures})
