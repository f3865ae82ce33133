"""A mixed-integer program (HiGHS) that grows column by column and row by row."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

GAP, NODES = 0.02, 400
"""How near to the best solution is near enough, and how many nodes may be looked at; never a matter of time."""


class Program:
    """Columns first, each with a price, and rows over them."""

    def __init__(self) -> None:
        """Without columns and rows."""
        self._price: list[Floats] = []
        self._most: list[Floats] = []
        self._whole: list[NDArray[np.bool_]] = []
        self._rows: list[tuple[sparse.csr_array, Floats, Floats, tuple[tuple[int, float], ...]]] = []
        self._columns = 0

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
