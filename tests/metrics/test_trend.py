from typing import Any

import pandas as pd
import pytest

from data.model import Direction, Kind, OverQuarters
from metrics.rollup import VALUES
from metrics.trend import POINTS, YEARS, provisional, series, year_values

NA = float("nan")


def values(*rows: tuple[Any, ...], measure: str = "M", place: str = "11") -> pd.DataFrame:
    """Values of a place from (quarter, value); NaN is missing. Two of three districts reported, or none."""
    return pd.DataFrame(
        [
            (
                measure,
                quarter,
                place,
                value,
                value,
                NA,
                *(("missing", 0, 3) if value != value else ("reported", 2, 3)),
                NA,
            )
            for quarter, value in rows
        ],
        columns=list(VALUES),
    )


def plain(column: "pd.Series[Any]") -> list[Any]:
    return [None if pd.isna(value) else value for value in column]


def test_changes_on_the_quarter_and_on_the_year_before(parts):
    known = values(("2025-Q3", 5), ("2025-Q4", 6), ("2026-Q1", 4), ("2026-Q2", 4), ("2026-Q3", 9))
    points = series(known, parts=parts("M"))
    assert list(points.columns) == list(POINTS)
    assert plain(points["change_on_quarter"]) == [None, 1, -2, 0, 5]
    assert plain(points["change_on_year"]) == [None, None, None, None, 4]
    assert plain(points["sense_on_quarter"]) == [None, "better", "worse", "neither", "better"]
    assert plain(points["sense_on_year"]) == [None, None, None, None, "better"]


def test_a_gap_is_never_bridged(parts):
    points = series(values(("2026-Q1", 4), ("2026-Q2", NA), ("2026-Q3", 9)), parts=parts("M"))
    assert plain(points["value"]) == [4, None, 9]
    assert plain(points["change_on_quarter"]) == [None, None, None]
    assert points["status"].tolist() == ["reported", "missing", "reported"]
    assert points["reporting"].tolist() == [2, 0, 2]
    assert points["expected"].tolist() == [3, 3, 3]


def test_a_quarter_in_which_a_place_was_not_expected_has_its_point_too(parts):
    young = values(("2026-Q1", 1), ("2026-Q3", 3), place="12")
    points = series(pd.concat([values(("2025-Q4", 2)), young]), parts=parts("M")).set_index(["place", "quarter"])
    assert len(points) == 2 * 4
    assert points.loc[("12", "2026-Q2"), ["status", "reporting", "expected"]].tolist() == ["not_expected", 0, 0]
    assert pd.isna(points.loc[("12", "2026-Q3"), "change_on_quarter"])


def test_one_place_never_changes_on_another(parts):
    both = pd.concat([values(("2026-Q2", 1), ("2026-Q3", 2)), values(("2026-Q2", 10), ("2026-Q3", 30), place="12")])
    assert plain(series(both, parts=parts("M"))["change_on_quarter"]) == [None, 1, None, 20]


@pytest.mark.parametrize(
    ("direction", "sense"), [(Direction.UP, "better"), (Direction.DOWN, "worse"), (Direction.NEITHER, "neither")]
)
def test_what_a_rise_means_is_for_the_measure_to_say(parts, direction, sense):
    points = series(values(("2026-Q2", 1), ("2026-Q3", 2)), parts=parts("M", direction=direction))
    assert points["sense_on_quarter"].iloc[-1] == sense


@pytest.mark.parametrize(("start", "told"), [(1, [None, None, 2]), (4, [None, -5, None])])
def test_a_cumulative_measure_begins_again_with_the_fiscal_year(parts, start, told):
    known = values(("2025-Q4", 9), ("2026-Q1", 4), ("2026-Q2", 6))
    points = series(known, parts=parts("M", kind=Kind.CUMULATIVE), fiscal_year_start=start)
    assert plain(points["change_on_quarter"]) == told


def test_the_order_of_rows_does_not_matter(parts):
    known = values(("2026-Q1", 4), ("2026-Q2", 7), ("2026-Q3", 9))
    pd.testing.assert_frame_equal(series(known.iloc[::-1], parts=parts("M")), series(known, parts=parts("M")))


def test_no_values_make_no_points(parts):
    points = series(values(), parts=parts("M"))
    assert (list(points.columns), len(points)) == (list(POINTS), 0)


@pytest.mark.parametrize(
    ("rule", "expected"), [(OverQuarters.SUM, 7), (OverQuarters.LAST, 5), (OverQuarters.NONE, None)]
)
def test_the_value_of_a_year_by_the_measures_rule(parts, rule, expected):
    known = values(("2026-Q3", 5), ("2026-Q1", 2), ("2026-Q2", NA), ("2026-Q4", NA))
    years = year_values(known, parts=parts("M", over_quarters=rule))
    assert list(years.columns) == list(YEARS)
    assert plain(years.iloc[0]) == ["M", "11", 2026, expected, 2, "2026-Q3"]


def test_a_year_of_which_nothing_is_known_has_no_value_and_is_not_zero(parts):
    years = year_values(values(("2025-Q4", NA), ("2026-Q1", 3)), parts=parts("M"))
    assert [plain(row) for _, row in years[["year", "value", "quarters", "last_quarter"]].iterrows()] == [
        [2025, None, 0, None],
        [2026, 3, 1, "2026-Q1"],
    ]


def test_a_fiscal_year_gathers_its_own_quarters(parts):
    known = values(("2025-Q2", 1), ("2026-Q1", 2), ("2026-Q2", 4))
    years = year_values(known, parts=parts("M"), fiscal_year_start=4)
    assert years[["year", "value"]].to_numpy().tolist() == [[2026, 3], [2027, 4]]


def test_no_values_make_no_years(parts):
    assert len(year_values(values(), parts=parts("M"))) == 0


def test_a_new_quarter_that_not_all_have_reported_is_provisional():
    points = pd.DataFrame(
        [
            ("2026-Q1", 5.0, 1, 2),
            ("2026-Q2", 5.0, 1, 2),
            ("2026-Q3", 5.0, 2, 2),
            ("2026-Q2", None, 0, 2),
        ],
        columns=["quarter", "value", "reporting", "expected"],
    )
    assert provisional(points).tolist() == [False, True, False, False]
