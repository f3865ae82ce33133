"""The state of an expected return, on the days on which it changes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from data.model import Event, Quarter
from metrics.deadlines import OPEN, ReturnState, newest, open_quarters, state_of

QUARTER, DUE = Quarter(2026, 3), dt.date(2026, 10, 20)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (dt.date(2026, 8, 1), ReturnState.NOT_YET_DUE),
        (dt.date(2026, 9, 30), ReturnState.NOT_YET_DUE),
        (dt.date(2026, 10, 1), ReturnState.DUE),
        (dt.date(2026, 10, 20), ReturnState.DUE),
        (dt.date(2026, 10, 21), ReturnState.OVERDUE),
    ],
)
def test_what_has_not_come_is_due_from_the_quarter_s_end_to_the_last_day(today: dt.date, state: ReturnState) -> None:
    assert state_of(QUARTER, due=DUE, today=today) is state
    assert state_of(QUARTER, due=DUE, today=today, expected=False) is ReturnState.NOT_EXPECTED


@pytest.mark.parametrize("today", [dt.date(2026, 9, 1), dt.date(2027, 1, 1)])
def test_what_came_is_told_whatever_the_day(today: dt.date) -> None:
    assert state_of(QUARTER, due=DUE, today=today, counts=True) is ReturnState.SUBMITTED
    assert state_of(QUARTER, due=DUE, today=today, counts=True, nil=True) is ReturnState.NIL
    for ended in (ReturnState.WITHDRAWN, ReturnState.SENT_BACK):
        assert state_of(QUARTER, due=DUE, today=today, ended=ended) is ended


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({"counts": True, "step": Event.FORWARDED}, ReturnState.FORWARDED),
        ({"counts": True, "step": Event.ACCEPTED}, ReturnState.ACCEPTED),
        ({"counts": True, "step": Event.ACCEPTED, "nil": True}, ReturnState.ACCEPTED),
        ({"counts": True, "step": Event.REOPENED}, ReturnState.REOPENED),
        # The correction of an accepted return was sent back: the accepted figure counts on, and an answer is awaited.
        ({"counts": True, "step": Event.REOPENED, "ended": ReturnState.SENT_BACK}, ReturnState.SENT_BACK),
        # Until the ministry lets the accepted one stand after all.
        ({"counts": True, "step": Event.ACCEPTED, "ended": ReturnState.SENT_BACK}, ReturnState.ACCEPTED),
        ({"exempt": True}, ReturnState.EXEMPT),
        ({"exempt": True, "ended": ReturnState.SENT_BACK}, ReturnState.EXEMPT),
        # A return that comes from an excused district counts as any.
        ({"exempt": True, "counts": True}, ReturnState.SUBMITTED),
        ({"exempt": True, "expected": False}, ReturnState.NOT_EXPECTED),
        ({"expected": False, "ended": ReturnState.WITHDRAWN}, ReturnState.NOT_EXPECTED),
    ],
)
def test_what_a_review_says_of_it(known: dict[str, Any], state: ReturnState) -> None:
    assert state_of(QUARTER, due=DUE, today=DUE, **known) is state


def test_the_newest_quarters_end_with_the_last_or_with_a_later_one_where_somebody_filed() -> None:
    assert newest(Quarter(2026, 2), count=2) == [Quarter(2026, 1), Quarter(2026, 2)]
    later = newest(Quarter(2026, 2), count=2, filed=[Quarter(2026, 3)])
    assert later == [Quarter(2026, 2), Quarter(2026, 3)]


def test_a_return_may_be_handed_in_for_two_years_that_have_ended() -> None:
    found = open_quarters(dt.date(2026, 10, 1), filed=[Quarter(2025, 1)])
    assert (found[0], found[-1], len(found)) == (Quarter(2024, 4), Quarter(2026, 3), OPEN)
    assert open_quarters(dt.date(2026, 9, 30), filed=[])[-1] == Quarter(2026, 2)
