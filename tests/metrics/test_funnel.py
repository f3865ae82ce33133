"""Control limits: exact quantiles, held against sums of probabilities done in another way."""

import math
from fractions import Fraction

import pandas as pd
import pytest

from metrics.funnel import INNER, OUTER, Limits, Outside, binomial_limits, funnel, poisson_limits


def up_to(count, expected):
    """The Poisson probability of at most so many, summed from the top in exact fractions of the exponential."""
    terms = [Fraction(expected).limit_denominator(1000) ** each / math.factorial(each) for each in range(count + 1)]
    return float(sum(terms)) * math.exp(-expected)


@pytest.mark.parametrize("within", [INNER, OUTER])
@pytest.mark.parametrize("expected", [0.3, 1.0, 2.5, 7.0, 33.0])
def test_poisson_limits_leave_no_more_than_half_of_the_rest_beyond_each(expected, within):
    limits, tail = poisson_limits(expected, within), (1 - within) / 2
    assert up_to(limits.low - 1, expected) <= tail < up_to(limits.low, expected)
    assert up_to(limits.high - 1, expected) < 1 - tail <= up_to(limits.high, expected)


def test_published_limits():
    """Quantiles of the Poisson distribution with mean 10 stand in every table: 2.5 % at 4, 97.5 % at 17."""
    assert poisson_limits(10, 0.95) == Limits(4, 17)
    assert binomial_limits(0.5, 10, 0.95) == Limits(2, 8)


@pytest.mark.parametrize("of", [1, 7, 40])
def test_binomial_limits_are_quantiles(of):
    chances = [math.comb(of, each) * 0.2**each * 0.8 ** (of - each) for each in range(of + 1)]
    limits = binomial_limits(0.2, of, INNER)
    assert sum(chances[: limits.low]) <= 0.025 < sum(chances[: limits.low + 1])
    assert sum(chances[: limits.high]) < 0.975 <= sum(chances[: limits.high + 1]) + 1e-12


def test_nothing_expected_and_everything_expected_leave_no_room():
    assert poisson_limits(0, INNER) == Limits(0, 0)
    assert binomial_limits(0.0, 9, INNER) == Limits(0, 0)
    assert binomial_limits(1.0, 9, INNER) == Limits(9, 9)


def test_a_place_is_outside_only_beyond_the_limits():
    assert [Limits(4, 17).of(count) for count in (3, 4, 17, 18)] == [
        Outside.BELOW,
        Outside.WITHIN,
        Outside.WITHIN,
        Outside.ABOVE,
    ]


def test_large_counts_are_as_exact_as_small_ones():
    wide = poisson_limits(20_000, INNER)
    assert wide == Limits(19_723, 20_278)  # as scipy.stats.poisson.ppf gives them


def counted(*rows):
    return pd.DataFrame(rows, columns=["place", "count", "size"])


def test_each_place_is_held_against_the_limits_of_its_own_size():
    rows = [(f"P{n}", 10.0, 100_000) for n in range(30)]
    found = funnel(
        counted(*rows, ("small", 2.0, 10_000), ("many", 60.0, 100_000), ("none", 0.0, 100_000)), binomial=False
    )
    where = found.points.set_index("place")
    assert where.loc["small", ["inner", "outer"]].tolist() == ["within", "within"]
    assert where.loc["many", ["inner", "outer"]].tolist() == ["above", "above"]
    assert where.loc["none", ["inner", "outer"]].tolist() == ["below", "below"]
    assert found.rate == pytest.approx(362 / 3_210_000)
    assert found.limits(100_000, INNER) == poisson_limits(found.rate * 100_000, INNER)


def test_places_without_a_number_or_a_size_are_left_out_and_do_not_move_the_rate():
    found = funnel(counted(("a", 3.0, 10), ("b", None, 10), ("c", 4.0, 0), ("d", 5.0, 10)), binomial=True)
    assert (found.points["place"].tolist(), found.rate) == (["a", "d"], 0.4)


def test_nothing_counted_makes_no_funnel():
    assert funnel(counted(("a", 0.0, 10)), binomial=False) is None
    assert funnel(counted(("a", 10.0, 10)), binomial=True) is None
    assert funnel(counted(("a", 12.0, 10), ("b", 0.0, 10)), binomial=True) is None  # no share of a whole
