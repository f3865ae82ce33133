"""What is open for a district to do: returns it owes, what was sent back, requests and questions. No Streamlit here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.model import Place, Quarter
from data.store.receipts import Standing
from metrics.deadlines import WAITING, ReturnState
from pages.parts.past_returns import Owed


class Kind(StrEnum):
    """What is open, and whose turn it is: the office's first, then the reviewers'."""

    SENT_BACK = "sent_back"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"
    DUE = "due"
    REOPENED = "reopened"
    NOT_YET_DUE = "not_yet_due"
    ASKED = "asked"
    QUESTIONS = "questions"
    WAITING = "waiting"


TURN_OF_OFFICE = (Kind.SENT_BACK, Kind.OVERDUE, Kind.WITHDRAWN, Kind.DUE, Kind.REOPENED)
"""What the office answers by sending a workbook."""

OF_STATE = {
    ReturnState.SENT_BACK: Kind.SENT_BACK,
    ReturnState.OVERDUE: Kind.OVERDUE,
    ReturnState.WITHDRAWN: Kind.WITHDRAWN,
    ReturnState.DUE: Kind.DUE,
    ReturnState.REOPENED: Kind.REOPENED,
    ReturnState.NOT_YET_DUE: Kind.NOT_YET_DUE,
}


@dataclass(frozen=True)
class Task:
    """One thing that is open.

    Attributes:
        due: by when the return of the quarter is due.
        days: how many days ago that was; less than 0 where it is still to come.
        by, note: who sent back or asked, and why; empty where nobody did.
    """

    kind: Kind
    quarter: Quarter
    due: dt.date
    days: int
    by: str = ""
    note: str = ""


def tasks(owed: Sequence[Owed], place: Place, *, questions: Collection[Quarter], today: dt.date) -> list[Task]:
    """What is open, the office's turn first, of each kind the oldest quarter first.

    Args:
        owed: the district's quarters.
        place: the district.
        questions: the quarters whose return raised questions that nobody has looked at.
        today: the day on which this is asked.
    """
    found = [task for each in owed for task in _of(each, place, questions, today)]
    return sorted(found, key=lambda task: (list(Kind).index(task.kind), task.quarter))


def _of(each: Owed, place: Place, questions: Collection[Quarter], today: dt.date) -> Iterator[Task]:
    days = (today - each.due).days
    if each.state in OF_STATE:
        by, note = _sent_back(each) if each.state is ReturnState.SENT_BACK else ("", "")
        yield Task(OF_STATE[each.state], each.quarter, each.due, days, by, note)
    if asked := each.decided.asked.get(place.code):
        yield Task(Kind.ASKED, each.quarter, each.due, (today - asked.at.date()).days, asked.by, asked.note)
    if each.quarter in questions:
        yield Task(Kind.QUESTIONS, each.quarter, each.due, days)
    elif each.state in WAITING:
        yield Task(Kind.WAITING, each.quarter, each.due, days)


def _sent_back(each: Owed) -> tuple[str, str]:
    """By whom the newest return was sent back, and why."""
    back = next((filed for filed in each.filed if filed.standing is Standing.SENT_BACK), None)
    return (back.ended_by, back.reason) if back else ("", "")
