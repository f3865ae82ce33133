import dataclasses
import datetime as dt
from fractions import Fraction

import pytest

from data.model import Quarter
from metrics.balance import day_at
from metrics.centre import Position, Tranche, TrancheStatus
from metrics.funding import outlook, reckoned
from metrics.keeping_open import months_after, months_open, needed

AS_OF = dt.date(2026, 9, 30)
CENTRE = Position("USD", cash=90, quarter_cost=90, sheet_quarter=Quarter(2026, 3))
MONTHS = [dt.date(2026, month, 15) for month in (10, 11, 12)] + [dt.date(2027, month, 1) for month in range(1, 13)]


def payment(amount, due, until=None):
    return Tranche(amount, "USD", "A", TrancheStatus.SIGNED, due=due, until=until)


def asked(payments, centre=CENTRE):
    return {each.through: each for each in needed(centre, payments, as_of=AS_OF, months=MONTHS)}


def test_cash_for_three_months_lacks_nothing_to_december_and_a_month_of_cost_for_january():
    found = asked([])
    assert found[dt.date(2026, 12, 31)].amount == 0
    assert found[dt.date(2026, 12, 31)].by is None
    assert found[dt.date(2027, 1, 31)].amount == 30
    assert found[dt.date(2027, 1, 31)].by == dt.date(2027, 1, 1)
    assert found[dt.date(2027, 12, 31)].amount == 12 * 30


def test_a_late_payment_is_bridged_and_not_paid_again():
    found = asked([payment(400, dt.date(2027, 6, 1))])  # 90 in hand, 30 a month, 400 due in the ninth month
    assert found[dt.date(2027, 5, 31)].amount == 5 * 30
    assert found[dt.date(2027, 12, 31)].amount == 5 * 30


def test_money_that_lapses_is_no_help_after_its_last_day():
    found = asked([payment(400, dt.date(2026, 10, 1), until=dt.date(2026, 12, 31))])
    assert found[dt.date(2027, 3, 31)].amount == 0  # the cash is spared for three months
    assert found[dt.date(2027, 4, 30)].amount == 30
    assert found[dt.date(2027, 4, 30)].by == dt.date(2027, 4, 1)


def test_own_income_that_pays_for_all_needs_nothing():
    centre = dataclasses.replace(CENTRE, own_income=90)
    assert {each.amount for each in asked([], centre).values()} == {0}


@pytest.mark.parametrize(
    "change",
    [{"cash": None}, {"quarter_cost": 0}, {"closed_on": dt.date(2026, 9, 1)}, {"sheet_quarter": Quarter(2025, 4)}],
)
def test_of_a_centre_that_is_closed_or_unknown_nothing_is_told(change):
    assert needed(dataclasses.replace(CENTRE, **change), [], as_of=AS_OF, months=MONTHS) == ()


def test_an_amount_told_is_rounded_up():
    centre = dataclasses.replace(CENTRE, quarter_cost=100)
    last = asked([], centre)[dt.date(2027, 1, 31)]
    assert (last.amount, last.whole) == (Fraction(130, 3), 44)


def test_how_long_an_amount_lasts_and_that_it_comes_too_late():
    money = reckoned(CENTRE, [], as_of=AS_OF)
    in_time = months_open(money, as_of=AS_OF, amount=Fraction(60), paid_on=dt.date(2027, 1, 1))
    assert day_at(AS_OF, in_time) == dt.date(2027, 3, 1)
    too_late = months_open(money, as_of=AS_OF, amount=Fraction(60), paid_on=dt.date(2027, 1, 2))
    assert day_at(AS_OF, too_late) == outlook(CENTRE, [], as_of=AS_OF).cash_out
    lapsing = months_open(
        money, as_of=AS_OF, amount=Fraction(60), paid_on=dt.date(2026, 10, 1), until=dt.date(2026, 10, 31)
    )
    assert lapsing == 4
    with pytest.raises(ValueError, match="not negative"):
        months_open(money, as_of=AS_OF, amount=Fraction(1), paid_on=AS_OF)


@pytest.mark.parametrize("day", ["2026-11-30", "2026-11-02"])
def test_months_begin_after_a_day(day):
    months = months_after(dt.date.fromisoformat(day))
    assert [next(months).isoformat() for _ in range(4)] == ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]
