"""An allocation made step by step: always the step that gains most for its price, as long as money is left.

It is near the best where there are many centres, and there at once; the integer programme looks for a better one.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

Ways = Sequence[tuple[float, float]]
"""To what one centre can be brought: prices and gains, both rising; the first is nothing for nothing."""


def step_by_step(centres: Sequence[Ways], amount: float, start: Sequence[int]) -> list[int]:
    """Which way is taken of each centre.

    Args:
        centres: the ways of each.
        amount: what there is, enough for the start.
        start: the way of each centre from which it begins, and below which it does not go.
    """
    taken = list(start)
    left = amount - sum(ways[way][0] for ways, way in zip(centres, taken, strict=True))
    steps = [step for number, ways in enumerate(centres) if (step := _best(number, ways, taken[number], left))]
    heapq.heapify(steps)
    while steps:
        _, number, before, after = heapq.heappop(steps)
        price = centres[number][after][0] - centres[number][before][0]
        if price <= left:
            taken[number], left = after, left - price
        if step := _best(number, centres[number], taken[number], left):
            heapq.heappush(steps, step)
    return taken


def _best(number: int, ways: Ways, before: int, left: float) -> tuple[float, int, int, int] | None:
    """The step from a way that gains most for its price and can be paid; None where there is none."""
    price, gain = ways[before]
    steps = [
        (-(ways[after][1] - gain) / (ways[after][0] - price), number, before, after)
        for after in range(before + 1, len(ways))
        if 0 < ways[after][0] - price <= left and ways[after][1] > gain
    ]
    return min(steps, default=None)
