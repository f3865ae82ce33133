"""What should stay near the truth when leaves are rounded: numbers, margins, provinces, the country, the year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
from scipy import sparse

from metrics.disclosure.cube import REST, TOTAL, Shape
from metrics.disclosure.program import Floats, Ints
from metrics.disclosure.solving import Sums, Within

PRICES: Mapping[str, tuple[float, float]] = {
    "number": (0.4, 4.0),
    "margin": (0.1, 1.0),
    "province": (0.5, 5.0),
    "province part": (0.1, 2.0),
    "country": (0.3, 3.0),
    "country part": (0.1, 2.0),
    "year": (0.2, 2.0),
    "pooled": (0.0, 25.0),
    "unchanged": (0.0, 30.0),
}
"""What a step of error costs, up to what the base allows and beyond, beside a leaf on the side it was not drawn to,
which costs up to 1. A number of one leaf is not watched, for it would always go to its nearest multiple. The exception
is "pooled": were a province's figure as far off as can be, all its districts but one could work out that one's; and
were one leaf alone in its province shown as low as can be, they could work out that all others are 0."""


def margins(figures: pd.DataFrame, shapes: Mapping[str, Shape]) -> Iterator[Ints]:
    """For every axis of a crossed breakdown, and for rows, which margin each figure belongs to (-1: none)."""
    axes = {
        (shape.measure, each.key): (len(each.axes) if len(each.axes) > 1 or each.rows else 0, each.rows)
        for shape in shapes.values()
        for each in shape.breakdowns
        if not each.several
    }
    crossed = pd.Series(list(zip(figures["measure"], figures["dimension"], strict=True)), index=figures.index).map(axes)
    of = figures[crossed.notna() & ~figures["item"].str.startswith(REST)]
    if of.empty:
        return
    kind = crossed[of.index]
    keys = of["item"].str.split(".", expand=True)
    rows = kind.map(lambda each: each[1])
    for axis in range(keys.shape[1]):
        inside = (kind.map(lambda each: each[0]) + rows.astype(int) > axis) & (~rows | (axis == 0))
        named = of[inside].assign(key=keys.loc[inside, axis])
        if len(named):
            found = np.full(len(figures), -1)
            where = figures.index.get_indexer(named.index)
            found[where] = named.groupby(["measure", "place", "dimension", "key"], sort=False).ngroup()
            yield found


def sums_by(
    group: Ints, exact: Floats, loose: Floats, *, price: str, free: float, off: Floats | None = None, lone: bool = False
) -> Sums | None:
    """The sums of groups of figures, where more than one leaf that has a choice goes into them.

    Args:
        group: which group each figure belongs to; -1 for none.
        exact: the figures in steps.
        loose: how many leaves with a choice each figure has in it.
        price: of `PRICES`.
        free: how far they may lie from the truth at the lower price.
        lone: sums of one leaf with a choice, and of them only what would be shown too low.
        off: how much each group's sum is off already elsewhere, by group.
    """
    inside = np.flatnonzero(group >= 0)
    if not len(inside):
        return None
    names, which = np.unique(group[inside], return_inverse=True)
    choices = np.bincount(which, loose[inside])
    already = np.zeros(len(names)) if off is None else off[names]
    wanted = choices == 1 if lone else (choices > 1) | ((choices > 0) & (np.abs(already) > 0))
    if not wanted.any():
        return None
    target = np.bincount(which, exact[inside]) - already
    matrix = sparse.csr_array((np.ones(len(inside)), (which, inside)), shape=(len(names), len(group)))
    near, far = PRICES[price]
    prices = near * (1 - 1 / np.maximum(choices, 1))
    return Sums(matrix[wanted], target[wanted], free, prices[wanted], far, 0.0 if lone else far)


def near_enough(group: Ints, exact: Floats, uneven: Floats, *, base: int, alone: bool) -> Within:
    """What a province's published figures should be, lest all its districts but one work out that one's.

    They know all figures but those of the one, and so the province's true figure but for the one's. Were it shown by
    base - 1 too low, they would know that the one's can be no larger than it is, and a 0 would be found out; were it
    shown by base - 1 too high, no smaller, and what lies base - 1 above what is shown of it would. Where one leaf alone
    is no multiple, nothing lies so, and the province's figure may be as high as it likes.

    Args:
        group: which published figure of the province each figure goes into; -1 for none.
        exact: the figures in steps.
        uneven: how many leaves that are no multiple each figure has in it.
        base: 3, 5 or 10.
        alone: whether the province has one district: there are no others who could know anything.
    """
    inside = np.flatnonzero(group >= 0) if not alone else np.zeros(0, dtype=int)
    names, which = np.unique(group[inside], return_inverse=True)
    matrix = sparse.csr_array((np.ones(len(inside)), (which, inside)), shape=(len(names), len(group)))
    true, near = matrix @ exact, (base - 2) / base
    lone = np.bincount(which, uneven[inside], minlength=len(names)) <= 1
    return Within(matrix, true - near, np.where(lone, np.inf, true + near), (base - 1) / base)


def is_part(figures: pd.DataFrame) -> np.ndarray:
    """Which figures are published parts of a number."""
    return ((figures["dimension"] != TOTAL) & ~figures["item"].str.startswith(REST)).to_numpy()
