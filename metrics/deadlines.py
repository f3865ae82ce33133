"""What is to be said of a district's return for a quarter: not yet due, due, overdue, or what came in and became of it.

This is the only place where a state is made out of what is known; pages, lists and files all ask here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

from data.model import Event, Quarter, quarters_between

OPEN = 8
"""How many quarters a return may be handed in for: those of two years."""


class ReturnState(StrEnum):
    """The state of one expected return.

    Exempt: excused with a reason, and nothing came. Due and overdue: nothing came that stands. Submitted, or nil where
    it says that there was nothing to report: it waits to be looked at; forwarded: the province has passed it on.
    Reopened: it was accepted, still counts, and may be replaced. Sent back: a mended one is awaited.
    """

    NOT_EXPECTED = "not_expected"
    EXEMPT = "exempt"
    NOT_YET_DUE = "not_yet_due"
    DUE = "due"
    OVERDUE = "overdue"
    SUBMITTED = "submitted"
    NIL = "nil"
    FORWARDED = "forwarded"
    SENT_BACK = "sent_back"
    REOPENED = "reopened"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


OWING = (ReturnState.DUE, ReturnState.OVERDUE, ReturnState.WITHDRAWN, ReturnState.SENT_BACK)
"""The states in which the office has to send something."""
WAITING = (ReturnState.SUBMITTED, ReturnState.NIL, ReturnState.FORWARDED)
"""The states in which somebody has to look at what was sent."""

STEPS = {
    Event.ACCEPTED: ReturnState.ACCEPTED,
    Event.REOPENED: ReturnState.REOPENED,
    Event.FORWARDED: ReturnState.FORWARDED,
}
"""What is said of a return that counts, by what happened to it last."""


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
    exempt: bool = False,
    counts: bool = False,
    step: Event = Event.FILED,
    nil: bool = False,
    ended: ReturnState | None = None,
) -> ReturnState:
    """The state of a district's return.

    Args:
        quarter: the quarter that it is for.
        due: the day by which it is due.
        today: the day on which this is asked.
        expected: whether the district existed in the quarter.
        exempt: whether it was excused from reporting.
        counts: whether a return counts.
        step: what happened to that return last.
        nil: whether that return says that there was nothing to report.
        ended: whether the newest return was withdrawn or sent back. Where an accepted one counts on, being sent back is
            told all the same, for the office has to answer.
    """
    if counts and (step is Event.ACCEPTED or ended is not ReturnState.SENT_BACK):
        return STEPS.get(step, ReturnState.NIL if nil else ReturnState.SUBMITTED)
    if not expected and not counts:
        return ReturnState.NOT_EXPECTED
    if exempt and not counts:
        return ReturnState.EXEMPT
    if ended is not None:
        return ended
    if today <= quarter.last_day:
        return ReturnState.NOT_YET_DUE
    return ReturnState.DUE if today <= due else ReturnState.OVERDUE
