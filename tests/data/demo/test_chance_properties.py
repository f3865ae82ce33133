"""Chance keeps its bounds and its sums, and falls the same way everywhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.demo.chance import Chance

words = st.text(max_size=8)
numbers = st.integers(0, 5000)


@given(words, numbers, st.floats(0, 1))
def test_some_of_a_number_are_never_more_than_all(word: str, number: int, probability: float) -> None:
    assert 0 <= Chance(word).of(number, probability) <= number


@given(words, numbers, st.lists(st.floats(0, 100), min_size=1, max_size=12).filter(lambda weights: sum(weights) > 1e-6))
def test_a_number_is_spread_whole_and_nothing_where_nothing_weighs(
    word: str, number: int, weights: list[float]
) -> None:
    counts = Chance(word).spread(number, weights)
    assert sum(counts) == number
    assert all(count >= 0 for count in counts)
    assert all(count == 0 for count, weight in zip(counts, weights, strict=True) if weight == 0 and sum(weights) > 1)


@given(words, numbers, st.lists(st.integers(0, 900), min_size=1, max_size=12))
def test_no_place_gives_more_than_it_has_and_all_is_taken_as_far_as_there_is_enough(
    word: str, number: int, available: list[int]
) -> None:
    taken = Chance(word).take(number, available)
    assert all(0 <= here <= there for here, there in zip(taken, available, strict=True))
    assert sum(taken) == min(number, sum(available))


@given(words, st.floats(0, 400))
def test_a_count_is_never_below_zero(word: str, mean: float) -> None:
    assert Chance(word).count(mean) >= 0


def test_the_same_words_give_the_same_chance_on_every_machine() -> None:
    chance = Chance("calendar", "32.02")
    drawn = [chance.count(3), chance.count(40), chance.of(100, 0.3), *chance.spread(20, [1, 2, 3]), chance.of(5, 0.5)]
    assert drawn == [2, 48, 21, 3, 9, 8, 2]


def test_chance_means_what_it_says() -> None:
    chance = Chance("means")
    few, many = ([chance.count(mean) for _ in range(4000)] for mean in (0.7, 60))
    assert abs(sum(few) / 4000 - 0.7) < 0.06
    assert abs(sum(many) / 4000 - 60) < 0.6
    assert abs(sum(chance.of(40, 0.25) for _ in range(4000)) / 4000 - 10) < 0.2
