"""Choosing sides: the leaves of one province and family of measures, by mixed-integer programming (HiGHS)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FURTHER = 20.0
"""The price of moving a leaf by a step beyond its neighbours. It is paid only where there is no other solution."""

FORGOTTEN = 1000.0
"""The price of moving a leaf that was released and told again as it was: only contradictions are worth that much."""

BROKEN = 60.0
"""The price of a rule broken by a step between shown figures."""

GAP, NODES = 0.02, 400
"""How near to the best solution is near enough, and how many nodes may be looked at; never a matter of time."""

SWITCHED = 0.05
"""The least price of a leaf on the other side than the draw put it."""


@dataclass(frozen=True)
class Sums:
    """Sums of figures that should stay near a target, in steps.

    Attributes:
        of: one row a sum, one column a figure.
        target: what each should be.
        free: how far it may lie from that at the lower price.
        near: the price of a step up to there.
        far, over: the price of a step beyond, of a sum that is too small and of one that is too large.
    """

    of: sparse.csr_array
    target: Floats
    free: float
    near: Floats
    far: float
    over: float


@dataclass(frozen=True)
class Block:
    """The figures of one province and family, in steps of their measure.

    Attributes:
        exact: what is true.
        leaf: which are leaves.
        drawn: for each leaf a number from 0 to 1 that decides its side.
        kept: for each leaf the figure that it must keep; NaN where it is free.
        makes: rows that must be 0: a total with +1, its parts with -1.
        bounds, most: sums that must not exceed a number.
        strict: how many of the first bounds may not be broken at any price.
        sums: what should stay near the truth.
    """

    exact: Floats
    leaf: NDArray[np.bool_]
    drawn: Floats
    kept: Floats
    makes: sparse.csr_array
    bounds: sparse.csr_array
    most: Floats
    strict: int
    sums: Sequence[Sums] = field(default_factory=tuple)


def fitted(block: Block) -> Floats:
    """What is shown of every figure of a block, in steps.

    Leaves stay between their neighbours. Only where that cannot be, because leaves keep figures of earlier releases or
    a rule could not be kept, may they go further.
    """
    found = _solved(block, further=False)
    if found is None:
        found = _solved(block, further=True)
    if found is None:
        raise ArithmeticError("figures that cannot be rounded together")
    return found


def _solved(block: Block, *, further: bool) -> Floats | None:
    low = np.floor(block.exact + 1e-9)
    side = (block.drawn < block.exact - low) & (block.exact - low > 1e-9)
    kept = ~np.isnan(block.kept)
    start = np.where(block.leaf, np.where(kept, np.nan_to_num(block.kept), low + side), 0.0)
    loose = block.leaf & ~kept & (block.exact - low > 1e-9)
    sign = np.where(loose & side, -1.0, 1.0)
    price = np.where(loose, SWITCHED + np.abs(block.drawn - (block.exact - low)), 0.0)
    most = np.where(loose, 1.0, np.where(block.leaf, 0.0, np.inf))
    program = _Program(len(start))
    program.own(price, most, loose | ~block.leaf)
    turned = sparse.diags_array(sign)
    reach = [turned]
    if further:
        up, down = _steps(program, block.leaf, np.where(kept, start, low), kept)
        reach += [up, -down]
    map_ = sparse.hstack(reach).tocsr()
    program.rows(block.makes @ map_, -(block.makes @ start), -(block.makes @ start))
    _bound(program, block, map_, start, further)
    for sums in block.sums:
        _watch(program, sums, map_, start)
    values = program.solved()
    return None if values is None else np.round(start + map_ @ values[: map_.shape[1]])


def _steps(
    program: _Program, moved: NDArray[np.bool_], low: Floats, kept: NDArray[np.bool_]
) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Columns by which leaves go further, up and down."""
    rows = np.flatnonzero(moved)
    price = np.where(kept[rows], FORGOTTEN, FURTHER)
    shape = (len(moved), len(rows))
    one = sparse.csr_array((np.ones(len(rows)), (rows, np.arange(len(rows)))), shape=shape)
    program.own(price, np.full(len(rows), np.inf), np.ones(len(rows), dtype=bool))
    program.own(price, low[rows], np.ones(len(rows), dtype=bool))
    return one, one


def _bound(program: _Program, block: Block, map_: sparse.csr_array, start: Floats, further: bool) -> None:
    """Parts that are at most their total hold always; rules hold too, or as far as they can where leaves go further."""
    rows, most = block.bounds @ map_, block.most - block.bounds @ start
    strict = block.strict if further else len(most)
    program.rows(rows[:strict], np.full(strict, -np.inf), most[:strict])
    if strict < len(most):
        soft = len(most) - strict
        slack = program.more(np.full(soft, BROKEN), np.full(soft, np.inf))
        program.rows(rows[strict:], np.full(soft, -np.inf), most[strict:], ((slack, -1.0),))


def _watch(program: _Program, sums: Sums, map_: sparse.csr_array, start: Floats) -> None:
    target = sums.target - sums.of @ start
    count = len(target)
    parts = []
    for sign, far in ((-1.0, sums.over), (1.0, sums.far)):
        if sums.free > 0:
            parts.append((program.more(sums.near, np.full(count, sums.free)), sign))
        parts.append((program.more(np.full(count, far), np.full(count, np.inf)), sign))
    program.rows(sums.of @ map_, target, target, tuple(parts))


class _Program:
    """A mixed-integer program that grows column by column and row by row."""

    def __init__(self, figures: int) -> None:
        self._price: list[Floats] = []
        self._most: list[Floats] = []
        self._whole: list[NDArray[np.bool_]] = []
        self._rows: list[tuple[sparse.csr_array, Floats, Floats, tuple[tuple[int, float], ...]]] = []
        self._columns = 0
        self._figures = figures

    def own(self, price: Floats, most: Floats, whole: NDArray[np.bool_]) -> None:
        """Columns of whole numbers from 0, which come first."""
        self._price.append(price)
        self._most.append(most)
        self._whole.append(whole)
        self._columns += len(price)

    def more(self, price: Floats, most: Floats) -> int:
        """Columns of any numbers from 0; where they begin."""
        begins = self._columns
        self.own(price, most, np.zeros(len(price), dtype=bool))
        return begins

    def rows(self, of: sparse.csr_array, low: Floats, high: Floats, extras: tuple[tuple[int, float], ...] = ()) -> None:
        """Sums that lie between two numbers; each row has one more column of each of the extras."""
        if len(low):
            self._rows.append((of, low, high, extras))

    def solved(self) -> Floats | None:
        """The values of all columns; None where there is no solution."""
        options = {"mip_rel_gap": GAP, "node_limit": NODES}
        price, most = np.concatenate(self._price), np.concatenate(self._most)
        limits = Bounds(np.zeros(len(most)), most)
        whole = np.concatenate(self._whole).astype(int)
        limit = self._constraint()
        found = milp(price, integrality=whole, bounds=limits, constraints=limit, options=options)
        if found.x is None and found.status == 1:  # no solution among so many nodes: look at as many as it takes
            found = milp(price, integrality=whole, bounds=limits, constraints=limit, options={"mip_rel_gap": 0.5})
        return None if found.x is None else np.asarray(found.x, dtype=float)

    def _constraint(self) -> LinearConstraint | None:
        if not self._rows:
            return None
        blocks = [self._wide(of, extras) for of, _, _, extras in self._rows]
        low = np.concatenate([each[1] for each in self._rows])
        high = np.concatenate([each[2] for each in self._rows])
        return LinearConstraint(sparse.vstack(blocks).tocsc(), low, high)

    def _wide(self, of: sparse.csr_array, extras: tuple[tuple[int, float], ...]) -> sparse.csr_array:
        count = of.shape[0]
        own = of.tocoo()
        rows = [own.row, *(np.arange(count) for _ in extras)]
        columns = [own.col, *(begins + np.arange(count) for begins, _ in extras)]
        data = [own.data, *(np.full(count, sign) for _, sign in extras)]
        where = (np.concatenate(rows), np.concatenate(columns))
        return sparse.csr_array((np.concatenate(data), where), shape=(count, self._columns))
