"""How a value went over the quarters: a series for each measure and place, its changes, and the value of a year.

A gap stays a gap: a quarter without a value is NaN and so is every change that would need it; nothing is bridged,
carried over or estimated. Whether a change is for the better is said only where the measure has a direction.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import numpy as np
import pandas as pd

from data.model import Direction, Kind, OverQuarters, Part, Quarter, Status, quarters_between
from metrics.rollup import KEYS, VALUES


class Sense(StrEnum):
    """What a change means. Neither: no change, or a measure of which more is neither good nor bad."""

    BETTER = "better"
    WORSE = "worse"
    NEITHER = "neither"


POINTS = (*VALUES, "change_on_quarter", "change_on_year", "sense_on_quarter", "sense_on_year")
"""Columns of a series: those of values, the change on the quarter before and on the same quarter of the year before (in
the measure's unit, NaN where either is not known), and the sense of each (NA where there is no change to speak of)."""

YEARS = ("measure", "place", "year", "value", "quarters", "last_quarter")
"""Columns of the values of years: the fiscal year, its value, how many of its quarters have one, and the last such."""

_SERIES = ["measure", "place"]
_SIGN = {Direction.UP: 1.0, Direction.DOWN: -1.0, Direction.NEITHER: 0.0}


def series(values: pd.DataFrame, *, parts: Mapping[str, Part], fiscal_year_start: int = 1) -> pd.DataFrame:
    """Lay values out over every quarter from the first to the last they hold.

    Args:
        values: columns `metrics.rollup.VALUES`; a quarter without a row was not expected of the place.
        parts: the measures that occur.
        fiscal_year_start: the month in which a cumulative measure begins again; its change on the quarter before is not
            told for the first quarter of a year.

    Returns:
        Columns `POINTS`, one row for every measure, place and quarter, in that order.
    """
    if values.empty:
        return values.reindex(columns=list(POINTS))
    quarters = list(quarters_between(Quarter.parse(values["quarter"].min()), Quarter.parse(values["quarter"].max())))
    laid_out = (
        values[_SERIES]
        .drop_duplicates()
        .sort_values(_SERIES)
        .merge(pd.DataFrame({"quarter": [str(quarter) for quarter in quarters]}), how="cross")
        .merge(values, on=KEYS, how="left", validate="one_to_one")
        .fillna({"status": Status.NOT_EXPECTED.value, "reporting": 0, "expected": 0})
        .astype({"reporting": int, "expected": int})
    )
    earlier = laid_out.groupby(_SERIES)["value"]
    restarts = {str(quarter) for quarter in quarters if _begins_year(quarter, fiscal_year_start)}
    cumulative = [measure for measure, part in parts.items() if part.kind is Kind.CUMULATIVE]
    begins_again = laid_out["measure"].isin(cumulative) & laid_out["quarter"].isin(restarts)
    laid_out["change_on_quarter"] = (laid_out["value"] - earlier.shift(1)).mask(begins_again)
    laid_out["change_on_year"] = laid_out["value"] - earlier.shift(4)
    sign = laid_out["measure"].map({measure: _SIGN[part.direction] for measure, part in parts.items()})
    for span in ("quarter", "year"):
        laid_out[f"sense_on_{span}"] = _sense(laid_out[f"change_on_{span}"] * sign)
    return laid_out[list(POINTS)]


def provisional(points: pd.DataFrame, *, newest: int = 2) -> pd.Series[bool]:
    """Whether a value may still change because returns are missing: one of the newest quarters, not all reporting.

    Args:
        points: columns `POINTS`, or `metrics.rollup.VALUES`.
        newest: how many quarters count as new, up to the last of the frame.
    """
    new = sorted(points["quarter"].unique())[-newest:]
    return points["quarter"].isin(new) & points["value"].notna() & (points["reporting"] < points["expected"])


def year_values(values: pd.DataFrame, *, parts: Mapping[str, Part], fiscal_year_start: int = 1) -> pd.DataFrame:
    """The value of each fiscal year, as far as its quarters are known.

    A measure that is summed over quarters gives the sum of those known, so that a year with fewer than four `quarters`
    is a lower bound for a count; one of which the last counts gives the last known; the others have no value of a year.

    Args:
        values: columns `metrics.rollup.VALUES`.
        parts: the measures that occur.
        fiscal_year_start: the month in which the fiscal year begins; a year is named after the one in which it ends.

    Returns:
        Columns `YEARS`, in the order of measure, place and year. `quarters` is 0 and the value NaN where none is known.
    """
    names = {text: Quarter.parse(text).fiscal_year(fiscal_year_start) for text in values["quarter"].unique()}
    known = values.assign(
        year=values["quarter"].map(names).astype(int), last_quarter=values["quarter"].where(values["value"].notna())
    )
    grouped = known.sort_values("quarter").groupby([*_SERIES, "year"])
    value = grouped["value"]  # column by column: all of them asked for at once take five times as long
    years = pd.DataFrame(
        {
            "quarters": value.count(),
            "last": value.last(),
            "last_quarter": grouped["last_quarter"].last(),
            "sum": value.sum(min_count=1),
        }
    ).reset_index()
    rule = years["measure"].map({measure: part.over_quarters.value for measure, part in parts.items()})
    years["value"] = np.select(
        [rule == OverQuarters.SUM, rule == OverQuarters.LAST], [years["sum"], years["last"]], default=np.nan
    )
    return years[list(YEARS)]


def _begins_year(quarter: Quarter, fiscal_year_start: int) -> bool:
    return quarter.fiscal_year(fiscal_year_start) != (quarter - 1).fiscal_year(fiscal_year_start)


def _sense(improvement: pd.Series[float]) -> pd.Series[str]:
    """Better above 0, worse below, neither at 0, NA where nothing is known."""
    names = np.select([improvement > 0, improvement < 0], [Sense.BETTER.value, Sense.WORSE.value], Sense.NEITHER.value)
    return pd.Series(names, index=improvement.index, dtype="str").where(improvement.notna())
