"""Needs and what covers them are of the same centres; what is not known is not guessed."""

from __future__ import annotations

import datetime as dt

import pytest

from data.funding.vocabulary import SourceKind
from data.model import Quarter
from metrics.gaps import Need, Sheet, gaps, is_counted, need, sums, together, year_quarters
from metrics.money import Far, Money, rates_to
from tests.metrics.test_ledger import AS_OF, agreed

RATES = rates_to("USD", ["USD"], on=AS_OF, rates=[])
YEAR = year_quarters(2026)
TOLD = (Quarter(2025, 3), Quarter(2026, 3))


def needed(*sheets, quarters=YEAR, told=TOLD):
    found = need(sheets, quarters, told=told, old=2, rates=RATES)
    return found.amount, found.quarters, found.of_sheets


def sheet(year, number, cost=10.0, currency="USD", **more):
    return Sheet(Quarter(year, number), cost, currency, **more)


def money(amount, far=Far.PAID, centre="C-1", **more):
    return Money(agreed(facility=centre, **more), far, 2026, float(amount))


def test_a_year_needs_what_its_sheets_say_and_the_newest_stands_in_for_what_is_to_come():
    assert needed(sheet(2026, 1, 10), sheet(2026, 2, 20), sheet(2026, 3, 30)) == (3 * (10 + 20 + 30 + 30), 4, 3)
    assert needed(sheet(2026, 3, 30), quarters=year_quarters(2027)) == (360, 4, 0)
    assert needed(sheet(2026, 3, 30)) == (180, 2, 1)  # from its first sheet on
    assert needed(sheet(2026, 3, -5)) == (0, 2, 1)  # its own income pays


@pytest.mark.parametrize(
    "sheets",
    [
        [sheet(2025, 4)],  # too old: more than two quarters before the last that is told
        [sheet(2026, 3, None)],
        [sheet(2026, 3, 10, "EUR")],
        [sheet(2025, 3), sheet(2026, 3)],  # nothing told it between, and a sheet stands in for two quarters
    ],
)
def test_what_is_not_known_of_a_quarter_is_not_known_of_the_year(sheets):
    amount, quarters, _ = needed(*sheets)
    assert amount is None
    assert quarters > 0


def test_of_a_quarter_before_all_that_can_be_read_nothing_is_known():
    assert needed(sheet(2025, 3), sheet(2026, 1), quarters=year_quarters(2025))[0] is None
    assert needed(quarters=YEAR) == (0, 0, 0)


def test_a_centre_that_is_closed_or_suspended_needs_nothing():
    shut = {"state": "closed", "closed_on": dt.date(2026, 4, 20)}
    assert needed(sheet(2026, 1), sheet(2026, 2, **shut), sheet(2026, 3, None, **shut)) == (60, 2, 2)
    assert needed(sheet(2026, 1), sheet(2026, 2, None, state="suspended", spent=0.0)) == (30, 1, 1)
    assert needed(sheet(2026, 1), sheet(2026, 2, None, state="suspended"))[0] is None  # what is not told is not nothing


def test_a_fiscal_year_is_named_after_the_year_in_which_it_ends():
    assert year_quarters(2026, fiscal_year_start=7) == [Quarter(2025, 3) + number for number in range(4)]
    assert year_quarters(2026) == [Quarter(2026, 1) + number for number in range(4)]


def test_numerator_and_denominator_are_of_the_same_centres_and_too_much_pays_for_no_other():
    needs = {"C-1": Need(100.0, 4, 4), "C-2": Need(100.0, 4, 4), "C-3": Need(None, 4, 1), "C-4": Need(0.0, 0, 0)}
    moneys = [
        money(130),
        money(30, Far.COMMITTED, "C-2", source_kind=SourceKind.DISTRICT),
        money(20, Far.PAID, "C-2"),
        money(500, Far.PLEDGED, "C-2"),
        money(1000, Far.PAID, "C-3"),
        money(1000, Far.PAID, None),
        money(70, Far.PAID, "C-2", source_kind=SourceKind.IN_KIND),
    ]
    found = together(gaps(needs, moneys, rates=RATES, by=lambda code: code).values())
    assert (found.need, found.known, found.centres) == (200, 2, 3)
    assert (found.covered, found.beyond, found.unmet, found.hoped) == (150, 30, 50, 50)
    assert (found.coverage, found.covered_domestic, found.covered_foreign) == (0.75, 0.15, 0.6)
    assert found.money == {Far.PAID: 150, Far.COMMITTED: 30, Far.PLEDGED: 500, Far.LAPSED: 0}
    assert [is_counted(each, needs) for each in moneys] == [True, True, True, True, False, False, False]


def test_groups_add_up_to_the_whole_and_of_nothing_there_is_no_share():
    needs = {f"C-{number}": Need(10.0 * number, 4, 4) for number in range(5)}
    moneys = [money(7 * number, Far.PAID, f"C-{number}") for number in range(5)]
    apart = gaps(needs, moneys, rates=RATES, by=lambda code: int(code[-1]) % 2)
    whole = together(gaps(needs, moneys, rates=RATES, by=lambda _: 0).values())
    assert set(apart) == {0, 1}
    assert together(apart.values()) == whole
    assert together([]).coverage is None


def test_sums_are_told_in_one_currency_and_what_has_no_rate_is_left_out():
    found = sums([money(5), money(7, Far.PLEDGED), money(9, currency="EUR")], rates=RATES, by=lambda _: "all")
    assert found == {"all": {Far.PAID: 5, Far.COMMITTED: 0, Far.PLEDGED: 7, Far.LAPSED: 0}}
