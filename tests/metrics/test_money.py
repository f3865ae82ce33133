"""All money once, by how far it has come and by year: passed on, in another currency, lapsed, without a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.funding.vocabulary import AgreedTranche, ExchangeRate, Instrument, SourceKind
from metrics.money import Far, money_of, rates_to
from tests.metrics.test_ledger import AFTER, AS_OF, BEFORE, agreed, due, signed

NEXT = dt.date(2027, 3, 1)
RATE = ExchangeRate(currency="EUR", in_currency="USD", dated=BEFORE, rate=1.5, source="Bank")


def told(*agreements, **more):
    found = defaultdict(float)
    for each in money_of(agreements, as_of=AS_OF, **more):
        found[each.agreement.code, each.far.value, each.year] += each.amount
    return dict(found)


def came(amount, received, day=BEFORE):
    return due(amount, day, received=received, received_on=day)


def test_paid_committed_and_pledged_do_not_overlap_and_are_of_the_year_of_their_day():
    one = signed(300, came(100, 90), due(150, NEXT), pledged=400, pledged_on=BEFORE)
    assert told(one) == {
        ("A-1", "paid", 2026): 90,
        ("A-1", "committed", 2026): 10,  # of the tranche that came in part
        ("A-1", "committed", 2027): 150,
        ("A-1", "committed", None): 50,  # signed, and of no tranche
        ("A-1", "pledged", None): 100,
    }


def test_what_has_no_day_is_of_the_one_year_in_which_it_may_be_used():
    within = {"starts_on": dt.date(2026, 2, 1), "ends_on": dt.date(2026, 11, 30)}
    assert told(signed(100, **within)) == {("A-1", "committed", 2026): 100}
    assert told(signed(100, **within | {"ends_on": NEXT})) == {("A-1", "committed", None): 100}
    budget = signed(100, source_kind=SourceKind.NATIONAL, instrument=Instrument.APPROPRIATION)
    assert told(budget) == {("A-1", "committed", 2026): 100}
    assert told(budget, fiscal_year_start=7) == {("A-1", "lapsed", 2026): 100}  # its year ended in June
    assert told(signed(100, due(100, AFTER)), fiscal_year_start=7) == {("A-1", "committed", 2027): 100}


@pytest.mark.parametrize("received", [0, 60, 150])
def test_money_that_is_passed_on_is_counted_once_whether_it_has_left_or_not(received):
    above = signed(300, came(150, 150), due(150))
    part = signed(120, *([came(120, min(received, 120))] if received else [due(120)]), code="B-1", parent="A-1")
    found = told(above, part)
    assert sum(found.values()) == 300
    assert sum(amount for (code, _, _), amount in found.items() if code == "B-1") == 120


def test_of_what_came_and_is_to_be_passed_on_the_part_holds_what_is_not_there_yet():
    above, part = signed(300, came(300, 300)), signed(120, due(120), code="B-1", parent="A-1")
    assert told(above, part) == {("A-1", "paid", 2026): 180, ("B-1", "committed", 2026): 120}


def test_a_promise_is_passed_on_too_and_one_without_a_rate_stays_above():
    above = agreed(pledged=100, pledged_on=BEFORE)
    part = replace(above, code="B-1", parent="A-1", pledged=40)
    assert told(above, part) == {("A-1", "pledged", None): 60, ("B-1", "pledged", None): 40}
    foreign = replace(part, currency="EUR")
    assert told(above, foreign) == {("A-1", "pledged", None): 100}
    assert told(above, foreign, rates=[RATE]) == {("A-1", "pledged", None): 40, ("B-1", "pledged", None): 40}


def test_what_was_called_off_or_ended_has_lapsed():
    gone = signed(100, came(40, 40), due(60), cancelled_on=BEFORE)
    assert told(gone) == {("A-1", "paid", 2026): 40, ("A-1", "lapsed", 2026): 60}
    late = dt.date(2025, 12, 1)
    budget = signed(
        100,
        due(100, late),
        starts_on=late,
        source_kind=SourceKind.NATIONAL,
        instrument=Instrument.APPROPRIATION,
    )
    assert told(budget) == {("A-1", "lapsed", 2025): 100}


def test_what_lapsed_is_counted_once_where_it_was_passed_on():
    over = {"starts_on": dt.date(2025, 1, 1), "ends_on": dt.date(2025, 12, 31)}
    above, part = signed(100, **over), signed(60, **over, code="B-1", parent="A-1")
    assert told(above, part) == {("A-1", "lapsed", 2025): 40, ("B-1", "lapsed", 2025): 60}
    came_through = signed(60, came(60, 60), **over, code="B-1", parent="A-1")
    assert told(above, came_through) == {("A-1", "lapsed", 2025): 40, ("B-1", "paid", 2026): 60}
    assert told(above, replace(part, currency="EUR")) == {("A-1", "lapsed", 2025): 100}


@pytest.mark.parametrize(("cancelled", "far"), [(None, "committed"), (BEFORE, "lapsed")])
def test_the_rest_of_a_part_that_was_called_off_is_held_above_again(cancelled, far):
    above, part = signed(100, cancelled_on=cancelled), signed(60, code="B-1", parent="A-1", cancelled_on=BEFORE)
    assert told(above, part) == {("A-1", far, None): 100}


def test_of_a_promise_a_part_of_which_was_signed_the_rest_alone_is_open():
    above, part = agreed(pledged=100, pledged_on=BEFORE), signed(40, code="B-1", parent="A-1")
    assert told(above, part) == {("A-1", "pledged", None): 60, ("B-1", "committed", None): 40}


def test_a_rate_is_the_newest_up_to_the_day_and_what_has_none_is_told_as_such():
    rates = rates_to("USD", ["EUR", "IDR"], on=AS_OF, rates=[RATE, replace(RATE, dated=AFTER, rate=9.0)])
    assert rates.told(10, "EUR") == 15
    assert rates.told(10, "USD") == 10
    assert rates.told(10, "IDR") is None
    assert rates.without == ["IDR"]
    assert rates.used == [RATE]


AMOUNT = st.integers(0, 200).map(float)


@given(st.lists(st.tuples(AMOUNT, AMOUNT, AMOUNT, st.integers(0, 3)), min_size=1, max_size=5))
def test_whatever_is_passed_on_no_amount_is_negative_and_none_is_more_than_was_agreed(parts):
    every = [
        signed(
            agreed_on + promised,
            *([AgreedTranche(amount=agreed_on, due_on=BEFORE, received=got, received_on=BEFORE)] if got else []),
            code=f"A-{number}",
            parent=f"A-{above}" if above < number else None,
        )
        for number, (agreed_on, promised, got, above) in enumerate(parts)
    ]
    found = money_of(every, as_of=AS_OF)
    assert all(each.amount > 0 for each in found)
    for one in every:
        own = sum(each.amount for each in found if each.agreement.code == one.code and each.far is not Far.PAID)
        assert own <= one.committed + 1e-6
