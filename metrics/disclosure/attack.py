"""What somebody can work out who adds up everything that can be read: the attack that a release must withstand.

The attacker knows for every figure between which values the true one lies, which figures are sums of which, and what
else is said of them. The lowest and the highest value that a figure can have in all this is a linear program each
(HiGHS).

Most need not be solved. A set of numbers that fits everything the attacker knows is a truth they cannot rule out. From
one such set others are reached by moving a figure, and all that it is part of, step by step; whatever fits widens the
range of every figure in it. Only figures that are not yet seen to have enough possible values are solved. This spares
time and changes nothing: each set is held against everything known before it counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CLOSE = 1e-6


@dataclass(frozen=True)
class Knowledge:
    """What an attacker knows of some figures.

    Attributes:
        low, high: between which values each lies.
        same: sums that are 0, one a row: a total with +1, its parts with -1.
        most: sums that are at most `at_most`.
    """

    low: Floats
    high: Floats
    same: sparse.csr_array
    most: sparse.csr_array
    at_most: Floats

    def fits(self, figures: Floats) -> bool:
        """Whether figures could be the truth, for all that is known."""
        inside = np.all(figures >= self.low - CLOSE) and np.all(figures <= self.high + CLOSE)
        sums = np.all(np.abs(self.same @ figures) <= CLOSE)
        return bool(inside and sums and np.all(self.most @ figures <= self.at_most + CLOSE))


@dataclass
class Ranges:
    """Between which values each figure is known to lie; NaN where nothing was looked for."""

    low: Floats
    high: Floats

    def seen(self, figures: Floats) -> None:
        """Widen every range by figures that could be the truth."""
        self.low, self.high = np.fmin(self.low, figures), np.fmax(self.high, figures)

    def values(self) -> Floats:
        """How many whole numbers lie in each range."""
        return np.floor(self.high + CLOSE) - np.ceil(self.low - CLOSE) + 1


def attack(
    knowledge: Knowledge,
    targets: Ints,
    enough: Floats,
    *,
    fitting: Iterable[tuple[Floats, sparse.csc_array]] = (),
) -> Ranges:
    """The range of every target, as far as it takes to know whether it has enough possible values.

    Args:
        knowledge: what is known.
        targets: the figures that the attacker wants to know.
        enough: for each figure how many possible values are enough.
        fitting: sets of figures that may fit, each with ways to move them, one a column.
    """
    count = len(knowledge.low)
    ranges = Ranges(np.full(count, np.nan), np.full(count, np.nan))
    for figures, ways in fitting:
        if knowledge.fits(figures):
            ranges.seen(figures)
            _move(knowledge, figures, ways, ranges)
        if np.all(ranges.values()[targets] >= enough[targets]):
            return ranges
    left = targets[~(ranges.values()[targets] >= enough[targets])]
    _solve(knowledge, left, enough, ranges)
    return ranges


def _move(knowledge: Knowledge, figures: Floats, ways: sparse.csc_array, ranges: Ranges) -> None:
    """Go each way as far as everything still fits, and widen the ranges of all figures on it."""
    ways = ways[:, np.asarray(np.abs(knowledge.same @ ways).sum(axis=0)).ravel() <= CLOSE].tocsc()
    if not ways.shape[1]:
        return
    far = np.full(ways.shape[1], np.inf)
    own = ways.tocoo()
    room = np.where(own.data > 0, knowledge.high[own.row] - figures[own.row], figures[own.row] - knowledge.low[own.row])
    np.minimum.at(far, own.col, room / np.abs(own.data))
    spare = knowledge.at_most - knowledge.most @ figures
    rows = (knowledge.most @ ways).tocoo()
    used = rows.data > 0
    np.minimum.at(far, rows.col[used], spare[rows.row[used]] / rows.data[used])
    steps = np.floor(np.where(np.isfinite(far), far, 1e9) + CLOSE)
    moved = figures[own.row] + own.data * steps[own.col]
    np.fmin.at(ranges.low, own.row, moved)
    np.fmax.at(ranges.high, own.row, moved)


def _solve(knowledge: Knowledge, targets: Ints, enough: Floats, ranges: Ranges) -> None:
    """The linear programs, one for each end of each range; every solution serves all figures of its block."""
    links = sparse.vstack([knowledge.same, knowledge.most]).tocsr()
    links.data = np.ones(len(links.data))
    block = connected_components(links.T @ links, directed=False)[1]
    for number in np.unique(block[targets]):
        inside = np.flatnonzero(block == number)
        part = _part(knowledge, inside)
        place = np.full(len(knowledge.low), -1)
        place[inside] = np.arange(len(inside))
        own = Ranges(ranges.low[inside], ranges.high[inside])
        for target in place[targets[block[targets] == number]]:
            if own.values()[target] >= enough[inside[target]]:
                continue
            for sign in (1.0, -1.0):
                _end(part, int(target), sign, own)
        ranges.low[inside], ranges.high[inside] = own.low, own.high


def _part(knowledge: Knowledge, inside: Ints) -> Knowledge:
    same, most = knowledge.same[:, inside], knowledge.most[:, inside]
    used, bound = np.diff(same.indptr) > 0, np.diff(most.indptr) > 0
    return Knowledge(knowledge.low[inside], knowledge.high[inside], same[used], most[bound], knowledge.at_most[bound])


def _end(knowledge: Knowledge, target: int, sign: float, ranges: Ranges) -> None:
    """One end of one figure's range."""
    price = np.zeros(len(knowledge.low))
    price[target] = sign
    same = {"A_eq": knowledge.same, "b_eq": np.zeros(knowledge.same.shape[0])} if knowledge.same.shape[0] else {}
    most = {"A_ub": knowledge.most, "b_ub": knowledge.at_most} if knowledge.most.shape[0] else {}
    limits = np.column_stack([knowledge.low, knowledge.high])
    found = linprog(price, bounds=limits, method="highs", **same, **most)
    if found.status == 0:
        ranges.seen(np.asarray(found.x, dtype=float))
    elif found.status == 3:  # no end
        end = np.full(len(price), np.nan)
        end[target] = -sign * np.inf
        ranges.seen(end)
    else:
        raise ArithmeticError("what is said to be known cannot all be true")
