"""Control limits around the common rate: which places differ from all together by more than chance.

In place of a league table. Each place is held against what chance would give a place of its own size: D. J.
Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005), 1185-1202.
Counts of events among people are Poisson, parts of a whole binomial; limits are exact quantiles, with no normal
approximation, so that small places and zeros are judged rightly. They are whole counts: a place lies outside only where
its count is beyond the limit, which happens by chance with at most the probability named.

It takes each person counted for chance of its own, and all places for alike but for chance. Districts that look harder
find more; a place outside is a reason to ask, not a finding.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

INNER, OUTER = 0.95, 0.998
"""Limits of about two and three standard deviations: 1 place in 20 and 1 in 500 lies outside by chance."""


class Outside(StrEnum):
    """Where a place lies."""

    ABOVE = "above"
    BELOW = "below"
    WITHIN = "within"


@dataclass(frozen=True)
class Limits:
    """The least and the greatest count that chance explains, both included."""

    low: int
    high: int

    def of(self, count: float) -> Outside:
        """Where a count lies."""
        if count > self.high:
            return Outside.ABOVE
        return Outside.BELOW if count < self.low else Outside.WITHIN


def poisson_limits(expected: float, within: float) -> Limits:
    """The limits of a count of events, of which so many are expected.

    Args:
        expected: the common rate times the place's people; at least 0.
        within: the probability within the limits: at most half of what remains lies beyond each.
    """
    return _limits(_poisson(expected), (1 - within) / 2)


def binomial_limits(share: float, of: int, within: float) -> Limits:
    """The limits of a count out of `of`, each with the probability `share`; `within` as for `poisson_limits`."""
    return _limits(_binomial(share, of), (1 - within) / 2)


def _limits(probabilities: Iterator[tuple[int, float]], tail: float) -> Limits:
    """The quantiles: the least count with more than `tail` up to it, the least with all but `tail` up to it."""
    low, up_to, count = None, 0.0, 0
    for count, probability in probabilities:
        up_to += probability
        if low is None and up_to > tail:
            low = count
        if up_to >= 1 - tail - 1e-12:
            break
    return Limits(low or 0, count)


def _poisson(expected: float) -> Iterator[tuple[int, float]]:
    """Each count with its probability; those far below what is expected have none worth naming."""
    if expected <= 0:
        yield 0, 1.0
        return
    count = _first(expected, math.sqrt(expected))
    while True:
        yield count, math.exp(count * math.log(expected) - expected - math.lgamma(count + 1))
        count += 1


def _binomial(share: float, of: int) -> Iterator[tuple[int, float]]:
    if share <= 0 or share >= 1:
        yield (of if share >= 1 else 0), 1.0
        return
    for count in range(_first(share * of, math.sqrt(of * share * (1 - share))), of + 1):
        ways = math.lgamma(of + 1) - math.lgamma(count + 1) - math.lgamma(of - count + 1)
        yield count, math.exp(ways + count * math.log(share) + (of - count) * math.log1p(-share))


def _first(middle: float, spread: float) -> int:
    """Below this lies less than one part in a billion, also of skewed counts: there the mean is above the mode."""
    return max(0, math.floor(middle - 8 * spread))


POINTS = ("place", "count", "size", "inner", "outer")
"""Columns: the count of a place, what it is of (people, or the whole of a share), and where the count lies by either
pair of limits."""


@dataclass(frozen=True)
class Funnel:
    """Places around their common rate.

    Attributes:
        points: columns `POINTS`.
        rate: the common rate: all counts by all sizes.
        binomial: whether counts are parts of their size.
    """

    points: pd.DataFrame
    rate: float
    binomial: bool

    def limits(self, size: float, within: float) -> Limits:
        """The limits of the count of a place of a size."""
        return _around(self.rate, size, within, binomial=self.binomial)


def funnel(counts: pd.DataFrame, *, binomial: bool) -> Funnel | None:
    """Hold each place against the limits of its own size.

    Args:
        counts: columns `place`, `count` and `size`; places without a count or a size above 0 are left out.
        binomial: whether counts are parts of their size, or events among so many people.

    Returns:
        The funnel; None where nothing was counted anywhere, or all of it.
    """
    known = counts[counts["count"].notna() & (counts["size"] > 0)]
    total = known["size"].sum()
    rate = known["count"].sum() / total if total else 0.0
    if not 0 < rate < (1 if binomial else math.inf) or (binomial and (known["count"] > known["size"]).any()):
        return None
    pairs = list(zip(known["count"], known["size"], strict=True))
    found = {
        name: [_around(rate, size, within, binomial=binomial).of(count).value for count, size in pairs]
        for name, within in (("inner", INNER), ("outer", OUTER))
    }
    return Funnel(known.assign(**found)[list(POINTS)].reset_index(drop=True), rate, binomial)


def _around(rate: float, size: float, within: float, *, binomial: bool) -> Limits:
    return binomial_limits(rate, round(size), within) if binomial else poisson_limits(rate * size, within)
