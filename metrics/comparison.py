"""Whether one count differs from another by more than chance: an exact comparison of two Poisson counts.

If both counts come from the same rate, the later one, given their sum, is binomial with the share of its own exposure
(Przyborowski and Wilenski 1940). The two-sided p-value is the smaller tail doubled, which errs towards saying nothing.
There is no normal approximation in it, so that 0 against 3 is judged rightly.

It takes each person counted for chance of its own. Victims found in one raid come together and make counts jump more
than that, so that a clear change is a reason to look, not yet a finding.
"""

from __future__ import annotations

import math
from enum import StrEnum

LEVEL = 0.05
"""A change is clear below this p-value; of many places without any change, one in forty then seems to have fallen."""

STEPS_OFF = 2
"""A released sum deviates a little more than its leaves: by up to two steps, by what releases were measured at."""

_NEGLIGIBLE = 1e-17


class Movement(StrEnum):
    """What may be said of two counts."""

    ROSE = "rose"
    FELL = "fell"
    UNCLEAR = "no_clear_change"


def p_value(later: int, earlier: int, *, exposures: tuple[float, float] = (1.0, 1.0)) -> float:
    """How probable so great a difference, either way, is if both counts have the same rate.

    Args:
        later: a count, at least 0.
        earlier: the count it is compared with, at least 0.
        exposures: for the later and the earlier count what they are to be seen against, as the people living there;
            only their ratio matters.

    Returns:
        Between 0 and 1; 1 where both counts are 0.
    """
    if later < 0 or earlier < 0:
        raise ValueError("a count is at least 0")
    both, share = later + earlier, exposures[0] / (exposures[0] + exposures[1])
    up, down = _tail(later, both, share), _tail(earlier, both, 1 - share)
    return min(1.0, 2 * min(up, down))


def movement(later: int, earlier: int, *, exposures: tuple[float, float] = (1.0, 1.0), slack: int = 0) -> Movement:
    """The word for a change: it rose or fell only where chance hardly explains it.

    Args:
        later: a count, at least 0.
        earlier: the count it is compared with, at least 0.
        exposures: as for `p_value`.
        slack: how far each of the two may lie from the true count (a figure rounded in steps of 5: 4). The word is
            given only where it holds for whatever they are.
    """
    rose = later * exposures[1] > earlier * exposures[0]
    toward = 1 if rose else -1
    nearer = (later - toward * slack, earlier + toward * slack)
    if min(nearer) < 0 or (nearer[0] * exposures[1] - nearer[1] * exposures[0]) * toward <= 0:
        return Movement.UNCLEAR
    if p_value(*nearer, exposures=exposures) >= LEVEL:
        return Movement.UNCLEAR
    return Movement.ROSE if rose else Movement.FELL


def between(
    later: float,
    earlier: float,
    *,
    step: float = math.nan,
    least: float = 0,
    exposures: tuple[float, float] = (1.0, 1.0),
) -> Movement | None:
    """The word for two figures as they are shown; None where one is not told, or nothing may be said of their change.

    Args:
        later: a count, NaN where there is none.
        earlier: the one it is compared with.
        step: in which steps released figures are shown; NaN where both are exact.
        least: how many both must show where they are released.
        exposures: as for `p_value`.
    """
    if math.isnan(later) or math.isnan(earlier):
        return None
    released = not math.isnan(step)
    if released and min(later, earlier) < least:
        return None
    slack = round(STEPS_OFF * step) if released else 0
    return movement(round(later), round(earlier), exposures=exposures, slack=slack)


def _tail(count: int, of: int, share: float) -> float:
    """The probability of `count` or more out of `of`, each with the probability `share`."""
    if count == 0:
        return 1.0
    ways = math.lgamma(of + 1) - math.lgamma(count + 1) - math.lgamma(of - count + 1)
    term = math.exp(ways + count * math.log(share) + (of - count) * math.log1p(-share))
    found, odds = term, share / (1 - share)
    for each in range(count, of):
        factor = odds * (of - each) / (each + 1)
        term *= factor
        found += term
        if factor < 1 and term < found * _NEGLIGIBLE:
            break
    return min(1.0, found)
