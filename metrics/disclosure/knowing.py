"""What a reader of published cells knows of the true figures: as an outsider, and as all other districts together.

An outsider knows for every cell between which values its true figure lies, that figures add up over parts and places,
and that the true ones keep the published rules. The other districts of a province, pooling their files, know in
addition every figure of theirs: of the one that is left they know each figure as the province's less their own, as
sharply as the province's is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from metrics.disclosure.attack import Floats, Knowledge
from metrics.disclosure.blocks import bound_rows, making_rows, part_rows
from metrics.disclosure.cube import FACILITY, REST, Bound
from metrics.disclosure.laying import KEYS

TOLD = ("low", "high", "shown", "least", "most")

Name = tuple[str, str, str, str]
"""Measure, dimension, item and place: what names a figure."""


@dataclass(frozen=True)
class Statement:
    """Something else that can be read: a sum of true figures, each times a number, is at most so much."""

    terms: Mapping[Name, float]
    at_most: float


@dataclass(frozen=True)
class Readable:
    """The figures of one family, of districts and above, and how they hang together.

    Attributes:
        figures: one row each, with KEYS, `step`, `value` (the truth), `low`, `high`, `shown` (NaN where none is),
            `least` and `most` (what the other districts of the province knew before; NaN for nothing), `over` (the
            place next above of a district's figure, else empty) and `under` as in `laying.laid_out`.
        districts: how many of the rows are districts'; they come first.
        same, most, at_most: as in `attack.Knowledge`.
        larger: for each figure the numbers that bounds put above its own number, as a matrix.
    """

    figures: pd.DataFrame
    districts: int
    same: sparse.csr_array
    most: sparse.csr_array
    at_most: Floats
    larger: sparse.csr_array

    def outsider(self) -> Knowledge:
        """What everybody knows."""
        low, high = (self.figures[end].to_numpy(dtype=float) for end in ("low", "high"))
        return Knowledge(low, high, self.same, self.most, self.at_most)

    def insiders(self) -> Knowledge:
        """What all other districts of the same province know together, for each district in turn."""
        own = self.figures.iloc[: self.districts]
        upper = self.figures.iloc[self.districts :].drop(columns="over").rename(columns={"place": "over"})
        above = own[["measure", "dimension", "item", "over"]].merge(
            upper[["measure", "dimension", "item", "over", "low", "high", "value"]],
            on=["measure", "dimension", "item", "over"],
            how="left",
        )
        others = (above["value"] - own["value"].to_numpy()).to_numpy()
        low = np.fmax(own["low"].to_numpy(dtype=float), above["low"].to_numpy() - others)
        high = np.fmin(own["high"].to_numpy(dtype=float), above["high"].to_numpy() - others)
        low, high = np.fmax(low, own["least"].to_numpy()), np.fmin(high, own["most"].to_numpy())
        within = np.diff(self.same[:, self.districts :].tocsr().indptr) == 0
        alone = np.diff(self.most[:, self.districts :].tocsr().indptr) == 0
        return Knowledge(
            low,
            high,
            self.same[within][:, : self.districts],
            self.most[alone][:, : self.districts],
            self.at_most[alone],
        )


def readable(
    laid: pd.DataFrame,
    known: pd.DataFrame,
    *,
    above: Mapping[str, Sequence[str]],
    bounds: Sequence[Bound],
    earlier: pd.DataFrame | None,
    base: int,
    also: Sequence[Statement] = (),
) -> Readable:
    """Put together what can be read of a family.

    Args:
        laid: the family's rows of `laying.laid_out`, numbered from 0, with `step`.
        known: KEYS and `TOLD` of cells of every level; of a figure that is not among them nothing is known.
        above: for every district the places above it, nearest first.
        bounds: the published rules.
        earlier: columns `cube.EARLIER`.
        base: 3, 5 or 10.
        also: what else can be read.
    """
    laid = laid.drop(columns=["shown", "low", "high"], errors="ignore")
    laid = laid.assign(over=laid["place"].map({place: places[0] for place, places in above.items()}))
    upper, adds = upper_figures(laid, above)
    figures = pd.concat([laid, upper], ignore_index=True)
    figures = figures.merge(known.reindex(columns=[*KEYS, *TOLD]), on=KEYS, how="left")
    figures["low"], figures["high"] = figures["low"].fillna(0.0), figures["high"].fillna(np.inf)
    count = len(figures)
    makes, parts = _wide(making_rows(laid).of, count), _wide(part_rows(laid).of, count)
    rules = bound_rows(laid, bounds, earlier, of="shown")
    true = bound_rows(laid, bounds, earlier, of="value")
    # The figures of other quarters are not known either: each may lie by less than a step from what is shown of it.
    unsure = np.maximum(np.abs(true.high - rules.high), rules.others * (base - 1) / base)
    said, said_most = _statements(also, figures)
    per_step = sparse.diags_array(1 / laid["step"].to_numpy(dtype=float))
    return Readable(
        figures,
        len(laid),
        sparse.vstack([makes, adds]).tocsr(),
        sparse.vstack([parts, _wide((rules.of @ per_step).tocsr(), count), said]).tocsr(),
        np.concatenate([np.zeros(parts.shape[0]), rules.high + unsure, said_most]),
        _larger(laid, bounds),
    )


def upper_figures(laid: pd.DataFrame, above: Mapping[str, Sequence[str]]) -> tuple[pd.DataFrame, sparse.csr_array]:
    """The figures of the places above, and the rows by which districts make them."""
    up = pd.DataFrame([(place, over) for place, places in above.items() for over in places], columns=["place", "to"])
    laid = laid.assign(row=np.arange(len(laid)))
    summed = laid[(laid["dimension"] != FACILITY) & ~laid["item"].str.startswith(REST)]
    parts = summed.merge(up, on="place")
    groups = parts.groupby(["measure", "dimension", "item", "to"], sort=True)
    sums = pd.DataFrame({"value": groups["value"].sum(), "step": groups["step"].first()})
    sums = sums.reset_index().rename(columns={"to": "place"})
    number = groups.ngroup().to_numpy()
    count = len(sums)
    rows = np.concatenate([number, np.arange(count)])
    columns = np.concatenate([parts["row"].to_numpy(), len(laid) + np.arange(count)])
    data = np.concatenate([-np.ones(len(parts)), np.ones(count)])
    adds = sparse.csr_array((data, (rows, columns)), shape=(count, len(laid) + count))
    return sums.assign(over="", under=-1, several=False), adds


def _wide(rows: sparse.csr_array, columns: int) -> sparse.csr_array:
    return sparse.csr_array((rows.data, rows.indices, rows.indptr), shape=(rows.shape[0], columns))


def _statements(also: Sequence[Statement], figures: pd.DataFrame) -> tuple[sparse.csr_array, Floats]:
    """What else can be read of this family, as rows."""
    place = {name: row for row, name in enumerate(zip(*(figures[key] for key in KEYS), strict=True))}
    own = [each for each in also if all(name in place for name in each.terms)]
    rows = [number for number, each in enumerate(own) for _ in each.terms]
    columns = [place[name] for each in own for name in each.terms]
    data = [times for each in own for times in each.terms.values()]
    matrix = sparse.csr_array((np.array(data, dtype=float), (rows, columns)), shape=(len(own), len(figures)))
    return matrix, np.array([each.at_most for each in own], dtype=float)


def _larger(laid: pd.DataFrame, bounds: Sequence[Bound]) -> sparse.csr_array:
    """For every figure (a column) the numbers of its district that bounds put above the number that it is of."""
    numbers = laid[laid["under"] < 0]
    row_of = dict(zip(zip(numbers["measure"], numbers["place"], strict=True), numbers.index, strict=True))
    larger: dict[str, set[str]] = {}
    for bound in bounds:
        above = next((ref.measure for ref in bound.at_most if not ref.when), None)
        for ref in bound.these:
            if above and not ref.when:
                larger.setdefault(ref.measure, set()).add(above)
    pairs = [
        (row_of[upper, place], row)
        for row, measure, place in zip(laid.index, laid["measure"], laid["place"], strict=True)
        for upper in sorted(_all_above(measure, larger))
        if (upper, place) in row_of
    ]
    rows, columns = (np.array([pair[end] for pair in pairs], dtype=int) for end in (0, 1))
    return sparse.csr_array((np.ones(len(pairs)), (rows, columns)), shape=(len(laid), len(laid)))


def _all_above(measure: str, larger: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    left = [measure]
    while left:
        new = larger.get(left.pop(), set()) - found
        found |= new
        left += new
    return found - {measure}
