"""Whether a count is far from what a district usually reports, in series that are short and full of zeros."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

ENOUGH, FEWEST = 8, 3
"""From how many earlier quarters their own spread is known; with fewer than three nothing is."""
FAR = 3.5
"""Modified z-score (Iglewicz and Hoaglin) from which a value is far."""
RARE = 0.005
"""Probability of so large a count below which it is far."""
LEAST_MEAN = 0.5
PEERS_NEEDED, OF_A_HUNDRED = 20, 99
"""How many values of peers say what is usual among them, and which of a hundred, from the smallest, is the most."""


def far_from(count: float, earlier: Sequence[float]) -> bool:
    """Whether a count is far from earlier ones, itself not among them.

    With a long series whose median absolute deviation is not zero the modified z-score decides, else the upper tail of
    a Poisson distribution. A plain z-score would not do: among n values it is never above (n - 1) / sqrt(n).
    """
    if len(earlier) < FEWEST:
        return False
    median = statistics.median(earlier)
    deviation = statistics.median(abs(each - median) for each in earlier)
    if len(earlier) >= ENOUGH and deviation > 0:
        return 0.6745 * abs(count - median) / deviation > FAR
    return tail(count, max(statistics.fmean(earlier), LEAST_MEAN)) < RARE


def most_among(peers: Sequence[float]) -> float | None:
    """The 99th percentile of what peers reported; None where too few did."""
    if len(peers) < PEERS_NEEDED:
        return None
    return sorted(peers)[math.ceil(len(peers) * OF_A_HUNDRED / 100) - 1]


def far_among(count: float, peers: Sequence[float]) -> bool:
    """Whether a count is far above what all but one in a hundred of its peers reported.

    For a district whose own series is still too short. The tail keeps 1 from being far where everybody else had 0.
    """
    most = most_among(peers)
    return most is not None and tail(count, max(most, LEAST_MEAN)) < RARE


def tail(count: float, mean: float) -> float:
    """The probability that a Poisson count of this mean is at least `count`."""
    terms = (math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(math.ceil(count)))
    return max(0.0, 1 - math.fsum(terms))
