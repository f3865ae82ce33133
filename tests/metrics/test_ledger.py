"""What of each agreement counts on a day: five stages, once, in one currency."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from data.funding.vocabulary import AgreedTranche, Agreement, ExchangeRate, Instrument, SourceKind, Stage
from metrics.centre import Risk, TrancheStatus
from metrics.funding import outlook
from metrics.ledger import (
    amounts,
    convert,
    fiscal_year_end,
    in_currency,
    kept,
    of_centres,
    standing,
    tranches_of,
    unused,
)
from tests.metrics.test_funding import centre

AS_OF = dt.date(2026, 9, 30)
BEFORE, AFTER = dt.date(2026, 6, 1), dt.date(2026, 11, 1)


def agreed(code="A-1", **more):
    told = {"source": "Partner A", "source_kind": SourceKind.DONOR, "instrument": Instrument.GRANT, "currency": "USD"}
    return Agreement(**told | {"code": code, "evidence": "Letter 1", "evidence_on": BEFORE} | more)


def signed(amount, *tranches, **more):
    return agreed(committed=amount, signed_on=BEFORE, tranches=tranches, **more)


def due(amount, day=AFTER, **more):
    return AgreedTranche(amount=amount, due_on=day, **more)


def told(found):
    return [(each.amount, each.status.value, each.due, each.until) for each in found]


def test_the_five_stages_are_five_amounts_each_from_its_day_on():
    one = agreed(
        planned=500, planned_on=dt.date(2026, 1, 1), pledged=400, pledged_on=dt.date(2026, 2, 1), committed=300,
        signed_on=dt.date(2026, 3, 1), spent=50, spent_on=dt.date(2026, 8, 1),
        tranches=(due(100, dt.date(2026, 4, 1), received=90, received_on=dt.date(2026, 5, 1)), due(200)),
    )  # fmt: skip
    assert list(amounts(one, as_of=AS_OF).values()) == [500, 400, 300, 90, 50]
    assert list(amounts(one, as_of=dt.date(2026, 4, 30)).values()) == [500, 400, 300, None, None]
    assert set(amounts(one, as_of=dt.date(2025, 12, 31)).values()) == {None}


def test_what_is_not_signed_on_the_day_is_a_promise_or_nothing():
    later = agreed(pledged=100, pledged_on=BEFORE, committed=100, signed_on=AFTER, tranches=(due(100),))
    assert told(tranches_of(later, as_of=AS_OF)) == [(100, "pledged", AFTER, None)]
    assert told(tranches_of(later, as_of=AFTER)) == [(100, "signed", AFTER, None)]
    assert tranches_of(agreed(planned=100, planned_on=BEFORE), as_of=AS_OF) == ()
    assert tranches_of(later, as_of=dt.date(2026, 1, 1)) == ()


def test_what_was_signed_without_a_day_is_a_payment_without_a_day():
    assert told(tranches_of(signed(100, due(60)), as_of=AS_OF)) == [
        (60, "signed", AFTER, None),
        (40, "signed", None, None),
    ]


def test_a_promise_of_which_a_part_was_signed_is_outstanding_for_the_rest():
    one = signed(60, due(60), pledged=100, pledged_on=BEFORE)
    assert told(tranches_of(one, as_of=AS_OF)) == [(60, "signed", AFTER, None), (40, "pledged", None, None)]


def test_a_part_that_is_only_pledged_takes_nothing_off_what_is_signed():
    whole, part = signed(100, due(100)), agreed("A-2", parent="A-1", pledged=40, pledged_on=BEFORE, facility="C-1")
    held = kept([whole, part], as_of=AS_OF)
    assert [held[code][stage] for code in ("A-1", "A-2") for stage in (Stage.COMMITTED, Stage.PLEDGED)] == [
        *(100, None),
        *(None, 40),
    ]
    both = kept([whole, replace(part, committed=40, signed_on=BEFORE)], as_of=AS_OF)
    assert [both[code][Stage.COMMITTED] for code in ("A-1", "A-2")] == [60, 40]


def test_of_a_payment_that_came_in_part_the_rest_is_still_to_come():
    one = signed(100, due(100, received=70, received_on=dt.date(2026, 8, 1)))
    assert told(tranches_of(one, as_of=AS_OF)) == [(70, "received", AFTER, None), (30, "signed", AFTER, None)]


def test_what_was_called_off_is_to_come_no_longer():
    one = signed(100, due(100), cancelled_on=AS_OF)
    assert [each.status for each in tranches_of(one, as_of=AS_OF)] == [TrancheStatus.LAPSED]
    assert [each.status for each in tranches_of(one, as_of=dt.date(2026, 9, 29))] == [TrancheStatus.SIGNED]


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [("2026-09-30", 1, "2026-12-31"), ("2026-03-31", 4, "2026-03-31"), ("2026-04-01", 4, "2027-03-31")],
)
def test_a_fiscal_year_ends(day, start, end):
    assert fiscal_year_end(dt.date.fromisoformat(day), fiscal_year_start=start).isoformat() == end


def test_an_appropriation_lapses_with_its_fiscal_year_and_a_grant_with_its_last_day():
    money = {"source_kind": SourceKind.NATIONAL, "instrument": Instrument.APPROPRIATION}
    year_end, grant_end = dt.date(2026, 12, 31), dt.date(2027, 5, 31)
    assert tranches_of(signed(60, due(60), **money, ends_on=grant_end), as_of=AS_OF)[0].until == year_end
    assert tranches_of(signed(60, due(60), **money), as_of=AS_OF, fiscal_year_start=4)[0].until.month == 3
    assert tranches_of(signed(60, due(60), ends_on=grant_end), as_of=AS_OF)[0].until == grant_end


def test_allocated_but_unused_is_told_once_the_year_is_over():
    money = {"source_kind": SourceKind.NATIONAL, "instrument": Instrument.APPROPRIATION}
    one = signed(2500, **money, spent=0, spent_on=dt.date(2027, 1, 20))
    assert unused(one, as_of=AS_OF) is None
    assert unused(one, as_of=dt.date(2027, 1, 20)) == 2500
    assert unused(signed(2500, **money), as_of=dt.date(2027, 1, 20)) is None


def test_money_that_is_passed_on_is_counted_once():
    whole = signed(1000, code="P")
    parts = [signed(300, code="C1", parent="P", facility="F1"), signed(500, code="C2", parent="P")]
    held = {code: stages[Stage.COMMITTED] for code, stages in kept([whole, *parts], as_of=AS_OF).items()}
    assert held == {"P": 200, "C1": 300, "C2": 500}
    deeper = signed(100, code="G", parent="C1")
    held = {code: stages[Stage.COMMITTED] for code, stages in kept([deeper, *parts, whole], as_of=AS_OF).items()}
    assert (sum(held.values()), held["C1"]) == (1000, 200)


def test_the_rest_of_a_part_that_was_called_off_is_held_above_again():
    whole = signed(1000, code="P", facility="F0")
    came = due(400, dt.date(2026, 7, 1), received=100, received_on=dt.date(2026, 7, 1))
    part = signed(400, came, code="C", parent="P", facility="F1", cancelled_on=AS_OF, pledged=500, pledged_on=BEFORE)

    def held(day):
        return [stages[Stage.COMMITTED] for stages in kept([whole, part], as_of=day).values()]

    assert held(AS_OF) == [900, 100]
    assert held(AS_OF - dt.timedelta(days=1)) == [600, 400]
    paid = of_centres([whole, part], as_of=AS_OF)
    assert told(paid["F0"]) == [(900, "signed", None, None)]
    assert told(paid["F1"])[:2] == [(100, "received", came.due_on, None), (300, "lapsed", came.due_on, None)]
    assert standing(part, as_of=AS_OF)[Stage.PLEDGED] == 100
    assert amounts(part, as_of=AS_OF)[Stage.COMMITTED] == 400


def test_a_part_in_another_currency_is_taken_off_at_a_dated_rate_or_stays_above():
    rate = ExchangeRate(currency="USD", in_currency="IDR", dated=BEFORE, rate=16_000, source="Central bank")
    pair = [signed(1000, code="P"), signed(1_600_000, code="C", parent="P", currency="IDR")]
    told_at = kept(pair, as_of=AS_OF, rates=[rate])
    assert (told_at["P"][Stage.COMMITTED], told_at["C"][Stage.COMMITTED]) == (900, 1_600_000)
    unknown = kept(pair, as_of=AS_OF)
    assert (unknown["P"][Stage.COMMITTED], unknown["C"][Stage.COMMITTED]) == (1000, None)


def test_conversion_takes_the_newest_rate_up_to_the_day_of_either_direction():
    rates = [
        ExchangeRate(currency="USD", in_currency="IDR", dated=dt.date(2026, 3, 31), rate=16_000, source="B"),
        ExchangeRate(currency="IDR", in_currency="USD", dated=dt.date(2026, 6, 30), rate=1 / 15_000, source="B"),
        ExchangeRate(currency="USD", in_currency="IDR", dated=dt.date(2026, 12, 31), rate=17_000, source="B"),
    ]
    found = convert(2, "USD", "IDR", on=AS_OF, rates=rates)
    assert (found.amount, found.rate.dated) == (pytest.approx(30_000), dt.date(2026, 6, 30))
    assert convert(2, "USD", "IDR", on=dt.date(2026, 4, 1), rates=rates).amount == 32_000
    assert convert(2, "USD", "IDR", on=dt.date(2026, 1, 1), rates=rates) is None
    assert convert(2, "EUR", "IDR", on=AS_OF, rates=rates) is None


def test_a_centre_has_the_payments_of_its_agreements_less_what_is_passed_on():
    whole = signed(1000, due(400), due(600, dt.date(2027, 1, 1)), code="P", facility="F1")
    passed = signed(250, due(250), code="C", parent="P", facility="F2")
    found = of_centres([whole, passed, signed(9, code="N")], as_of=AS_OF)
    assert {code: [each.amount for each in paid] for code, paid in found.items()} == {"F1": [300, 450], "F2": [250]}


def test_a_payment_in_another_currency_counts_at_its_rate_and_says_so():
    rate = ExchangeRate(currency="EUR", in_currency="USD", dated=BEFORE, rate=1.2, source="B")
    paid = of_centres([signed(500, due(500), facility="F", currency="EUR")], as_of=AS_OF)["F"]
    (one,) = in_currency(paid, "USD", on=AS_OF, rates=[rate])
    assert (one.amount, one.currency, one.told_from) == (600, "USD", (500, "EUR", BEFORE))
    assert list(in_currency(paid, "USD", on=AS_OF, rates=[])) == [None]


def test_a_signed_agreement_lifts_the_status_and_neither_a_pledge_nor_goods_do():
    def risk(one):
        return outlook(centre(60), of_centres([one], as_of=AS_OF).get("F", ()), as_of=AS_OF).risk

    assert risk(agreed(facility="F", pledged=600, pledged_on=BEFORE, tranches=(due(600),))) is Risk.CRITICAL
    assert risk(signed(600, due(600), facility="F")) is Risk.SECURE
    assert risk(signed(600, due(600), facility="F", instrument=Instrument.IN_KIND)) is Risk.CRITICAL
    came = due(600, BEFORE, received=600, received_on=AS_OF)
    old = centre(60, sheet_quarter=centre().sheet_quarter - 1)
    goods = signed(600, came, facility="F", source_kind=SourceKind.IN_KIND)
    assert outlook(old, of_centres([goods], as_of=AS_OF)["F"], as_of=AS_OF).cash == 0


def test_a_part_without_a_rate_counts_with_the_agreement_above_and_nowhere_else():
    above = signed(300, facility="C-1")
    part = signed(1_000_000, code="A-2", parent="A-1", currency="IDR", facility="C-2")
    assert {code: [each.amount for each in paid] for code, paid in of_centres([above, part], as_of=AS_OF).items()} == {
        "C-1": [300]
    }
