"""What is open for a district: from its returns, its requests and its questions, the most urgent first."""

from __future__ import annotations

import datetime as dt

from data.model import Level, Place, Quarter
from data.store.decisions import OPEN, Decided, Said
from metrics.deadlines import ReturnState
from pages.parts.district_tasks import Kind, tasks
from pages.parts.past_returns import Owed

TODAY = dt.date(2026, 11, 13)
HERE = Place("X1", "Here", Level.DISTRICT, None)
LAST, BEFORE, FIRST = Quarter(2026, 3), Quarter(2026, 2), Quarter(2026, 1)


def owed(quarter: Quarter, state: ReturnState, decided: Decided = OPEN) -> Owed:
    return Owed(quarter, dt.date(2026, 10, 20), state, None, (), decided)


def test_what_the_office_owes_comes_before_what_others_have_to_do() -> None:
    asked = Decided(asked={"X1": Said(dt.datetime(2026, 11, 3, tzinfo=dt.UTC), "a@example.org", "A wrong number.")})
    found = tasks(
        [
            owed(LAST, ReturnState.SUBMITTED),
            owed(BEFORE, ReturnState.ACCEPTED, asked),
            owed(FIRST, ReturnState.OVERDUE),
            owed(FIRST - 1, ReturnState.SENT_BACK),
        ],
        HERE,
        questions={LAST},
        today=TODAY,
    )
    assert [(each.kind, each.quarter) for each in found] == [
        (Kind.SENT_BACK, FIRST - 1),
        (Kind.OVERDUE, FIRST),
        (Kind.ASKED, BEFORE),
        (Kind.QUESTIONS, LAST),
    ]
    assert (found[1].days, found[2].days, found[2].note) == (24, 10, "A wrong number.")


def test_a_return_without_questions_waits_and_what_is_done_is_not_open() -> None:
    quarters = [owed(LAST, ReturnState.NIL), owed(BEFORE, ReturnState.ACCEPTED), owed(FIRST, ReturnState.EXEMPT)]
    assert [each.kind for each in tasks(quarters, HERE, questions=(), today=TODAY)] == [Kind.WAITING]


def test_the_request_of_another_district_is_not_this_ones() -> None:
    asked = Decided(asked={"X2": Said(dt.datetime(2026, 11, 3, tzinfo=dt.UTC), "a@example.org", "Why.")})
    assert tasks([owed(LAST, ReturnState.ACCEPTED, asked)], HERE, questions=(), today=TODAY) == []
