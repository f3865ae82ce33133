import dataclasses
import datetime as dt
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.balance import months_through
from metrics.centre import Tranche, TrancheStatus
from metrics.funding import outlook, reckoned
from metrics.keeping_open import last_day_of_month, months_open, needed
from tests.metrics.any_centre import AS_OF, agreed, days, positions

months = st.dates(dt.date(2026, 10, 1), dt.date(2028, 12, 31))


def asked(centre, agreements, day):
    (found,) = needed(centre, agreements, as_of=AS_OF, months=[day])
    return found, reckoned(centre, agreements, as_of=AS_OF), months_through(AS_OF, last_day_of_month(day))


@settings(deadline=None)
@given(positions, agreed, months)
def test_the_amount_keeps_a_centre_open_to_the_end_of_the_month_and_one_unit_less_does_not(centre, agreements, day):
    found, held, end = asked(centre, agreements, day)
    if found.by is None:
        assert found.amount == 0
        assert held.runs_out is None or held.runs_out >= end
        return
    assert held.runs_out < end
    assert months_open(held, as_of=AS_OF, amount=found.amount, paid_on=found.by) >= end
    less = max(Fraction(0), found.amount - 1)
    assert months_open(held, as_of=AS_OF, amount=less, paid_on=found.by) < end


@settings(deadline=None)
@given(positions, agreed, months)
def test_a_day_later_the_amount_comes_too_late(centre, agreements, day):
    found, held, _ = asked(centre, agreements, day)
    if found.by is not None:
        late = found.by + dt.timedelta(days=1)
        assert months_open(held, as_of=AS_OF, amount=found.amount, paid_on=late) == held.runs_out


@settings(deadline=None)
@given(positions, agreed, months)
def test_the_day_by_which_it_is_needed_is_the_day_on_which_the_cash_is_gone(centre, agreements, day):
    found, _, _ = asked(centre, agreements, day)
    assert found.by is None or found.by == outlook(centre, agreements, as_of=AS_OF).cash_out


@settings(deadline=None)
@given(positions, agreed, months)
def test_a_signed_payment_of_the_whole_amount_moves_the_end_behind_the_month(centre, agreements, day):
    found, _, end = asked(centre, agreements, day)
    if found.by is not None:
        signed = Tranche(found.whole, "USD", "C", TrancheStatus.SIGNED, due=found.by)
        after = outlook(centre, [*agreements, signed], as_of=AS_OF)
        assert after.cash_out_months >= end
        promised = dataclasses.replace(signed, status=TrancheStatus.PLEDGED)
        assert asked(centre, [*agreements, promised], day)[0] == found


@settings(deadline=None)
@given(positions, agreed, months, st.integers(0, 3000), days.filter(lambda day: day > AS_OF))
def test_what_an_amount_keeps_open_is_what_a_signed_payment_of_it_does(centre, agreements, day, amount, paid_on):
    held = reckoned(centre, agreements, as_of=AS_OF)
    signed = Tranche(amount, "USD", "C", TrancheStatus.SIGNED, due=paid_on)
    after = reckoned(centre, [*agreements, signed], as_of=AS_OF)
    assert months_open(held, as_of=AS_OF, amount=Fraction(amount), paid_on=paid_on) == after.runs_out


@settings(deadline=None)
@given(positions, agreed, st.lists(months, min_size=2, max_size=4))
def test_a_later_month_needs_no_less(centre, agreements, chosen):
    found = needed(centre, agreements, as_of=AS_OF, months=sorted(chosen))
    amounts = [each.amount for each in found]
    assert amounts == sorted(amounts)
