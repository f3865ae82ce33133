"""Ways to move figures that add up, so that they still add up: how an attacker's other possibilities are found.

Whoever raises a leaf raises all that it is part of, and one leaf of each other breakdown of these.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from metrics.disclosure.attack import Floats, Ints
from metrics.disclosure.knowing import Readable


def ways(of: Readable, *, room: Floats, spare: Floats, upper: bool) -> sparse.csc_array:
    """For every figure of a district ways to raise it: with its totals, with what bounds it, or at another part's cost.

    Args:
        of: the figures.
        room: how much each may be raised: where there is a choice, what has most room is raised along.
        spare: how much each may be lowered.
        upper: whether the figures of places above are raised along.
    """
    laid = of.figures.iloc[: of.districts]
    count = len(laid)
    under, several = laid["under"].to_numpy(), laid["several"].to_numpy(dtype=bool)
    parts: Ints = np.flatnonzero((under >= 0) & ~several).astype(np.int64)
    group = laid.iloc[parts].groupby(["under", "dimension"], sort=True).ngroup().to_numpy()
    best, last = (_best(parts, group.astype(np.int64), most) for most in (room, spare))
    own = sparse.eye_array(count, format="csr")
    fill, empty = (_filled(some, under[some], count) for some in (best, last))
    up = _entries(under[parts], parts, count)
    beside = _entries(best[group], parts, count)
    raised = fill @ (own + (up - beside) @ (own + up))
    with_number = raised + raised @ _entries(under[several], np.flatnonzero(several), count)
    exchanged = (fill - empty @ _entries(last[group], parts, count))[:, parts]
    every = sparse.hstack([raised, with_number, with_number + raised @ of.larger, exchanged])
    if upper:
        sums = -of.same[:, :count][np.diff(of.same[:, count:].tocsr().indptr) > 0]
        every = sparse.vstack([every, sums @ every])
    return _distinct(every.tocsc())


def _best(parts: Ints, group: Ints, room: Floats) -> Ints:
    """Of every breakdown of every figure the part with most room."""
    order = np.lexsort((parts, -room[parts], group))
    _, first = np.unique(group[order], return_index=True)
    return parts[order[first]]


def _filled(parts: Ints, of: Ints, count: int) -> sparse.csr_array:
    """For every figure itself, and what of each of its breakdowns moves along with it."""
    down = _entries(parts, of, count)
    return sparse.eye_array(count, format="csr") + down + down @ down + down @ down @ down


def _entries(rows: Ints, columns: Ints, count: int) -> sparse.csr_array:
    return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(count, count))


def _distinct(matrix: sparse.csc_array) -> sparse.csc_array:
    """The same without entries that are 0."""
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    return matrix
