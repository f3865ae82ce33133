"""Who has reported, when, and how completely: three separate numbers, never merged into one.

* Reporting rate: places with a return that counts, submitted or accepted, by the places expected.
* Timeliness: places whose first return came by the due day, by the places expected. One that was sent back does not
  lose its day, so that a place can be in time while it owes a mended return; a withdrawn one tells nothing.
* Content completeness: required cells with a number, a nil or a word that it does not apply, by the required cells of
  the returns that count.

Expected are the places that existed in the quarter, but for those that were excused and filed nothing. The definitions
follow those of DHIS2 (reporting rate, reporting rate on time), which has no name for the third.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

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


COUNTS = ("quarter", "place", "expected", "reported", "on_time", "asked", "answered")
"""Columns of the counts of which the three numbers are made; they add up from districts to what lies above them."""


def counts(
    expected: Mapping[str, Collection[str]],
    *,
    filed: pd.DataFrame,
    first_filed: pd.DataFrame,
    answers: pd.DataFrame,
    asked: Mapping[str, int],
    due: Mapping[str, dt.date],
    zone: dt.tzinfo = dt.UTC,
) -> pd.DataFrame:
    """What each place expected did in each quarter.

    Args:
        expected: for each quarter the codes of the places expected.
        filed: columns `place` and `quarter`, one row for each return that counts.
        first_filed: columns `place`, `quarter` and `first_filed_at` (moments with their zone).
        answers: columns `place`, `quarter` and `answered`, how many required cells the counting return answers.
        asked: how many cells were required in each quarter.
        due: the last day in time of each quarter.
        zone: the zone in which that day ends.

    Returns:
        Columns `COUNTS`, one row for each quarter and place expected.
    """
    keys = ["quarter", "place"]
    rows = pd.DataFrame([(q, place) for q, places in expected.items() for place in sorted(places)], columns=keys)
    came = filed[keys].drop_duplicates().assign(reported=1)
    days = pd.to_datetime(first_filed["first_filed_at"], utc=True).dt.tz_convert(zone).dt.date
    in_time = first_filed[(days <= first_filed["quarter"].map(due)).to_numpy(dtype=bool)]
    found = (
        rows.assign(expected=1)
        .merge(came, on=keys, how="left")
        .merge(in_time[keys].drop_duplicates().assign(on_time=1), on=keys, how="left")
        .merge(answers[[*keys, "answered"]], on=keys, how="left")
    )
    told = ["reported", "on_time", "answered"]
    found[told] = found[told].astype(float).fillna(0).astype(int)
    found["asked"] = found["reported"] * found["quarter"].map(asked).fillna(0).astype(int)
    found["answered"] = found["answered"] * found["reported"]
    return found[list(COUNTS)]


def add_up(counts_of_places: pd.DataFrame, parents: Mapping[str, str]) -> pd.DataFrame:
    """Sum counts into the places above, `parents`; columns `COUNTS` in and out. Who has no parent is left out."""
    above = counts_of_places.assign(place=counts_of_places["place"].map(parents)).dropna(subset="place")
    return above.groupby(["quarter", "place"], sort=True).sum().reset_index()[list(COUNTS)]


def shares(row: Mapping[str, Any]) -> tuple[Share, Share, Share]:
    """Reporting rate, timeliness and content completeness of a row of `COUNTS`, in this order."""
    expected, asked = int(row["expected"]), int(row["asked"])
    return (
        Share(int(row["reported"]), expected),
        Share(int(row["on_time"]), expected),
        Share(int(row["answered"]), asked),
    )
