"""What is to be said of a district's return for a quarter: not yet due, due, overdue, or what came in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from data.model import Quarter, quarters_between

OPEN = 8
"""How many quarters a return may be handed in for: those of two years."""


class ReturnState(StrEnum):
    """The state of one expected return."""

    NOT_EXPECTED = "not_expected"
    NOT_YET_DUE = "not_yet_due"
    DUE = "due"
    OVERDUE = "overdue"
    SUBMITTED = "submitted"
    NIL = "nil"
    WITHDRAWN = "withdrawn"
    SENT_BACK = "sent_back"


def newest(last: Quarter, *, count: int, filed: Iterable[Quarter] = ()) -> list[Quarter]:
    """So many quarters up to this one, oldest first; where somebody has filed for a later one, up to that one."""
    end = max([last, *filed])
    return list(quarters_between(end - (count - 1), end))


def open_quarters(today: dt.date, *, filed: Iterable[Quarter]) -> list[Quarter]:
    """The quarters that a return may be handed in for: the newest that have ended, oldest first."""
    return newest(Quarter.of(today) - 1, count=OPEN, filed=filed)


def state_of(
    quarter: Quarter,
    *,
    due: dt.date,
    today: dt.date,
    expected: bool = True,
    counts: bool = False,
    nil: bool = False,
    ended: ReturnState | None = None,
) -> ReturnState:
    """The state of a district's return.

    Args:
        quarter: the quarter that it is for.
        due: the day by which it is due.
        today: the day on which this is asked.
        expected: whether the district existed in the quarter.
        counts: whether a return counts.
        nil: whether that return says that there was nothing to report.
        ended: where none counts, but one was filed: whether the newest was withdrawn or sent back.
    """
    if counts:
        return ReturnState.NIL if nil else ReturnState.SUBMITTED
    if not expected:
        return ReturnState.NOT_EXPECTED
    if ended is not None:
        return ended
    if today <= quarter.last_day:
        return ReturnState.NOT_YET_DUE
    return ReturnState.DUE if today <= due else ReturnState.OVERDUE
