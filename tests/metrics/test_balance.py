import datetime as dt
from fractions import Fraction

import pytest

from metrics.balance import Inflow, course, day_at, months_through, months_until, spend

END_OF_2026 = dt.date(2026, 12, 31)


def inflows(*amounts_arrivals_ends):
    return [
        Inflow(Fraction(amount), Fraction(arrives), None if ends is None else Fraction(ends))
        for amount, arrives, ends in amounts_arrivals_ends
    ]


def test_money_lasts_until_it_is_spent():
    assert spend(inflows((75, 0, None)), Fraction(30)).runs_out == Fraction(5, 2)


def test_the_balance_may_touch_zero_when_money_arrives_in_that_moment():
    assert spend(inflows((90, 0, None), (30, 3, None)), Fraction(30)).runs_out == 4


def test_money_that_comes_too_late_does_not_undo_the_shortfall():
    assert spend(inflows((90, 0, None), (400, Fraction(301, 100), None)), Fraction(30)).runs_out == 3


def test_what_was_not_paid_in_a_shortfall_is_not_owed_when_money_comes():
    path = spend(inflows((0, 0, None), (60, 5, 7)), Fraction(30))
    assert (path.runs_out, path.unspent) == (0, (0, 0))


def test_what_ends_first_is_spent_first():
    path = spend(inflows((60, 0, None), (60, 0, 2)), Fraction(30))
    assert (path.runs_out, path.unspent) == (4, (0, 0))


def test_what_cannot_be_spent_before_its_end_is_lost():
    path = spend(inflows((0, 0, None), (600, 0, 3)), Fraction(30))
    assert (path.runs_out, path.unspent) == (3, (0, 510))


def test_where_nothing_is_spent_nothing_runs_out_and_ending_money_is_lost():
    path = spend(inflows((10, 0, None), (5, 1, 2)), Fraction(0))
    assert (path.runs_out, path.unspent) == (None, (0, 5))


def test_the_course_of_a_balance_falls_to_zero_and_jumps_when_money_comes():
    corners = course(inflows((90, 0, None), (400, 9, None)), Fraction(30), until=Fraction(12))
    assert corners == ((0, 90), (3, 0), (9, 0), (9, 400), (12, 310))


def test_the_course_of_a_balance_drops_when_money_is_lost():
    corners = course(inflows((10, 0, None), (600, 0, 2)), Fraction(30), until=Fraction(3))
    assert corners == ((0, 610), (2, 550), (2, 10), (2 + Fraction(1, 3), 0), (3, 0))


def test_a_course_where_nothing_is_spent_is_level():
    assert course(inflows((10, 0, None)), Fraction(0), until=Fraction(6)) == ((0, 10), (6, 10))


@pytest.mark.parametrize(
    ("start", "day", "months"),
    [
        (END_OF_2026, dt.date(2027, 1, 1), 0),
        (END_OF_2026, dt.date(2027, 4, 1), 3),
        (END_OF_2026, dt.date(2027, 2, 15), Fraction(3, 2)),
        (dt.date(2026, 9, 30), dt.date(2027, 1, 1), 3),
        (END_OF_2026, END_OF_2026, Fraction(-1, 31)),
    ],
)
def test_months_are_calendar_months_and_their_days_equal_parts(start, day, months):
    assert months_until(start, day) == months


def test_months_through_a_day_end_with_it():
    assert months_through(END_OF_2026, dt.date(2027, 12, 31)) == 12
    assert months_through(END_OF_2026, dt.date.max) > 12 * 7000


@pytest.mark.parametrize(
    ("months", "day"),
    [
        (0, dt.date(2027, 1, 1)),
        (3, dt.date(2027, 4, 1)),
        (Fraction(3, 2), dt.date(2027, 2, 15)),
        (Fraction(299, 100), dt.date(2027, 3, 31)),
        (1200, dt.date(2127, 1, 1)),
    ],
)
def test_the_day_holds_the_moment(months, day):
    assert day_at(END_OF_2026, Fraction(months)) == day


def test_beyond_a_century_no_day_is_named():
    assert day_at(END_OF_2026, Fraction(1201)) is None
