"""Shares and changes of released figures: told where they rest on enough people, and never of exact ones."""

import math
from typing import Any

import pandas as pd
import pytest

from metrics.rates import per_100k, reporting_population
from metrics.rollup import VALUES
from metrics.shown import is_released, withhold_changes, withhold_shares
from metrics.trend import series

NA = math.nan


def values(*rows: dict[str, Any]) -> pd.DataFrame:
    usual = {"measure": "M", "quarter": "2026-Q3", "place": "11", "status": "reported", "reporting": 1, "expected": 1}
    return pd.DataFrame([usual | {"denominator": NA, "numerator": NA, "step": NA} | row for row in rows])[list(VALUES)]


def moved(parts: Any, before: float, now: float, step: float) -> dict[str, Any]:
    rows = [
        {"quarter": quarter, "value": value, "numerator": value, "step": step}
        for quarter, value in (("2026-Q2", before), ("2026-Q3", now))
    ]
    points = series(values(*rows), parts=parts("M"))
    return withhold_changes(points, least={"M": 25.0}).iloc[-1].to_dict()


@pytest.mark.parametrize(
    ("before", "now", "step", "told"),
    [(25, 40, 5, 15), (20, 40, 5, None), (40, 20, 5, None), (0, 0, 5, None), (1, 2, NA, 1), (10, 30, 0, None)],
)
def test_a_change_is_told_where_both_figures_show_enough(
    parts: Any, before: float, now: float, step: float, told: float | None
) -> None:
    row = moved(parts, before, now, step)
    assert (None if pd.isna(row["change_on_quarter"]) else row["change_on_quarter"]) == told
    assert pd.isna(row["sense_on_quarter"]) == (told is None)
    assert row["value"] == now


@pytest.mark.parametrize(
    ("denominator", "step", "status"), [(25, 5, "reported"), (20, 5, "withheld"), (2, NA, "reported")]
)
def test_a_share_is_withheld_below_so_many(denominator: float, step: float, status: str) -> None:
    shares = values({"value": 0.5, "numerator": denominator / 2, "denominator": denominator, "step": step})
    [found] = withhold_shares(shares, least={"M": 25.0}).to_dict("records")
    assert found["status"] == status
    assert pd.isna(found["value"]) == pd.isna(found["numerator"]) == (status == "withheld")
    assert withhold_shares(shares, least={}).equals(shares)


@pytest.mark.parametrize(
    ("value", "step", "told"), [(0, 5, False), (20, 5, False), (25, 5, True), (0, NA, True), (4, NA, False)]
)
def test_a_rate_rests_on_so_many_shown(value: float, step: float, told: bool) -> None:
    counts = values({"value": value, "numerator": value, "step": step})
    people = reporting_population(counts, population={"11": {2026: 1_000_000}})
    assert per_100k(counts, people, least=25)["rate_per_100k"].notna().tolist() == [told]


def test_figures_without_a_step_are_exact() -> None:
    frame = pd.DataFrame({"value": [1.0, 2.0, 5.0], "step": [NA, 0.0, 5.0]})
    assert is_released(frame).tolist() == [False, True, True]
    assert is_released(frame.drop(columns="step")).tolist() == [False] * 3
