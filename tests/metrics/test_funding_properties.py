import dataclasses
import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.funding import TrancheStatus, balance_ahead, outlook
from tests.metrics.any_centre import AS_OF, agreed, money, positions, tranches


@settings(deadline=None)
@given(positions, agreed, money)
def test_more_cash_never_brings_the_end_forward(position, payments, more):
    before = outlook(position, payments, as_of=AS_OF)
    after = outlook(dataclasses.replace(position, cash=position.cash + more), payments, as_of=AS_OF)
    if before.cash_out_months is None:
        assert after.cash_out_months is None
    else:
        assert after.cash_out_months >= before.cash_out_months
    assert after.gap_12m <= before.gap_12m


@settings(deadline=None)
@given(positions, agreed, tranches)
def test_a_pledge_changes_nothing(position, payments, promise):
    pledge = dataclasses.replace(promise, status=TrancheStatus.PLEDGED)
    assert outlook(position, [*payments, pledge], as_of=AS_OF) == outlook(position, payments, as_of=AS_OF)


@settings(deadline=None)
@given(positions, agreed, tranches, st.integers(0, 10))
def test_splitting_a_payment_on_the_same_day_changes_nothing(position, payments, payment, tenths):
    whole = dataclasses.replace(payment, amount=payment.amount * 10)
    parts = [dataclasses.replace(whole, amount=payment.amount * share) for share in (tenths, 10 - tenths)]
    assert outlook(position, [*payments, *parts], as_of=AS_OF) == outlook(position, [*payments, whole], as_of=AS_OF)


@settings(deadline=None)
@given(positions, agreed, st.randoms(use_true_random=False))
def test_the_order_of_payments_changes_nothing(position, payments, random):
    shuffled = random.sample(payments, len(payments))
    assert outlook(position, shuffled, as_of=AS_OF) == outlook(position, payments, as_of=AS_OF)


@settings(deadline=None)
@given(positions, agreed, st.integers(2, 15_000))
def test_another_unit_of_money_changes_no_date_and_no_share(position, payments, rate):
    found = outlook(position, payments, as_of=AS_OF)
    scaled = outlook(
        dataclasses.replace(
            position,
            cash=position.cash * rate,
            quarter_cost=position.quarter_cost * rate,
            own_income=None if position.own_income is None else position.own_income * rate,
        ),
        [dataclasses.replace(payment, amount=payment.amount * rate) for payment in payments],
        as_of=AS_OF,
    )
    same = ("risk", "reasons", "runway_months", "cash_out_months", "cash_out", "gap_share", "concentration")
    assert [getattr(scaled, name) for name in same] == [getattr(found, name) for name in same]


@settings(deadline=None)
@given(positions, agreed, tranches)
def test_a_signed_payment_that_lasts_never_brings_the_end_forward(position, payments, payment):
    signed = dataclasses.replace(payment, status=TrancheStatus.SIGNED, until=None)
    before = outlook(position, payments, as_of=AS_OF).cash_out_months
    after = outlook(position, [*payments, signed], as_of=AS_OF).cash_out_months
    assert before is None or after >= before


@settings(deadline=None)
@given(positions, agreed)
def test_the_end_is_told_the_same_as_a_month_and_as_a_day(position, payments):
    found = outlook(position, payments, as_of=AS_OF)
    if found.cash_out is not None:
        whole = (found.cash_out.year - AS_OF.year) * 12 + found.cash_out.month - 10
        assert whole == int(found.cash_out_months)


@settings(deadline=None)
@given(positions, agreed)
def test_the_runway_is_never_shorter_than_the_way_to_the_end(position, payments):
    found = outlook(position, payments, as_of=AS_OF)
    if found.runway_months is not None:
        assert found.runway_months >= found.cash_out_months - 1e-9


@settings(deadline=None)
@given(positions, agreed)
def test_the_line_of_the_balance_begins_with_the_cash_and_is_at_zero_on_the_day_of_cash_out(position, payments):
    found = outlook(position, payments, as_of=AS_OF)
    corners = balance_ahead(position, payments, as_of=AS_OF)
    assert corners[0] == (AS_OF + dt.timedelta(days=1), found.cash)
    assert [day for day, _ in corners] == sorted(day for day, _ in corners)
    assert all(amount >= 0 for _, amount in corners)
    if found.cash_out_months is not None and found.cash_out_months < 24:
        assert (found.cash_out, 0) in corners
