"""What may be said of a number beside an earlier one: a word only where neither chance nor reporting explains it.

Words are for counts of what happened (people, cases, events). It *rose* or *fell* where an exact comparison of two
counts says so (`metrics.comparison`), both of the counts as they are and of the counts for each district that answered.
Where only the first says so, more or fewer districts answered, and that may be all of it. Stocks, shares, money and
answers of yes or no stand beside each other without a word.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from data.model import Kind, Part, Quarter
from metrics.comparison import Movement, between

SPANS = {"quarter": 1, "year": 4}
"""How many quarters back a number is compared with."""


class Word(StrEnum):
    """What is said of a change."""

    ROSE = "rose"
    FELL = "fell"
    NO_CLEAR_CHANGE = "no_clear_change"
    MORE_REPORTS = "more_reports"
    FEWER_REPORTS = "fewer_reports"


@dataclass(frozen=True)
class Figure:
    """One number of a place in a quarter.

    Attributes:
        value: None where there is none, and `status` says why; it is empty where nothing at all is known of the
            quarter, as of one before the first return, or before the first release.
        reporting, expected: how many districts answered, of how many.
        step: in which steps a released number is shown, as in `metrics.shown`; NaN where it is exact.
    """

    measure: str
    quarter: Quarter
    value: float | None
    status: str
    reporting: int
    expected: int
    step: float = math.nan


@dataclass(frozen=True)
class Change:
    """A number beside the same one a quarter or a year before, with the word for it; None where none may be said."""

    now: Figure
    before: Figure
    word: Word | None


def figure(points: pd.DataFrame, measure: str, quarter: Quarter) -> Figure:
    """The number of a measure in a quarter.

    Args:
        points: columns `metrics.trend.POINTS` of one place; of a measure or quarter without a row nothing is known.
        measure: the measure.
        quarter: the quarter.
    """
    rows = points[(points["measure"] == measure) & (points["quarter"] == str(quarter))].to_dict("records")
    row = rows[0] if rows else {}
    value = row.get("value")
    return Figure(
        measure=measure,
        quarter=quarter,
        value=None if value is None or pd.isna(value) else float(value),
        status=str(row.get("status", "")),
        reporting=int(row.get("reporting", 0)),
        expected=int(row.get("expected", 0)),
        step=float(row.get("step", math.nan)),
    )


def change(points: pd.DataFrame, part: Part, quarter: Quarter, *, span: str) -> Change:
    """A number beside an earlier one.

    Args:
        points: columns `metrics.trend.POINTS` of one place. Where it tells no change, as of released numbers that are
            too small, no word is said either.
        part: the measure.
        quarter: the quarter looked at.
        span: one of `SPANS`.
    """
    now = figure(points, part.measure, quarter)
    before = figure(points, part.measure, quarter - SPANS[span])
    there = points[(points["measure"] == part.measure) & (points["quarter"] == str(quarter))]
    told = not there.empty and bool(there[f"change_on_{span}"].notna().iloc[0])
    return Change(now, before, word(now, before) if told and can_be_worded(part) else None)


def can_be_worded(part: Part) -> bool:
    """Whether it counts what happened in a quarter, so that chance can be reckoned with."""
    return part.kind is Kind.FLOW and part.whole and not part.is_text


def word(now: Figure, before: Figure) -> Word | None:
    """The word for a change of a count; None where one of the two is not known."""
    if now.value is None or before.value is None or not (now.reporting and before.reporting):
        return None
    step = max((each.step for each in (now, before) if not math.isnan(each.step)), default=math.nan)
    as_counted = between(now.value, before.value, step=step)
    if as_counted is Movement.UNCLEAR:
        return Word.NO_CLEAR_CHANGE
    by_district = between(now.value, before.value, step=step, exposures=(now.reporting, before.reporting))
    if by_district is as_counted:
        return Word.ROSE if as_counted is Movement.ROSE else Word.FELL
    return Word.MORE_REPORTS if as_counted is Movement.ROSE else Word.FEWER_REPORTS
