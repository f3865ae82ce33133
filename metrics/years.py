"""A measure by fiscal years: only where its quarters may make a year, and never more than its quarters say.

What happened is added up; a year of which quarters are not known is a lower bound and says so. A stock is the state at
the year's end and has no total: before its last quarter is known the newest is shown, and named. Nothing is made of
measures whose quarters must not be added up.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.model import OverQuarters, Part, Quarter, Status
from metrics.shown import steps
from metrics.trend import year_values

YEARS = ("place", "year", "value", "quarters", "last_quarter", "whole", "status")
"""Columns: the fiscal year, its value, how many of its quarters have one, the last such, whether it is complete, and
the status: reported, missing, or withheld where a released quarter shows too few to be added up."""

_IN_A_YEAR = 4


def can_be_years(part: Part) -> bool:
    """Whether a year has a value of the measure."""
    return part.over_quarters is not OverQuarters.NONE


def by_years(points: pd.DataFrame, part: Part, *, fiscal_year_start: int = 1) -> pd.DataFrame:
    """The values of the fiscal years of one measure.

    Args:
        points: columns `metrics.rollup.VALUES` of the measure.
        part: the measure.
        fiscal_year_start: the month in which the fiscal year begins.

    Returns:
        Columns `YEARS`, in the order of places and years.
    """
    found = year_values(points, parts={part.measure: part}, fiscal_year_start=fiscal_year_start)
    summed = part.over_quarters is OverQuarters.SUM
    found["whole"] = [
        row.quarters == _IN_A_YEAR if summed else _ends_year(row.last_quarter, fiscal_year_start)
        for row in found.itertuples()
    ]
    without = _why_none(points, fiscal_year_start)
    keys = list(zip(found["place"], found["year"], strict=True))
    found["status"] = [
        Status.REPORTED.value if known else without[key] for key, known in zip(keys, found["quarters"], strict=True)
    ]
    if summed:
        hidden = _of_too_few(points, fiscal_year_start)
        small = [key in hidden for key in keys]
        found.loc[small, "status"] = Status.WITHHELD.value
        found["value"] = found["value"].mask(pd.Series(small, index=found.index))
    return found[list(YEARS)]


def _why_none(points: pd.DataFrame, fiscal_year_start: int) -> Mapping[tuple[str, int], str]:
    """For each place and year why it would have no value: it is missing, unless all of it is not there or not shown."""
    found: dict[tuple[str, int], set[str]] = {}
    for key, status in zip(_keys(points, fiscal_year_start), points["status"], strict=True):
        found.setdefault(key, set()).add(str(status))
    order = (Status.MISSING, Status.WITHHELD, Status.NOT_EXPECTED)
    return {
        key: next((each.value for each in order if each in told), Status.MISSING.value) for key, told in found.items()
    }


def _of_too_few(points: pd.DataFrame, fiscal_year_start: int) -> frozenset[tuple[str, int]]:
    """In which years a released quarter shows 0, which stands for fewer than a step: the sum would say none."""
    small = (steps(points) > 0) & (points["value"] == 0)
    return frozenset(key for key, few in zip(_keys(points, fiscal_year_start), small, strict=True) if few)


def _keys(points: pd.DataFrame, fiscal_year_start: int) -> list[tuple[str, int]]:
    years = (Quarter.parse(text).fiscal_year(fiscal_year_start) for text in points["quarter"])
    return list(zip(points["place"], years, strict=True))


def _ends_year(quarter: object, fiscal_year_start: int) -> bool:
    if not isinstance(quarter, str):
        return False
    last = Quarter.parse(quarter)
    return (last + 1).fiscal_year(fiscal_year_start) != last.fiscal_year(fiscal_year_start)
