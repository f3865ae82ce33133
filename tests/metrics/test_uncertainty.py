"""Received only, as signed, if promises come, and at earlier costs."""

from __future__ import annotations

import dataclasses
import datetime as dt

from metrics.centre import Thresholds
from metrics.funding import balance_ahead
from metrics.uncertainty import Span, if_pledges_arrive, received_only, span
from tests.metrics.test_funding import AS_OF, MARCH, Q4, centre, look, network, payment


def between(position, *payments, costs, as_of=AS_OF):
    return span(position, payments, as_of=as_of, past_costs=costs, thresholds=Thresholds())


def test_received_only_knows_what_is_there_and_nothing_to_come():
    paid = [payment(600, "2026-11-01"), payment(50, "2026-08-01", status="received", received_on=dt.date(2026, 8, 1))]
    old = centre(200, sheet_quarter=centre().sheet_quarter - 1)
    assert look(old, *paid).cash_out > dt.date(2027, 12, 1)
    alone = received_only(old, as_of=AS_OF, payments=paid, thresholds=Thresholds())
    assert (alone.cash_out, alone.cash) == (dt.date(2027, 3, 11), 160)
    strict = received_only(old, as_of=AS_OF, payments=paid, thresholds=Thresholds(sheet_quarters=0))
    assert strict.cash_out is None  # a country's own limit makes the sheet too old for any line


def test_a_promise_has_a_line_and_changes_no_number():
    paid = [payment(60, "2026-12-01"), payment(300, "2026-11-01", status="pledged")]
    line = if_pledges_arrive(centre(), paid, as_of=AS_OF, months=12, thresholds=Thresholds())
    assert line[-1][1] == 90 + 60 + 300 - 12 * 30
    assert line != balance_ahead(centre(), paid, as_of=AS_OF, months=12)
    assert look(centre(), *paid) == look(centre(), paid[0])


def test_without_a_promise_with_a_day_there_is_no_such_line():
    paid = [payment(60, "2026-12-01"), payment(9, None, status="pledged"), payment(9, "2026-09-01", status="pledged")]
    assert if_pledges_arrive(centre(), paid, as_of=AS_OF, months=12, thresholds=Thresholds()) == ()


def test_the_range_is_that_of_the_highest_and_the_lowest_cost():
    found = between(centre(90, 30), costs=[90, 135, 67.5, 90])
    assert found == Span(dt.date(2026, 12, 1), dt.date(2027, 2, 1), 4)
    assert found.earliest < look(centre(90, 30)).cash_out < found.latest


def test_the_announced_closure_of_the_network_lies_between_plan_and_growth():
    position = network(Q4, MARCH)
    found = between(position, costs=[position.quarter_cost, 150_000, 174_483], as_of=Q4)
    assert [(day.year, day.month) for day in (found.earliest, found.latest)] == [(2007, 3), (2007, 4)]


def test_nobody_makes_a_range_of_one_quarter_or_of_what_is_not_known():
    assert between(centre(), costs=[90]) is None
    assert between(centre(), costs=[90, 0]) is None
    assert between(centre(None), costs=[90, 60]) is None
    assert between(dataclasses.replace(centre(), own_income=90), costs=[90, 60]) is None


def test_where_own_income_paid_for_all_in_the_cheapest_quarter_the_range_is_open():
    assert between(centre(own_income=30), costs=[90, 30]) == Span(dt.date(2027, 2, 15), None, 2)
