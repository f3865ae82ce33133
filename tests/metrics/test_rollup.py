import datetime as dt
from typing import Any

import pandas as pd
import pytest

from data.model import DISTRICT_VALUES, ROLLUPS, Country, Kind, Level, Place, Quarter
from metrics.rollup import VALUES, add_up, complete, expected_districts, roll_up, totals

Q = "2026-Q3"
NA = float("nan")
PROVINCES = {"11.01": "11", "11.02": "11", "12.01": "12"}


def answers(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """District values of one measure and quarter from (place, numerator, denominator, status)."""
    return pd.DataFrame([("M", Q, *row, 1) for row in rows], columns=list(DISTRICT_VALUES))


def sums(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Sums of one measure and quarter from (place, numerator, denominator, reporting, nil, not_applicable)."""
    return pd.DataFrame([("M", Q, *row) for row in rows], columns=list(ROLLUPS))


def only(values: pd.DataFrame) -> dict[str, Any]:
    """The one row there is, NaN as None."""
    assert len(values) == 1
    return {key: None if pd.isna(value) else value for key, value in values.iloc[0].items()}


@pytest.mark.parametrize(
    ("row", "value", "status", "reporting", "expected"),
    [
        ((7, NA, 2, 0, 0), 7, "reported", 2, 3),
        ((0, NA, 2, 0, 0), 0, "reported", 2, 3),
        ((0, NA, 2, 2, 0), 0, "nil", 2, 3),
        ((0, NA, 2, 1, 0), 0, "reported", 2, 3),
        ((NA, NA, 0, 0, 1), None, "missing", 0, 2),
        ((NA, NA, 0, 0, 3), None, "not_expected", 0, 0),
        ((NA, NA, 0, 0, 4), None, "not_expected", 0, 0),
        ((5, NA, 1, 0, 2), 5, "reported", 1, 1),
    ],
)
def test_a_total_tells_what_is_known_of_it(parts, row, value, status, reporting, expected):
    found = only(totals(sums(("11", *row)), parts=parts("M"), expected={Q: {"11": 3}}))
    assert (found["value"], found["status"]) == (value, status)
    assert (found["reporting"], found["expected"]) == (reporting, expected)


def test_a_place_of_which_nothing_is_stored_is_missing_and_not_zero(parts):
    found = totals(sums(), parts=parts("M"), expected={Q: {"11": 3, "12": 0}})
    assert list(found.columns) == list(VALUES)
    assert found["value"].isna().all()
    assert found["status"].tolist() == ["missing", "not_expected"]


def test_totals_keep_the_order_asked_for_and_leave_out_what_was_not(parts):
    stored = sums(("11", 1, NA, 1, 0, 0), ("12", 2, NA, 1, 0, 0), ("13", 3, NA, 1, 0, 0))
    found = totals(stored, parts=parts("M"), expected={Q: {"12": 1, "11": 1}, "2026-Q2": {"11": 1}})
    assert found[["quarter", "place"]].to_numpy().tolist() == [[Q, "12"], [Q, "11"], ["2026-Q2", "11"]]
    assert found["value"].tolist()[:2] == [2, 1]


def test_a_ratio_is_the_sum_by_the_sum_and_never_a_mean_of_shares(parts):
    districts = answers(("11.01", 1, 2, "reported"), ("11.02", 0, 98, "reported"), ("12.01", NA, NA, "not_expected"))
    rolled = roll_up(districts, dict.fromkeys(PROVINCES, "1"))
    found = only(totals(rolled, parts=parts("M", kind=Kind.RATIO), expected={Q: {"1": 3}}))
    assert (found["value"], found["numerator"], found["denominator"]) == (0.01, 1, 100)
    assert (found["reporting"], found["expected"]) == (2, 2)


@pytest.mark.parametrize("numerator", [0, 3])
def test_a_ratio_of_nothing_is_no_number(parts, numerator):
    found = only(
        totals(sums(("11", numerator, 0, 2, 0, 0)), parts=parts("M", kind=Kind.RATIO), expected={Q: {"11": 2}})
    )
    assert (found["value"], found["status"], found["reporting"]) == (None, "not_expected", 2)


def test_a_yes_no_counts_the_districts_that_said_yes(parts):
    districts = answers(("11.01", 1, NA, "reported"), ("11.02", 0, NA, "reported"), ("12.01", 1, NA, "reported"))
    rolled = roll_up(districts, dict.fromkeys(PROVINCES, "1"))
    found = only(totals(rolled, parts=parts("M", kind=Kind.YES_NO), expected={Q: {"1": 3}}))
    assert (found["value"], found["reporting"]) == (2, 3)


def test_every_expected_district_has_a_row(parts):
    districts = answers(("11.01", 4, NA, "reported"), ("11.02", 0, NA, "nil"), ("12.01", NA, NA, "not_expected"))
    found = complete(districts, parts=parts("M"), expected={Q: [*PROVINCES, "12.02"]}).set_index("place")
    assert found["status"].to_dict() == {
        "11.01": "reported",
        "11.02": "nil",
        "12.01": "not_expected",
        "12.02": "missing",
    }
    assert found["value"].isna().tolist() == [False, False, True, True]
    assert found["reporting"].tolist() == [1, 1, 0, 0]
    assert found["expected"].tolist() == [1, 1, 0, 1]


def test_where_nothing_was_filed_every_district_is_missing(parts):
    found = complete(answers(), parts=parts("M", "N"), expected={Q: ["11.01"]})
    assert found[["measure", "status", "expected"]].to_numpy().tolist() == [["M", "missing", 1], ["N", "missing", 1]]


def test_a_stored_frame_of_nothing_but_none_is_read_as_numbers(parts):
    districts = answers(("11.01", None, None, "not_expected"))
    assert complete(districts, parts=parts("M"), expected={Q: ["11.01"]})["value"].dtype == float


def test_one_value_twice_is_an_error_and_not_a_double_count(parts):
    twice = answers(("11.01", 4, NA, "reported"), ("11.01", 4, NA, "reported"))
    with pytest.raises(pd.errors.MergeError):
        complete(twice, parts=parts("M"), expected={Q: ["11.01"]})


def test_districts_are_summed_into_their_provinces():
    rolled = roll_up(
        answers(("11.01", 4, NA, "reported"), ("11.02", 0, NA, "nil"), ("12.01", NA, NA, "not_expected")), PROVINCES
    )
    assert list(rolled.columns) == list(ROLLUPS)
    assert rolled.fillna(-1).to_numpy().tolist() == [
        ["M", Q, "11", 4, -1, 2, 1, 0],
        ["M", Q, "12", -1, -1, 0, 0, 1],
    ]


def test_provinces_are_summed_into_the_country():
    rolled = add_up(
        sums(("11", 4, NA, 2, 1, 0), ("12", NA, NA, 0, 0, 1), ("99", 5, NA, 1, 0, 0)), {"11": "1", "12": "1"}
    )
    assert rolled.fillna(-1).to_numpy().tolist() == [["M", Q, "1", 4, -1, 2, 1, 1]]


def country(*places: Place) -> Country:
    return Country(
        iso3="AAA",
        names={"en": "A"},
        levels={},
        code_systems={},
        code_system="a",
        currency="USD",
        languages=("en",),
        fiscal_year_start=1,
        due_days=20,
        core=(),
        places={place.code: place for place in places},
        lineage=(),
        outline_source={"en": ""},
    )


ROOT = Place("1", "A", Level.COUNTRY, None)


def test_districts_are_expected_while_they_exist():
    new = Place("11.02", "New", Level.DISTRICT, "11", valid_from=dt.date(2026, 7, 1))
    found = expected_districts(
        country(ROOT, Place("11", "P", Level.PROVINCE, "1"), Place("11.01", "Old", Level.DISTRICT, "11"), new),
        [Quarter(2026, 2), Quarter(2026, 3)],
    )
    assert found == {"2026-Q2": {"1": 1, "11": 1}, "2026-Q3": {"1": 2, "11": 2}}


def test_districts_right_under_the_country_are_counted_once():
    assert expected_districts(country(ROOT, Place("01", "S", Level.DISTRICT, "1")), [Quarter(2026, 2)]) == {
        "2026-Q2": {"1": 1}
    }


def test_an_excused_district_is_not_expected():
    places = country(
        ROOT, Place("11", "P", Level.PROVINCE, "1"), *(Place(c, c, Level.DISTRICT, "11") for c in ("a", "b"))
    )
    found = expected_districts(places, [Quarter(2026, 2)], excused={"2026-Q2": {"b"}, "2026-Q1": {"a"}})
    assert found == {"2026-Q2": {"1": 1, "11": 1}}
