"""Chance that always falls the same way: whatever the machine, the day or the order of Python's dictionaries.

Only `random()` is used of Python's generator, because its sequence is the only one that Python promises to keep.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

FEW = 16
"""Up to so many, each is drawn for itself; more are drawn at once, from the normal distribution."""


class Chance:
    """A stream of chance, known by what it is for: the same words give the same stream."""

    def __init__(self, *words: object) -> None:
        """Open the stream of these words."""
        self.share = random.Random("|".join(map(str, words))).random  # noqa: S311 - a demo world, no secret
        """A number from 0 to below 1, all equally likely."""

    def happens(self, probability: float) -> bool:
        """Whether something of this probability happens."""
        return self.share() < probability

    def between(self, low: float, high: float) -> float:
        """A number in a range, all equally likely."""
        return low + (high - low) * self.share()

    def normal(self) -> float:
        """A number of the standard normal distribution."""
        return math.sqrt(-2 * math.log(1 - self.share())) * math.cos(2 * math.pi * self.share())

    def around_one(self, spread: float) -> float:
        """A factor of the lognormal distribution whose median is 1."""
        return math.exp(spread * self.normal()) if spread else 1.0

    def count(self, mean: float) -> int:
        """How often something happens that happens `mean` times on average."""
        if mean <= 0:
            return 0
        if mean > FEW:
            return max(0, round(mean + math.sqrt(mean) * self.normal()))
        limit, times, product = math.exp(-mean), 0, self.share()
        while product > limit:
            times += 1
            product *= self.share()
        return times

    def of(self, number: int, probability: float) -> int:
        """How many of a number, each with this probability."""
        if number <= 0 or probability <= 0:
            return 0
        if probability >= 1:
            return number
        if number <= FEW:
            return sum(self.share() < probability for _ in range(number))
        middle = number * probability
        drawn = round(middle + math.sqrt(middle * (1 - probability)) * self.normal())
        return min(max(drawn, 0), number)

    def spread(self, number: int, weights: Sequence[float]) -> list[int]:
        """A number spread over places by their weights."""
        left, rest, counts = number, sum(weights), []
        for weight in weights:
            rest -= weight
            # The last that weighs anything takes what is left, whatever the rounding of the weights.
            drawn = left if rest < 1e-9 else self.of(left, weight / (weight + rest))
            counts.append(drawn)
            left -= drawn
        return counts

    def take(self, number: int, available: Sequence[int]) -> list[int]:
        """A number taken from places, none giving more than it has, all of it taken as far as there is enough."""
        left, rest, taken = number, sum(available), []
        for here in available:
            rest -= here
            drawn = self.of(left, here / (here + rest)) if here else 0
            taken.append(min(here, left, max(drawn, left - rest)))
            left -= taken[-1]
        return taken
