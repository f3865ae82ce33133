"""The figures of one family of measures as matrices, and cut into provinces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy import sparse

from metrics.disclosure.cube import TOTAL, Bound, Ref, Shape
from metrics.disclosure.laying import KEYS
from metrics.disclosure.program import Floats, Ints
from metrics.disclosure.solving import Block, Sums
from metrics.disclosure.watching import is_part, margins, near_enough, sums_by

SO_FAR = "so_far"


@dataclass(frozen=True)
class Rows:
    """Linear rows over the figures of a family, each of one district: `of @ figures` is at most `high`.

    `others` says how many figures of other quarters went into `high`.
    """

    of: sparse.csr_array
    high: Floats
    place: np.ndarray
    others: Floats = field(default_factory=lambda: np.zeros(0))


def bound_rows(figures: pd.DataFrame, bounds: Sequence[Bound], earlier: pd.DataFrame | None, *, of: str) -> Rows:
    """The bounds of a family's districts, where all their figures are told and the true ones keep them.

    Args:
        figures: of the family, numbered from 0, with `step`.
        bounds: any; those of other families say nothing here.
        earlier: columns `cube.EARLIER`, or None.
        of: whether figures of other quarters count as `shown` or as their `value`.
    """
    rows: list[Ints] = []
    columns: list[Ints] = []
    data: list[Floats] = []
    high: list[Floats] = []
    others: list[Floats] = []
    places: list[np.ndarray] = []
    count = 0
    for bound in bounds:
        terms = [(ref, 1.0) for ref in bound.these] + [(ref, -1.0) for ref in bound.at_most]
        told = [(ref, sign, _told(ref, figures, earlier)) for ref, sign in terms]
        if all(ref.when or not len(found) for ref, _, found in told):
            continue
        where = _everywhere(told)
        true = sum(sign * found["value"].reindex(where).fillna(0) for _, sign, found in told)
        where = where[np.asarray(true) <= 1e-9]
        if not len(where):
            continue
        step = max(figures.loc[found["row"].iloc[0], "step"] for ref, _, found in told if not ref.when and len(found))
        most = np.zeros(len(where))
        for ref, sign, found in told:
            here = found.reindex(where)
            if ref.when:
                most -= sign * here[of].fillna(0).to_numpy(dtype=float) / step
            else:
                rows.append(count + np.arange(len(where)))
                columns.append(here["row"].to_numpy(dtype=int))
                data.append(sign * figures["step"].to_numpy()[columns[-1]] / step)
        high.append(most)
        others.append(np.full(len(where), sum(bool(ref.when) for ref, _ in terms), dtype=float))
        places.append(where.to_numpy())
        count += len(where)
    if not count:
        return Rows(sparse.csr_array((0, len(figures))), np.zeros(0), np.zeros(0, dtype=object))
    entries = (np.concatenate(data), (np.concatenate(rows), np.concatenate(columns)))
    matrix = sparse.csr_array(entries, shape=(count, len(figures)))
    return Rows(matrix, np.concatenate(high), np.concatenate(places), np.concatenate(others))


def making_rows(figures: pd.DataFrame) -> Rows:
    """Every sum among figures: the sum with +1, its parts with -1; together 0."""
    parts = figures[(figures["under"] >= 0) & ~figures["several"]]
    group = parts.groupby(["under", "dimension"], sort=True).ngroup().to_numpy()
    count = int(group.max()) + 1 if len(group) else 0
    whole = np.zeros(count, dtype=int)
    whole[group] = parts["under"].to_numpy()
    rows = np.concatenate([group, np.arange(count)])
    columns = np.concatenate([parts.index.to_numpy(), whole])
    data = np.concatenate([-np.ones(len(parts)), np.ones(count)])
    matrix = sparse.csr_array((data, (rows, columns)), shape=(count, len(figures)))
    return Rows(matrix, np.zeros(count), figures["place"].to_numpy()[whole])


def part_rows(figures: pd.DataFrame) -> Rows:
    """Every part of which no sum is promised: at most its total."""
    parts = figures[figures["several"]]
    count = len(parts)
    rows = np.concatenate([np.arange(count), np.arange(count)])
    columns = np.concatenate([parts.index.to_numpy(), parts["under"].to_numpy()])
    data = np.concatenate([np.ones(count), -np.ones(count)])
    matrix = sparse.csr_array((data, (rows, columns)), shape=(count, len(figures)))
    return Rows(matrix, np.zeros(count), parts["place"].to_numpy())


def choices(figures: pd.DataFrame, loose: np.ndarray, makes: Rows) -> Floats:
    """How many leaves with a choice every figure has in it."""
    found = loose.astype(float)
    down = makes.of.copy()
    down.data = np.where(down.data < 0, 1.0, 0.0)
    up = makes.of.tocoo()
    whole = np.zeros(makes.of.shape[0], dtype=int)
    whole[up.row[up.data > 0]] = up.col[up.data > 0]
    for _ in range(2):  # parts of parts first
        np.maximum.at(found, whole, down @ found)
    return found


class Family:
    """The figures of measures that bounds join, over the country, to be rounded province by province."""

    def __init__(
        self,
        figures: pd.DataFrame,
        shapes: Mapping[str, Shape],
        *,
        bounds: Sequence[Bound],
        earlier: pd.DataFrame | None,
        drawn: Floats,
        base: int,
    ) -> None:
        """Prepare what is the same for every province.

        Args:
            figures: numbered from 0, of `laying.laid_out` with `step`, `leaf`, `kept`, `province` and `carried`.
            shapes: of its measures.
            bounds: see `bound_rows`.
            earlier: see `bound_rows`.
            drawn: a number from 0 to 1 for every figure.
            base: 3, 5 or 10.
        """
        self._figures = figures
        self._drawn = drawn
        self._base = base
        step = figures["step"].to_numpy(dtype=float)
        self.exact = figures["value"].to_numpy(dtype=float) / step
        self._kept = figures["kept"].to_numpy(dtype=float) / step
        self._carried = figures["carried"].to_numpy(dtype=float) / step
        self._leaf = figures["leaf"].to_numpy(dtype=bool)
        self._makes, self._parts = making_rows(figures), part_rows(figures)
        self._bounds = bound_rows(figures, bounds, earlier, of="shown")
        loose = self._leaf & np.isnan(self._kept) & (self.exact % 1 > 1e-9)
        self._choices = choices(figures, loose, self._makes)
        self._uneven = choices(figures, self._leaf & (self.exact % 1 > 1e-9), self._makes)
        self._margins = list(margins(figures, shapes))
        self._cell = figures.groupby(KEYS[:3], sort=False).ngroup().to_numpy()
        self._number = (figures["dimension"] == TOTAL).to_numpy()
        self._part = is_part(figures)
        adds = [measure for measure, shape in shapes.items() if shape.adds_over_year]
        self._adds = self._number & figures["measure"].isin(adds).to_numpy()
        self._place = pd.factorize(figures["place"])[0].astype(np.int64)
        self._province = figures["province"].to_numpy()
        self._off = np.zeros(int(self._cell.max()) + 1)

    def provinces(self) -> Iterator[tuple[Ints, Block]]:
        """Every province: the rows of its figures, and what is to be solved. `settle` must follow on each."""
        for province in sorted(set(self._province)):
            rows = np.flatnonzero(self._province == province)
            yield rows, self._block(rows)

    def settle(self, rows: Ints, shown: Floats) -> None:
        """Carry the error of a province on to the next, so that the country stays near the truth."""
        np.add.at(self._off, self._cell[rows], shown - self.exact[rows])

    def _block(self, rows: Ints) -> Block:
        places = set(self._figures["place"].to_numpy()[rows])
        makes, parts, bounds = (_cut(each, places, rows) for each in (self._makes, self._parts, self._bounds))
        return Block(
            place=self._place[rows],
            exact=self.exact[rows],
            leaf=self._leaf[rows],
            drawn=self._drawn[rows],
            kept=self._kept[rows],
            makes=makes.of,
            bounds=sparse.vstack([parts.of, bounds.of]).tocsr(),
            most=np.concatenate([parts.high, bounds.high]),
            strict=len(parts.high),
            pooled=near_enough(
                np.where(self._number[rows] | self._part[rows], self._cell[rows], -1),
                self.exact[rows],
                self._uneven[rows],
                base=self._base,
                alone=len(places) == 1,
            ),
            sums=[each for each in self._sums(rows) if each is not None],
        )

    def _sums(self, rows: Ints) -> Iterator[Sums | None]:
        exact, loose, cell = self.exact[rows], self._choices[rows], self._cell[rows]
        leaf, number, part = self._leaf[rows], self._number[rows], self._part[rows]
        near, nearer = (self._base - 1) / self._base, (self._base - 2) / self._base
        own = np.arange(len(rows))

        def of(group: Ints, price: str, free: float, off: Floats | None = None) -> Sums | None:
            return sums_by(group, exact, loose, price=price, free=free, off=off)

        yield of(np.where(leaf, -1, own), "number", near)
        for margin in self._margins:
            yield of(margin[rows], "margin", near)
        yield of(np.where(number, cell, -1), "province", nearer)
        yield of(np.where(part, cell, -1), "province part", nearer)
        for lone in (False, True):
            cells = np.where(number | part, cell, -1)
            yield sums_by(cells, exact, loose, price="pooled", free=nearer, lone=lone)
        yield of(np.where(number, cell, -1), "country", nearer, self._off)
        yield of(np.where(part, cell, -1), "country part", nearer, self._off)
        yield self._unchanged(rows)
        adds, carried = self._adds[rows], self._carried[rows]
        if np.any(carried[adds]):
            yield of(np.where(adds, own, -1), "year", near, carried)
            in_province: Floats = np.bincount(cell[adds], carried[adds], minlength=len(self._off)).astype(float)
            yield of(np.where(adds, cell, -1), "year", nearer, in_province)

    def _unchanged(self, rows: Ints) -> Sums | None:
        """Numbers and other sums that are told as they were keep their figure too, wherever their leaves let them."""
        kept = self._kept[rows]
        sums = np.flatnonzero(~self._leaf[rows] & ~np.isnan(kept))
        if not len(sums):
            return None
        shape = (len(sums), len(rows))
        matrix = sparse.csr_array((np.ones(len(sums)), (np.arange(len(sums)), sums)), shape=shape)
        return Sums(matrix, kept[sums], 0.0, np.zeros(len(sums)), 30.0, 30.0)


def _cut(rows: Rows, places: set[str], columns: Ints) -> Rows:
    inside = np.flatnonzero([place in places for place in rows.place])
    return Rows(rows.of[inside][:, columns], rows.high[inside], rows.place[inside])


def _told(ref: Ref, figures: pd.DataFrame, earlier: pd.DataFrame | None) -> pd.DataFrame:
    """The figures of a term by place: `value`, `shown` and, of this quarter, `row`."""
    source = figures if not ref.when else earlier
    if source is None:
        return pd.DataFrame(columns=["value", "shown", "row"], dtype=float)
    same = (source["measure"] == ref.measure) & (source["dimension"] == ref.dimension) & (source["item"] == ref.item)
    if ref.when:
        same &= source["when"] == ref.when
    return source[same].assign(row=source.index[same]).set_index("place")


def _everywhere(told: Sequence[tuple[Ref, float, pd.DataFrame]]) -> pd.Index:
    """The places of which every term is known; of what was told so far, nothing is known to be nothing."""
    places = [found.index for ref, _, found in told if ref.when != SO_FAR]
    common = places[0]
    for each in places[1:]:
        common = common.intersection(each)
    return common.sort_values()
