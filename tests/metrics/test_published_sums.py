"""Published sums, shares and changes, computed again: what was printed and what it comes to."""

from __future__ import annotations

import pandas as pd
import pytest

from metrics.rollup import VALUES, roll_up
from metrics.trend import series


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        pytest.param((184, 191, 382, 624, 348), 1729, id="cases from 2018 to October 2022"),
        pytest.param((203, 147, 150, 1297, 576), 2373, id="applications from 2020 to 2024; 3,373 was printed too"),
        pytest.param((79, 9, 12), 100, id="convictions of 2016 by law"),
    ],
)
def test_a_sum_over_places_is_the_sum(parts: tuple[int, ...], total: int) -> None:
    places = [f"11.{n:02}" for n in range(len(parts))]
    rows = pd.DataFrame(
        {
            "measure": "M",
            "quarter": "2026-Q3",
            "place": places,
            "numerator": parts,
            "denominator": None,
            "status": "reported",
            "return_id": 1,
        }
    )
    sums = roll_up(rows, dict.fromkeys(places, "11"))
    assert sums["numerator"].tolist() == [total]


def test_a_change_is_computed_and_never_taken_from_print(parts) -> None:
    """From 3,104 to 1,794 are 1,310 fewer; 1,306 was printed."""
    rows = [
        ("M", quarter, "11", value, value, float("nan"), "reported", 1, 1, float("nan"))
        for quarter, value in (("2026-Q2", 3104.0), ("2026-Q3", 1794.0))
    ]
    columns = list(VALUES)
    points = series(pd.DataFrame(rows, columns=columns), parts=parts("M"), fiscal_year_start=1)
    assert points["change_on_quarter"].tolist()[-1] == -1310
