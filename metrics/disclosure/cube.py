"""The cube of one quarter's figures, as it is rounded: which parts make which number, and which numbers bound others.

`shapes_of` says for every measure how its parts lie, `bounds_of` which published rules its figures must go on keeping.

Truth travels as a frame with the columns `TRUTH`: one row for each number and part that an accepted return of the
quarter told. A part that was not told has no row, and a dimension that was not told has none at all. What rounding adds
is a column `shown`, and rows of the item `REST`: what an incomplete dimension leaves untold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from data.model import Dimension, Kind, OverQuarters, Part

TRUTH = ("measure", "dimension", "item", "quarter", "place", "value")
"""Columns of what accepted returns of one quarter say. `dimension` is `TOTAL` with an empty `item` for the number
itself, `FACILITY` with a facility's code for one facility's share, else as in `data.model.OBSERVATIONS`."""

FIGURES = (*TRUTH, "shown")
"""Columns of rounded figures: what returns say, and what is shown for it."""

EARLIER = ("measure", "dimension", "item", "place", "when", "value", "shown")
"""Columns of figures of other quarters that bounds speak of (`Ref.when`): what was told, and what is released of it."""

TOTAL = "total"
FACILITY = "facility"
REST = "_rest"
"""The item for what the items of an incomplete dimension leave of the total. It is rounded, and never published."""


@dataclass(frozen=True)
class Breakdown:
    """One way in which a measure is broken down below the district.

    Attributes:
        key: of the dimension, or `FACILITY`.
        several: one person may be counted under several items: each is at most the total, and no sum is promised.
        complete: the items make the total; else there is a rest.
        within: of a dimension in rows (nationality, by sex and age): the dimension whose items the rows add up to.
        axes: the keys of the items along each axis, in the order in which an item's name joins them; for a dimension in
            rows the axis of rows is not among them.
        rows: whether its items begin with the row's own key.
    """

    key: str
    several: bool = False
    complete: bool = True
    within: str | None = None
    axes: tuple[tuple[str, ...], ...] = ()
    rows: bool = False


@dataclass(frozen=True)
class Shape:
    """How the figures of one measure lie.

    Attributes:
        unit: how many of its unit one person makes; 0 where it does not count people and is released as it is.
        breakdowns: every way in which it is broken down.
        adds_over_year: whether the quarters of a year add up to the year.
        country_only: released for the country alone.
    """

    measure: str
    unit: int
    breakdowns: tuple[Breakdown, ...] = ()
    adds_over_year: bool = False
    country_only: bool = False

    def step(self, base: int) -> int:
        """What its shown figures are multiples of; 0 where it is released as it is."""
        return self.unit * base


@dataclass(frozen=True)
class Ref:
    """One figure of a district in a bound; with `when`, the figure of another quarter that `EARLIER` knows by it."""

    measure: str
    dimension: str = TOTAL
    item: str = ""
    when: str = ""


@dataclass(frozen=True)
class Bound:
    """The figures of `these` together are at most those of `at_most` together, district by district."""

    these: tuple[Ref, ...]
    at_most: tuple[Ref, ...]


class Told(Protocol):
    """A number of a published rule, as `data.rules.Term` tells it."""

    @property
    def measure(self) -> str:
        """`PRT-04`."""

    @property
    def dimension(self) -> str:
        """The key of a dimension, empty for the number itself."""

    @property
    def item(self) -> str:
        """One part of the number, or empty."""

    @property
    def when(self) -> str:
        """Empty, `.before` or `.so_far`."""


class Compared(Protocol):
    """A comparison of a published rule, as `data.rules.Comparison` tells it."""

    @property
    def these(self) -> tuple[Told, ...]:
        """The smaller side."""

    @property
    def at_most(self) -> tuple[Told, ...]:
        """The larger side."""

    @property
    def equal(self) -> bool:
        """Whether both sides are the same."""


def shapes_of(
    parts: Iterable[Part], *, units: Mapping[str, int], country_only: Collection[str] = ()
) -> dict[str, Shape]:
    """How the figures of every measure that is released lie, by measure.

    Texts and ratios are left out: a text is not released, a ratio is formed from released figures when it is read.

    Args:
        parts: the catalogue's parts, without the extras, which are never released.
        units: the units that count people, and how many of the unit one person makes.
        country_only: measures that are released for the country alone.
    """
    return {
        part.measure: Shape(
            measure=part.measure,
            unit=units.get(part.unit, 0),
            breakdowns=_breakdowns(part),
            adds_over_year=part.kind is Kind.FLOW and part.over_quarters is OverQuarters.SUM,
            country_only=part.measure in country_only,
        )
        for part in parts
        if not part.is_text and part.kind is not Kind.RATIO
    }


def bounds_of(comparisons: Iterable[Compared], shapes: Mapping[str, Shape]) -> tuple[Bound, ...]:
    """The bounds that comparisons of published rules set on figures of people.

    A number without a shape is an extra, and never released: on the smaller side it is left out, which makes the bound
    weaker and leaves it true; on the larger side it takes the bound away. `PRT-11.so_far` is this quarter's figure and
    the sum of the earlier quarters', which `EARLIER` knows as `so_far`; `.before` is known as `before`.

    Args:
        comparisons: of the rules whose breach is an error.
        shapes: of every released measure.
    """
    found: list[Bound] = []
    for each in comparisons:
        sides = [(each.these, each.at_most), (each.at_most, each.these)] if each.equal else [(each.these, each.at_most)]
        for smaller, larger in sides:
            these = tuple(ref for term in smaller if term.measure in shapes for ref in _refs(term))
            at_most = tuple(ref for term in larger for ref in _refs(term))
            known = all(ref.measure in shapes and shapes[ref.measure].unit for ref in (*these, *at_most))
            if these and at_most and known:
                found.append(Bound(these, at_most))
    return tuple(dict.fromkeys(found))


def families(shapes: Mapping[str, Shape], bounds: Iterable[Bound]) -> tuple[tuple[str, ...], ...]:
    """The measures that count people, those together that bounds join; most families have one measure."""
    family = {measure: measure for measure, shape in shapes.items() if shape.unit}
    for bound in bounds:
        terms = [ref.measure for ref in (*bound.these, *bound.at_most) if not ref.when]
        joined = sorted({family[measure] for measure in terms if measure in family})
        for measure, of in family.items():
            if of in joined:
                family[measure] = joined[0]
    names = dict.fromkeys(family.values())
    return tuple(tuple(measure for measure, of in family.items() if of == name) for name in names)


def _breakdowns(part: Part) -> tuple[Breakdown, ...]:
    below = (Breakdown(FACILITY, complete=False),) if part.source.startswith("facilities.") else ()
    return (*(_breakdown(each, part) for each in part.dimensions), *below)


def _breakdown(dimension: Dimension, part: Part) -> Breakdown:
    plain = (each for each in part.dimensions if not each.rows and not each.multiple and each.axes == dimension.axes)
    twin = next(plain, None) if dimension.rows else None
    return Breakdown(
        key=dimension.key,
        several=dimension.multiple,
        complete=dimension.complete,
        within=twin.key if twin else None,
        axes=tuple(tuple(item.key for item in axis) for axis in dimension.axes),
        rows=bool(dimension.rows),
    )


def _refs(term: Told) -> tuple[Ref, ...]:
    dimension = term.dimension or TOTAL
    this, when = Ref(term.measure, dimension, term.item), term.when.removeprefix(".")
    other = Ref(term.measure, dimension, term.item, when)
    return {"": (this,), "so_far": (this, other)}.get(when, (other,))
