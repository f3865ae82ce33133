import datetime as dt
import math

import pytest

from data.catalogue import load_catalogue
from data.model import Quarter
from pages.parts.shown import Voice, change, few, value

CATALOGUE = load_catalogue()
PERSONS, YES_NO, MONEY, SHARE = (CATALOGUE.measure(code) for code in ("PRT-04", "POL-01", "POL-07", "PAR-07"))
ENGLISH, INDONESIAN = Voice("en", "USD"), Voice("id", "IDR")


def written(number, part, status="reported", *, reporting=12, above=True, voice=ENGLISH):
    return value(number, part, status, reporting=reporting, above=above, voice=voice)


def test_missing_withheld_not_expected_and_zero_are_four_different_things():
    told = [written(math.nan, PERSONS, status) for status in ("missing", "withheld", "not_expected")]
    assert [*told, written(0, PERSONS)] == ["no report", "withheld", "not expected", "0"]


def test_a_nil_return_is_a_zero():
    assert written(0, PERSONS, "nil") == "0"


@pytest.mark.parametrize(
    ("number", "part", "english", "indonesian"),
    [
        (1234, PERSONS, "1,234", "1.234"),
        (0.9253, SHARE, "92.5%", "92,5%"),
        (1_500_000, MONEY, "USD 1.5 million", "IDR 1,5 juta"),
        (8, YES_NO, "8 of 12 yes", "8 dari 12 ya"),
    ],
)
def test_a_value_is_written_in_its_unit_and_language(number, part, english, indonesian):
    assert (written(number, part), written(number, part, voice=INDONESIAN)) == (english, indonesian)


def test_a_district_s_answer_is_yes_or_no():
    assert [written(number, YES_NO, reporting=1, above=False) for number in (1, 0)] == ["Yes", "No"]


@pytest.mark.parametrize(
    ("number", "part", "told"),
    [
        (3, PERSONS, "+3"),
        (-3, PERSONS, "−3"),  # noqa: RUF001 - a real minus
        (-2_000_000, MONEY, "−USD 2.0 million"),  # noqa: RUF001
        (0.031, SHARE, "+3.1 percentage points"),
    ],
)
def test_a_change_has_a_sign(number, part, told):
    assert change(number, part, ENGLISH) == told


def test_a_share_that_hardly_moved_is_not_said_to_have_moved():
    assert change(-0.0004, SHARE, ENGLISH) == "±0.0 percentage points"


@pytest.mark.parametrize(("people", "told"), [(0, "0"), (1, "<5"), (4, "<5"), (5, "5"), (1200, "1,200")])
def test_a_few_people_are_told_only_as_few(people, told):
    assert few(people, ENGLISH) == told


def test_quarters_and_days_are_written_in_the_language():
    assert (ENGLISH.quarter(Quarter(2026, 3)), INDONESIAN.quarter(Quarter(2026, 3))) == ("Q3 2026", "Tw3 2026")
    assert (ENGLISH.month(dt.date(2026, 8, 1)), INDONESIAN.month(dt.date(2026, 8, 1))) == (
        "August 2026",
        "Agustus 2026",
    )


def test_shares_are_computed_to_one_decimal_and_not_forced_to_make_a_hundred():
    """Of 8,515 people 6,748 came from one country, printed as 79.25%; three equal thirds are three times 33.3."""
    assert written(6748 / 8515, SHARE) == "79.2%"
    assert [written(1 / 3, SHARE)] * 3 == ["33.3%"] * 3


@pytest.mark.parametrize(
    ("number", "step", "told"), [(0, 5, "<5"), (0, 450, "<450"), (5, 5, "5"), (0, 0, "0"), (0, math.nan, "0")]
)
def test_a_shown_0_is_written_as_fewer_than_a_step(number, step, told):
    assert value(number, PERSONS, "reported", reporting=1, above=False, voice=ENGLISH, step=step) == told
