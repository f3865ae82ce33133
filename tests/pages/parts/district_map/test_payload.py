from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import Status
from data.words import languages
from pages.parts.district_map.classes import Classes, classify
from pages.parts.district_map.payload import LETTERS, encode, legend, sentences, shortest

REPORTED, NIL, MISSING, NOT_EXPECTED, WITHHELD = (
    Status.REPORTED,
    Status.NIL,
    Status.MISSING,
    Status.NOT_EXPECTED,
    Status.WITHHELD,
)
NONE = Classes(bounds=(), counts=(), zero=False, digits=0)


def test_each_place_is_a_letter_and_a_number() -> None:
    classes = classify([0, 3], whole=True)
    letters, numbers = encode([0, 3, None, 0.0, None, None], [REPORTED, REPORTED, MISSING, NIL, NOT_EXPECTED, WITHHELD],
                              classes)  # fmt: skip
    assert letters == "01mnxw"
    assert numbers == "0,3,,,,"


def test_missing_nil_not_expected_and_withheld_have_letters_of_their_own() -> None:
    assert LETTERS.keys() == set(Status) - {REPORTED}
    assert len(set(LETTERS.values())) == len(LETTERS)
    assert not any(letter.isdigit() for letter in LETTERS.values())


@pytest.mark.parametrize("status", [MISSING, NOT_EXPECTED, WITHHELD])
def test_a_number_that_must_not_be_seen_never_travels(status: Status) -> None:
    assert encode([7.0], [status], NONE)[1] == ""


def test_a_nil_return_of_a_stock_has_no_number() -> None:
    assert encode([None], [NIL], NONE) == ("n", "")


def test_a_reported_place_without_a_value_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="position 1"):
        encode([1, None], [REPORTED, REPORTED], classify([1], whole=True))


def test_values_and_statuses_belong_together_one_by_one() -> None:
    with pytest.raises(ValueError, match="zip"):
        encode([1, 2], [REPORTED], classify([1, 2], whole=True))


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.0, "0"), (12.0, "12"), (0.5, "0.5"), (1_250_000_000.0, "125e7"), (100.0, "100"), (1000.0, "1e3"), (-3.0, "-3")],
)
def test_numbers_are_written_short(value: float, written: str) -> None:
    assert shortest(value) == written


@given(st.floats(-1e15, 1e15))
def test_numbers_written_short_are_still_the_same(value: float) -> None:
    assert float(shortest(value)) == value
    assert len(shortest(value)) <= len(repr(value))


@given(st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(list(Status))), max_size=60))
def test_the_legend_adds_up_to_all_places(places: Sequence[tuple[int, Status]]) -> None:
    values, statuses = [value for value, _ in places], [status for _, status in places]
    classes = classify([value for value, status in places if status is REPORTED], whole=True)
    entries = legend(encode(values, statuses, classes)[0], classes, "en")
    assert sum(count for _, _, count in entries) == len(places)
    assert [count for letter, _, count in entries if letter.isdigit()] == list(classes.counts)
    for status, letter in LETTERS.items():
        assert [count for each, _, count in entries if each == letter] == [statuses.count(status)]


def test_the_legend_speaks_the_visitor_s_language() -> None:
    classes = classify([1500.5, 2500.5, 3e6], whole=False)
    english = [label for _, label, _ in legend("012", classes, "en")]
    indonesian = [label for _, label, _ in legend("012", classes, "id")]
    assert english[:3] == ["1,500", "2,500", "3.0 million"]
    assert indonesian[:3] == ["1.500", "2.500", "3,0 juta"]
    assert english[3:] == ["no report", "nothing to report", "not expected", "withheld"]


def test_classes_of_more_than_one_value_show_both_ends_and_answers_have_names() -> None:
    classes = classify([0, 0, 7, 8, 9, 12, 15, 20, 40], whole=True)
    assert [label for _, label, _ in legend("", classes, "en")][:2] == ["0", f"7\u2013{classes.bounds[1][1]:.0f}"]
    answers = classify([0, 1, 1], whole=True)
    assert [label for _, label, _ in legend("", answers, "en", {0.0: "No", 1.0: "Yes"})][:2] == ["No", "Yes"]


@pytest.mark.parametrize("language", languages())
def test_five_hundred_districts_fit_into_five_kilobytes_even_in_money(language: str) -> None:
    amounts = [float(1_234_567 * (position % 400 + 1) * 1000) for position in range(514)]
    statuses = [MISSING if position % 7 == 0 else REPORTED for position in range(514)]
    counts = [float(position % 40) for position in range(514)]
    for values, most in ((counts, 3_500), (amounts, 8_000)):
        classes = classify(values, whole=True)
        letters, numbers = encode(values, statuses, classes)
        sent = json.dumps([letters, numbers, legend(letters, classes, language), sentences(language)])
        assert len(sent) < most
