from __future__ import annotations

import math

import pytest

from pages.parts.district_map.classes import Manner, classify


def test_zero_has_a_class_of_its_own_and_the_few_large_ones_too() -> None:
    values = [0] * 300 + [1] * 90 + [2] * 50 + [3] * 30 + list(range(4, 21)) + [55, 80, 230, 410]
    classes = classify(values, whole=True)
    assert classes.zero
    assert classes.bounds[0] == (0, 0)
    assert classes.counts[0] == 300
    assert classes.bounds[1] == (1, 1)
    assert classes.bounds[-1] == (30, 410)
    assert classes.counts[-1] == 4
    assert sum(classes.counts) == len(values)


def test_the_lowest_class_above_zero_does_not_hold_zero_even_where_one_is_not_reported() -> None:
    classes = classify([0, 0, 7, 8, 9, 12, 15, 20, 40], whole=True)
    assert classes.bounds[:2] == ((0, 0), (7, classes.bounds[1][1]))
    assert classes.counts[0] == 2


def test_few_different_values_get_a_class_each() -> None:
    classes = classify([4, 1, 4, 9, 1, 4], whole=True)
    assert classes.bounds == ((1, 1), (4, 4), (9, 9))
    assert classes.counts == (2, 3, 1)
    assert not classes.zero


@pytest.mark.parametrize(("value", "zero"), [(5, False), (0, True)])
def test_values_that_are_all_equal_make_one_class(value: int, zero: bool) -> None:
    classes = classify([value] * 40, whole=True)
    assert (classes.bounds, classes.counts, classes.zero) == (((value, value),), (40,), zero)


def test_without_values_there_is_no_class() -> None:
    classes = classify([None, math.nan], whole=True)
    assert (classes.bounds, classes.counts, classes.zero) == ((), (), False)


def test_skewed_numbers_are_parted_by_ratio_and_even_ones_by_difference() -> None:
    skewed = classify([1] * 50 + [4] * 30 + [15] * 20 + [60] * 10 + [250] * 5 + [900] * 2, whole=True)
    assert skewed.counts == (50, 30, 20, 10, 7)
    even = classify(range(1, 101), whole=True)
    assert even.breaks == (20, 40, 60, 80)


def test_limits_are_easily_read() -> None:
    classes = classify([1_234_567 * (1.13**power) for power in range(60)], whole=True)
    assert all(len(str(int(limit)).rstrip("0")) <= 2 for limit in classes.breaks)


def test_decimals_show_three_digits_of_the_largest_and_the_smallest_not_as_zero() -> None:
    assert classify([12.345, 3.2], whole=False).digits == 1
    assert classify([0.345, 0.2], whole=False).digits == 3
    assert classify([512.0, 300.0], whole=False).digits == 0
    assert classify([512.0, 0.04], whole=False).digits == 2
    assert classify([512.0, 0.04], whole=True).digits == 0


def test_what_is_not_zero_is_never_shown_or_drawn_as_zero() -> None:
    classes = classify([0.0, 0.00001, 3.0, 4.0, 5.0, 6.0, 500.0], whole=False)
    assert classes.shown(0.00001) == 0.001
    assert classes.shown(-0.00001) == -0.001
    assert classes.index(0.00001) > 0 == classes.index(0.0)


def test_negative_values_have_classes_too() -> None:
    classes = classify([-40, -12, -3, 0, 0, 5, 9, 33, 90], whole=True)
    assert not classes.zero
    assert classes.bounds[0][0] == -40
    assert sum(classes.counts) == 9


def test_a_value_beyond_the_ends_belongs_to_the_nearest_class() -> None:
    classes = classify([1, 2, 3], whole=True)
    assert (classes.index(0), classes.index(99)) == (0, 2)


SKEWED = [0] * 40 + [1] * 60 + [2] * 30 + [3, 4, 5, 6, 7, 8, 9, 10] * 4 + [40, 90, 400]


def test_quantiles_hold_as_many_places_as_ties_allow() -> None:
    even = classify(range(1, 101), whole=True, manner=Manner.QUANTILE)
    assert even.counts == (20, 20, 20, 20, 20)
    tied = classify(SKEWED, whole=True, manner=Manner.QUANTILE)
    assert (tied.zero, tied.counts[0], sum(tied.counts)) == (True, 40, len(SKEWED))
    assert tied.bounds[1] == (1, 1)  # nearly half of those above zero: no class is cut through them


def test_equal_classes_are_equally_wide() -> None:
    classes = classify(SKEWED, whole=True, manner=Manner.EQUAL)
    assert classes.bounds == ((0, 0), (1, 100), (101, 200), (201, 300), (301, 400))
    assert classes.counts == (40, 124, 0, 0, 1)


def test_fixed_classes_are_the_same_whatever_was_reported() -> None:
    few, many = (
        classify(values, whole=True, manner=Manner.FIXED, limits=(5, 20, 100, 500)) for values in ([3, 3, 7], SKEWED)
    )
    assert few.breaks == many.breaks == (1, 5, 20, 100, 500)
    assert few.counts == (0, 2, 1, 0, 0, 0)
    assert sum(many.counts) == len(SKEWED)
    shares = classify([0.0, 12.5, 90.0], whole=False, manner=Manner.FIXED, limits=(25, 50, 75, 100))
    assert shares.bounds[:3] == ((0, 0), (0.1, 24.9), (25, 49.9))
    assert [shares.index(value) for value in (0.0, 12.5, 25.0, 100.0, 130.0)] == [0, 1, 2, 5, 5]


def test_nothing_reported_has_no_classes_in_any_manner() -> None:
    assert {classify([], whole=True, manner=each, limits=(5,)).bounds for each in Manner} == {()}
