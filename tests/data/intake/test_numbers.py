"""What a cell means. Nothing is guessed: what can be read in two ways is asked again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.numbers import Entry, Mark, number_entry, written, yes_no_entry
from data.intake.reading import Cell, Found


def number(value: float | str | bool | None, found: Found, *, whole: bool = True) -> Entry:
    return number_entry(Cell("Sheet", "C9", found, value), whole=whole)


@pytest.mark.parametrize(
    ("typed", "read", "told"),
    [
        ("7", 7, False),
        (" 12 ", 12, False),
        ("0", 0, False),
        ("007", 7, False),
        ("\N{NO-BREAK SPACE}12\N{NO-BREAK SPACE}", 12, False),
        ("1 234", 1234, True),
        ("1\N{NARROW NO-BREAK SPACE}234\N{NO-BREAK SPACE}567", 1234567, True),
        ("12.0", 12, True),
        ("1.234,00", 1234, True),
        ("1'234", 1234, True),
        ("\N{ARABIC-INDIC DIGIT ONE}\N{ARABIC-INDIC DIGIT TWO}", 12, True),
        ("\N{FULLWIDTH DIGIT ONE}\N{FULLWIDTH DIGIT TWO}", 12, True),
    ],
)
def test_text_that_is_a_number_in_one_way_only_is_that_number(typed: str, read: float, told: bool) -> None:
    entry = number(typed, Found.TEXT)
    assert (entry.mark, entry.number) == (Mark.NUMBER, read)
    assert entry.problem == ("read_as" if told else "")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("-", "dash"),
        ("\N{EM DASH}", "dash"),
        ("- -", "not_a_number"),
        ("...", "dash"),
        ("1.234", "ambiguous_number"),
        ("1,234", "ambiguous_number"),
        ("1.234.567", "grouped_number"),
        ("1,234,567", "grouped_number"),
        ("1.234,567.890", "not_a_number"),
        ("1,5", "fraction"),
        ("0.125", "fraction"),
        ("45%", "percentage"),
        ("12 34", "not_a_number"),
        ("1_0", "not_a_number"),
        ("1e3", "not_a_number"),
        ("\N{SUPERSCRIPT TWO}", "not_a_number"),
        ("\N{VULGAR FRACTION ONE HALF}", "not_a_number"),
        ("inf", "not_a_number"),
        ("nan", "not_a_number"),
        ("nihil", "not_a_number"),
        ("12*", "not_a_number"),
        ("9" * 400, "not_a_number"),
        ("\N{MINUS SIGN}3", "negative"),
        ("-3", "negative"),
    ],
)
def test_text_that_is_no_number_is_never_made_one(typed: str, problem: str) -> None:
    entry = number(typed, Found.TEXT)
    assert (entry.mark, entry.number, entry.problem) == (Mark.BAD, None, problem)
    assert all(len(str(value)) <= 40 for value in entry.values.values())


@pytest.mark.parametrize("typed", ["TB", "tb", " Tb ", "n/a", "N/A", "NA", "t/b"])
def test_not_applicable_is_written_in_several_ways(typed: str) -> None:
    assert number(typed, Found.TEXT).mark is Mark.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("value", "read", "problem"),
    [
        (12.000000000000002, 12, ""),
        (6.9999999999999991, 7, ""),
        (12.0, 12, ""),
        (0, 0, ""),
        (-0.0, 0, ""),
        (2.5, None, "fraction"),
        (-3, None, "negative"),
        (-1e-300, None, "negative"),
    ],
)
def test_whole_numbers_bear_the_noise_of_arithmetic_and_nothing_more(value: float, read: object, problem: str) -> None:
    entry = number(value, Found.NUMBER)
    assert (entry.number, entry.problem) == (read, problem)


def test_money_keeps_its_cents() -> None:
    assert number(1250.75, Found.NUMBER, whole=False).number == 1250.75
    assert number("12.500.000", Found.TEXT, whole=False).number == 12_500_000
    assert number("12.500", Found.TEXT, whole=False).problem == "ambiguous_number"
    assert number("1.250,75", Found.TEXT, whole=False).number == 1250.75
    assert number("1,250.75", Found.TEXT, whole=False).number == 1250.75
    assert number("12,5", Found.TEXT, whole=False).number == 12.5
    assert number("12,5", Found.TEXT, whole=False).problem == "read_as"
    assert number("1.250,750", Found.TEXT, whole=False).number == 1250.75
    assert number("Rp12.500", Found.TEXT, whole=False).problem == "currency_in_cell"


@pytest.mark.parametrize(
    ("found", "value", "problem"),
    [
        (Found.BOOLEAN, True, "not_a_number"),
        (Found.BOOLEAN, False, "not_a_number"),
        (Found.DATE, "2026-02-01", "not_a_number"),
        (Found.ERROR, "#REF!", "error_cell"),
        (Found.UNCALCULATED, None, "uncalculated"),
    ],
)
def test_what_is_neither_a_number_nor_text_is_never_zero(found: Found, value: str | bool | None, problem: str) -> None:
    entry = number(value, found)
    assert (entry.mark, entry.number, entry.problem) == (Mark.BAD, None, problem)


def test_a_blank_is_nothing_at_all() -> None:
    entry = number(None, Found.BLANK)
    assert (entry.mark, entry.number, entry.problem) == (Mark.BLANK, None, "")


@pytest.mark.parametrize(
    ("found", "value", "mark", "read"),
    [
        (Found.TEXT, "Ya", Mark.NUMBER, 1),
        (Found.TEXT, "YES", Mark.NUMBER, 1),
        (Found.TEXT, "tidak", Mark.NUMBER, 0),
        (Found.BOOLEAN, True, Mark.NUMBER, 1),
        (Found.NUMBER, 0, Mark.NUMBER, 0),
        (Found.TEXT, "TB", Mark.NOT_APPLICABLE, None),
        (Found.BLANK, None, Mark.BLANK, None),
        (Found.NUMBER, 2, Mark.BAD, None),
        (Found.TEXT, "perhaps", Mark.BAD, None),
        (Found.ERROR, "#N/A", Mark.BAD, None),
    ],
)
def test_yes_and_no(found: Found, value: float | str | bool | None, mark: Mark, read: object) -> None:
    cell = Cell("Sheet", "C9", found, value)
    entry = yes_no_entry(cell, yes=frozenset({"yes", "ya"}), no=frozenset({"no", "tidak"}))
    assert (entry.mark, entry.number) == (mark, read)


@given(st.text())
def test_no_text_is_too_odd_and_none_becomes_a_number_without_digits(typed: str) -> None:
    entry = number(typed, Found.TEXT)
    assert entry.number is None or any(letter.isdecimal() for letter in typed)


@given(st.floats(min_value=0, max_value=1e12, allow_nan=False))
def test_a_number_in_a_sentence_has_no_exponent_and_can_be_read_back(value: float) -> None:
    assert "e" not in written(value)
    assert float(written(value)) == pytest.approx(value, abs=1e-6)
