from __future__ import annotations

import itertools
import random

from hypothesis import given
from hypothesis import strategies as st

from pages.parts.district_map.classes import MOST, Classes, classify

counts = st.lists(st.one_of(st.just(0), st.integers(0, 12), st.integers(0, 10**7)), max_size=80)
rates = st.lists(st.one_of(st.just(0.0), st.floats(0, 1e6), st.floats(-50, 50)), max_size=80)
made = st.one_of(
    counts.map(lambda values: (values, classify(values, whole=True))),
    rates.map(lambda values: (values, classify(values, whole=False))),
)


@given(made)
def test_every_value_falls_into_the_class_whose_limits_hold_it(case: tuple[list[float], Classes]) -> None:
    values, classes = case
    for value in values:
        low, high = classes.bounds[classes.index(value)]
        assert low <= classes.shown(value) <= high


@given(made)
def test_the_counts_are_those_of_the_values_and_no_class_is_empty(case: tuple[list[float], Classes]) -> None:
    values, classes = case
    found = [classes.index(value) for value in values]
    assert classes.counts == tuple(found.count(position) for position in range(len(classes.bounds)))
    assert 0 not in classes.counts


@given(made)
def test_classes_follow_each_other_without_overlap_and_are_at_most_five(case: tuple[list[float], Classes]) -> None:
    values, classes = case
    assert len(classes.bounds) <= MOST
    assert bool(classes.bounds) == bool(values)
    assert all(low <= high for low, high in classes.bounds)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(classes.bounds))


@given(made)
def test_zero_stands_alone_wherever_nothing_is_below_it(case: tuple[list[float], Classes]) -> None:
    values, classes = case
    assert classes.zero == (0 in [classes.shown(value) for value in values] and min(map(classes.shown, values)) == 0
                            and classes.counts[0] == values.count(0))  # fmt: skip


@given(counts, st.randoms(use_true_random=False))
def test_the_order_of_the_districts_does_not_matter(values: list[int], luck: random.Random) -> None:
    assert classify(luck.sample(values, len(values)), whole=True) == classify(values, whole=True)


@given(counts)
def test_districts_without_a_number_do_not_matter(values: list[int]) -> None:
    assert classify([*values, None, float("nan")], whole=True) == classify(values, whole=True)
