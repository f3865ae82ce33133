"""Who has reported, when, and how completely: three separate numbers, never merged into one.

The reporting rate and the timeliness have the same denominator, the places expected; content completeness looks only
into the returns that came.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from data.model import Status


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where there is nothing to be a share of."""
        return self.count / self.of if self.of else None


def reporting_rate(expected: Collection[str], returns: pd.DataFrame) -> Share:
    """How many of the places expected have a return that counts.

    Args:
        expected: codes of the places that existed in the quarter.
        returns: column `place`; one row for each return that counts. Those of places not expected are not counted.
    """
    places = frozenset(expected)
    return Share(len(places.intersection(returns["place"])), len(places))


def timeliness(expected: Collection[str], returns: pd.DataFrame, *, due: dt.date, zone: dt.tzinfo = dt.UTC) -> Share:
    """How many of the places expected first filed by the end of the day on which the return was due.

    A return that was sent back and filed again keeps the day of its first filing.

    Args:
        expected: codes of the places that existed in the quarter.
        returns: columns `place` and `first_filed_at` (moments with their zone).
        due: the last day in time.
        zone: the zone in which that day ends.
    """
    days = pd.to_datetime(returns["first_filed_at"], utc=True).dt.tz_convert(zone).dt.date
    return reporting_rate(expected, returns[days <= due])


def content_completeness(values: pd.DataFrame, *, places: Collection[str], required: Collection[str]) -> Share:
    """How many of the required answers the returns hold: a number, a nil, or a word that it does not apply.

    Args:
        values: columns `place`, `measure` and `status` of one quarter, one row for each answer; a blank has no row, or
            the status missing.
        places: codes of the places that filed.
        required: the measures every return must answer.
    """
    answered = values["status"].isin([Status.REPORTED, Status.NIL, Status.NOT_EXPECTED])
    asked = values["place"].isin(list(places)) & values["measure"].isin(list(required))
    answers = values.loc[answered & asked, ["place", "measure"]].drop_duplicates()
    return Share(len(answers), len(frozenset(places)) * len(frozenset(required)))
