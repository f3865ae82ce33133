"""Two counts are told apart only where chance does not explain it; against worked values and a slow, plain sum."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.comparison import Movement, movement, p_value

COUNTS = st.integers(0, 20)


def plainly(later: int, earlier: int, share: Fraction) -> float:
    both = later + earlier
    chance = [math.comb(both, k) * share**k * (1 - share) ** (both - k) for k in range(both + 1)]
    return float(min(Fraction(1), 2 * min(sum(chance[later:]), sum(chance[: later + 1]))))


@pytest.mark.parametrize(
    ("later", "earlier", "expected"),
    [
        (0, 5, 2 / 2**5),  # all five on one side: 2 · (1/2)^5 = 0.0625, not yet clear
        (0, 6, 2 / 2**6),  # 0.03125
        (3, 3, 1.0),
        (0, 0, 1.0),
        (1, 9, 2 * (1 + 10) / 2**10),
    ],
)
def test_worked_by_hand(later: int, earlier: int, expected: float) -> None:
    assert p_value(later, earlier) == pytest.approx(expected, rel=1e-12)


@given(later=COUNTS, earlier=COUNTS, weight=st.integers(1, 9))
def test_the_same_as_a_plain_sum_of_all_outcomes(later: int, earlier: int, weight: int) -> None:
    expected = plainly(later, earlier, Fraction(weight, weight + 2))
    assert p_value(later, earlier, exposures=(weight, 2)) == pytest.approx(expected, rel=1e-9, abs=1e-300)


@given(later=COUNTS, earlier=COUNTS, slack=st.integers(0, 6))
def test_what_is_said_of_two_counts_turns_round_with_them_and_slack_only_silences(
    later: int, earlier: int, slack: int
) -> None:
    there, back = movement(later, earlier, slack=slack), movement(earlier, later, slack=slack)
    turned = {Movement.ROSE: Movement.FELL, Movement.FELL: Movement.ROSE, Movement.UNCLEAR: Movement.UNCLEAR}
    assert back is turned[there]
    assert there in (Movement.UNCLEAR, movement(later, earlier))


def test_what_is_clear_and_what_is_not() -> None:
    assert movement(0, 5) is Movement.UNCLEAR
    assert movement(0, 6) is Movement.FELL
    assert movement(40, 20) is Movement.ROSE
    assert movement(40, 20, slack=4) is Movement.UNCLEAR  # 36 against 24
    assert movement(40, 20, exposures=(2.0, 1.0)) is Movement.UNCLEAR


def test_great_counts_are_judged_too() -> None:
    assert p_value(100_000, 100_000) == 1.0
    assert p_value(101_500, 100_000) < 0.001
    assert 0.02 < p_value(101_000, 100_000) < 0.03  # (1000 / √201000 = 2.23: about 0.026)


def test_there_is_no_count_below_none() -> None:
    with pytest.raises(ValueError, match="at least 0"):
        p_value(-1, 3)
