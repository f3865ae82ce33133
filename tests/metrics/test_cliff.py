import dataclasses
import datetime as dt

from data.model import Quarter
from metrics.centre import Position, Tranche, TrancheStatus
from metrics.cliff import ahead
from metrics.funding import reckoned

AS_OF = dt.date(2026, 9, 30)
CENTRE = Position("USD", cash=90, quarter_cost=90, sheet_quarter=Quarter(2026, 3))


def money(*payments, centre=CENTRE):
    return reckoned(centre, payments, as_of=AS_OF)


def signed(amount, due, until=None):
    return Tranche(amount, "USD", "A", TrancheStatus.SIGNED, due=due, until=until)


def test_what_is_paid_for_and_what_is_not_make_the_cost_of_each_quarter():
    late = money(signed(400, dt.date(2027, 7, 1)))
    lapsing = money(signed(60, dt.date(2026, 10, 1), dt.date(2026, 12, 31)), centre=dataclasses.replace(CENTRE, cash=0))
    found = ahead([late, lapsing], as_of=AS_OF, quarters=4)
    assert [each.quarter for each in found] == [Quarter(2026, 4) + number for number in range(4)]
    assert {each.needed for each in found} == {180}
    assert [each.lacking for each in found] == [30, 180, 180, 90]
    assert [each.paid for each in found] == [150, 0, 0, 90]
    assert [each.ending for each in found] == [60, 0, 0, 0]
    assert [each.run_out for each in found] == [1, 1, 0, 0]


def test_own_income_that_pays_for_all_needs_nothing():
    [only] = ahead([money(centre=dataclasses.replace(CENTRE, own_income=120))], as_of=AS_OF, quarters=1)
    assert (only.needed, only.lacking, only.run_out) == (0, 0, 0)
