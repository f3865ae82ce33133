"""Choosing sides: the leaves of one province and family of measures, by mixed-integer programming (HiGHS)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from metrics.disclosure.program import Floats, Ints, Program

FURTHER = 20.0
"""The price of moving a leaf by a step beyond its neighbours. It is paid only where there is no other solution."""

FORGOTTEN = 1000.0
"""The price of moving a leaf that was released and told again as it was: only contradictions are worth that much."""

BROKEN = 5000.0
"""The price of a rule broken by a step between shown figures: a release that breaks one cannot be published."""

POOLED = 50_000.0
"""The price of a step by which a province's figure is so far off that it tells something: more than any way out."""

FEW = 8
"""So many districts may change to bring a province's figures nearer to the truth."""

CLOSE = 1e-9
"""What is nearer to a whole step is one."""

SWITCHED = 0.05
"""The least price of a leaf on the other side than the draw put it."""


@dataclass(frozen=True)
class Way:
    """A way out: whether leaves may go beyond their neighbours, and whether those told as before may, too."""

    further: bool = False
    forget: bool = False


WAYS = (Way(), Way(further=True), Way(further=True, forget=True))
"""Each is taken only where those before it lead nowhere."""


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
class Within:
    """Sums of figures that should lie between two numbers, in steps: one row a sum, one column a figure.

    `far` is how much too low a figure must be shown to be as low as can be.
    """

    of: sparse.csr_array
    low: Floats
    high: Floats
    far: float


@dataclass(frozen=True)
class Block:
    """The figures of one province and family, in steps of their measure.

    Attributes:
        place: the district of each, as a number.
        exact: what is true.
        leaf: which are leaves.
        drawn: for each leaf a number from 0 to 1 that decides its side.
        kept: for each leaf the figure that it must keep; NaN where it is free.
        makes: rows that must be 0: a total with +1, its parts with -1.
        bounds, most: sums that must not exceed a number.
        strict: how many of the first bounds may not be broken at any price.
        pooled: what must stay so near the truth that all districts of the province but one learn nothing of that one.
        sums: what should stay near the truth.
        settled: for each leaf the figure that it has already and that is not to change any more; NaN elsewhere.
    """

    place: Ints
    exact: Floats
    leaf: NDArray[np.bool_]
    drawn: Floats
    kept: Floats
    makes: sparse.csr_array
    bounds: sparse.csr_array
    most: Floats
    strict: int
    pooled: Within
    sums: Sequence[Sums] = field(default_factory=tuple)
    settled: Floats | None = None


def fitted(block: Block) -> Floats:
    """What is shown of every figure of a block, in steps.

    Leaves stay between their neighbours. Only where that cannot be, because leaves keep figures of earlier releases, or
    a rule could not be kept, or the other districts of the province would learn of one, may they go further.
    """
    found = _solved(block)
    if found is None:
        found = _solved(block, further=True)
    if found is None:
        raise ArithmeticError("figures that cannot be rounded together")
    for way, high in itertools.product(WAYS, (False, True)):
        telling = _telling(block, found).sum()
        if not telling:
            break
        around, price = _around(block, found, high=high), POOLED if way.further else np.inf
        mended = _solved(around, further=way.further, forget=way.forget, pooled=price)
        if mended is not None and _telling(block, mended).sum() < telling:
            found = mended
    return found


def _telling(block: Block, found: Floats) -> NDArray[np.bool_]:
    """Which of the province's figures would tell all its districts but one what that one has.

    One that is far too low: that it has no more than it has. One that is far too high: that it has no less, which tells
    nothing new unless its own figure is shown as much too low as can be.
    """
    pooled = block.pooled
    made = pooled.of @ found
    high = (made > pooled.high + CLOSE) & (pooled.of @ _deep(block, found).astype(float) > 0)
    return np.asarray((made < pooled.low - CLOSE) | high)


def _deep(block: Block, found: Floats) -> NDArray[np.bool_]:
    """Which figures are shown as much too low as can be."""
    return np.asarray(found - block.exact <= CLOSE - block.pooled.far)


def _around(block: Block, found: Floats, *, high: bool) -> Block:
    """The same block, in which only a few districts may change: first of all those that go into what tells too much.

    The whole would take long; and one district, or two, set most of it right. A district that told nothing anew keeps
    what is shown of it: both figures together would tell more than either alone.

    Args:
        block: the block.
        found: what is shown so far.
        high: whether the province's figures must not be too high either, where one of its figures could be too low.
    """
    telling, pooled = _telling(block, found), block.pooled
    used = np.asarray(np.abs(pooled.of[telling]).sum(axis=0)).ravel() > 0
    anew = np.isin(block.place, block.place[block.leaf & np.isnan(block.kept)])
    order = np.lexsort((block.drawn, ~np.isnan(block.kept), ~used))
    places = list(dict.fromkeys(block.place[order[anew[order]]]))[:FEW]
    free = np.isin(block.place, places)
    deep = np.where(free, block.exact >= pooled.far - CLOSE, _deep(block, found))
    return replace(
        block,
        settled=np.where(free, np.nan, found),
        pooled=replace(pooled, high=np.where(high & (pooled.of @ deep > 0), pooled.high, np.inf)),
    )


def _solved(block: Block, *, further: bool = False, forget: bool = True, pooled: float = 0.0) -> Floats | None:
    """A solution, or None.

    Args:
        block: what is to be solved.
        further: whether leaves may go beyond their neighbours at a price.
        forget: whether leaves that were told as before may then do so, at a much higher one.
        pooled: the price of a step beyond what `block.pooled` says: 0 for not minding, without end for never. Where
            it is not minded, leaves that go further may break rules, too.
    """
    low = np.floor(block.exact + CLOSE)
    side = (block.drawn < block.exact - low) & (block.exact - low > CLOSE)
    kept, settled = ~np.isnan(block.kept), np.full(len(block.exact), np.nan)
    if block.settled is not None:
        settled = block.settled
    free = block.leaf & np.isnan(settled)
    start = np.where(free, np.where(kept, np.nan_to_num(block.kept), low + side), np.nan_to_num(settled))
    start = np.where(block.leaf, start, 0.0)
    loose = free & ~kept & (block.exact - low > CLOSE)
    sign = np.where(loose & side, -1.0, 1.0)
    price = np.where(loose, SWITCHED + np.abs(block.drawn - (block.exact - low)), 0.0)
    most = np.where(loose, 1.0, np.where(block.leaf, 0.0, np.inf))
    program = Program()
    program.own(price, most, loose | ~block.leaf)
    turned = sparse.diags_array(sign)
    reach = [turned]
    if further:
        moved = free if forget else free & ~kept
        up, down = _steps(program, moved, np.where(kept, start, low), kept)
        reach += [up, -down]
    map_ = sparse.hstack(reach).tocsr()
    program.rows(block.makes @ map_, -(block.makes @ start), -(block.makes @ start))
    _bound(program, block, map_, start, soft=further and not pooled)
    for sums in block.sums:
        _watch(program, sums, map_, start)
    if pooled:
        _hold(program, block.pooled, map_, start, pooled)
    values = program.solved()
    return None if values is None else np.round(start + map_ @ values[: map_.shape[1]])


def _steps(
    program: Program, moved: NDArray[np.bool_], low: Floats, kept: NDArray[np.bool_]
) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Columns by which leaves go further, up and down."""
    rows = np.flatnonzero(moved)
    price = np.where(kept[rows], FORGOTTEN, FURTHER)
    shape = (len(moved), len(rows))
    one = sparse.csr_array((np.ones(len(rows)), (rows, np.arange(len(rows)))), shape=shape)
    program.own(price, np.full(len(rows), np.inf), np.ones(len(rows), dtype=bool))
    program.own(price, low[rows], np.ones(len(rows), dtype=bool))
    return one, one


def _bound(program: Program, block: Block, map_: sparse.csr_array, start: Floats, *, soft: bool) -> None:
    """Parts that are at most their total hold always; rules hold too, or as far as they can."""
    rows, most = block.bounds @ map_, block.most - block.bounds @ start
    strict = block.strict if soft else len(most)
    program.rows(rows[:strict], np.full(strict, -np.inf), most[:strict])
    if strict < len(most):
        count = len(most) - strict
        slack = program.more(np.full(count, BROKEN), np.full(count, np.inf))
        program.rows(rows[strict:], np.full(count, -np.inf), most[strict:], ((slack, -1.0),))


def _watch(program: Program, sums: Sums, map_: sparse.csr_array, start: Floats) -> None:
    target = sums.target - sums.of @ start
    count = len(target)
    parts = []
    for sign, far in ((-1.0, sums.over), (1.0, sums.far)):
        if sums.free > 0:
            parts.append((program.more(sums.near, np.full(count, sums.free)), sign))
        parts.append((program.more(np.full(count, far), np.full(count, np.inf)), sign))
    program.rows(sums.of @ map_, target, target, tuple(parts))


def _hold(program: Program, pooled: Within, map_: sparse.csr_array, start: Floats, price: float) -> None:
    of, made = pooled.of @ map_, pooled.of @ start
    count = len(made)
    extras: tuple[tuple[int, float], ...] = ()
    if np.isfinite(price):
        beyond = np.full(count, price)
        extras = tuple((program.more(beyond, np.full(count, np.inf)), sign) for sign in (1.0, -1.0))
    program.rows(of, pooled.low - made, pooled.high - made, extras)
