"""What an amount would change, from centres to words: conversion, conditions, what is left out, what is said."""

import dataclasses
import datetime as dt

import pytest

from data.countries import load_country
from data.funding.vocabulary import CostKind, ExchangeRate
from data.model import Quarter
from metrics.allocation import Impossible
from metrics.amounts import Aim
from metrics.centre import Position, Thresholds, Tranche, TrancheStatus
from metrics.funding import outlook
from pages.parts import what_if, what_if_asked, what_if_tables, what_if_told
from pages.parts.released_centres import Centre
from pages.parts.shown import NO_BREAK, Voice
from pages.parts.what_if_asked import Asked
from pages.parts.what_if_source import Beside

QUARTER = Quarter(2026, 3)
COUNTRY = load_country("TLS")
VOICE = Voice("en", "USD")
RATE = ExchangeRate(currency="USD", in_currency="IDR", dated=dt.date(2026, 9, 1), rate=16_000, source="the bank")


def centre(code, place, *payments, kind="recovery_centre", name="", **told):
    usual = {"cash": 3000, "quarter_cost": 3000, "beds": 10, "sheet_quarter": QUARTER, "currency": "USD"}
    position = Position(**usual | told)
    ahead = outlook(position, payments, as_of=QUARTER.last_day)
    return Centre(code, name or f"House {code}", kind, "ngo", COUNTRY.places[place], position, payments, ahead)


NEAR = centre("near", "TL01")  # three months, then a thousand a month
BRIDGED = centre("bridged", "TL02", Tranche(50_000, "USD", "A", TrancheStatus.SIGNED, dt.date(2027, 3, 1)), beds=20)
SHELTER = centre("shelter", "TL02", kind="shelter", cash=0)


def ask(*centres, beside=None, **asked):
    told = Asked(QUARTER, **{"amount": 3000, "currency": "USD"} | asked)
    return what_if.answer(told, centres=centres, beside=beside or Beside(), country=COUNTRY, thresholds=Thresholds())


def given(answer):
    return {share.code: share.amount for share in answer.proposal.outcome.shares if share.amount}


def test_a_gap_before_a_signed_payment_is_bridged_and_carries_to_the_end():
    answer = ask(NEAR, BRIDGED)
    assert given(answer) == {"bridged": 2000, "near": 1000}
    assert answer.last == dt.date(2027, 9, 30)
    case = next(each for each in answer.cases if each.centre is BRIDGED)
    assert (answer.gone(case, 0), answer.gone(case, 2000)) == (dt.date(2027, 1, 1), dt.date(2031, 5, 1))
    assert what_if_told.headline(answer, VOICE).replace(NO_BREAK, " ") == (
        "With USD 3,000, 1 of 2 centres would be open to the end of September 2027 instead of 0: "
        "5,770 more bed-nights, 10 more months of centres."
    )


def test_amounts_are_converted_at_the_newest_rate_and_rounded_up():
    abroad = centre("abroad", "TL01", currency="IDR", cash=0, quarter_cost=30_000_001)
    answer = ask(abroad, beside=Beside(rates=(RATE,)), months=1, amount=626)
    assert given(answer) == {"abroad": 626}  # 10,000,000 and a third, by 16,000
    assert answer.rates == (RATE,)
    assert "USD 1 = IDR 16,000 on 1 September 2026 (the bank)." in what_if_told.notes(answer, VOICE)
    assert given(ask(abroad, beside=Beside(rates=(RATE,)), months=1, amount=625)) == {}
    later = dataclasses.replace(RATE, dated=dt.date(2027, 3, 1), rate=10_000)
    assert given(ask(abroad, beside=Beside(rates=(RATE, later)), months=1)) == {"abroad": 1001}


def test_what_cannot_be_reckoned_with_is_counted_and_told_why():
    centres = [
        NEAR,
        centre("shut", "TL01", closed_on=dt.date(2026, 8, 1)),
        centre("unclear", "TL01", cash=None),
        centre("abroad", "TL01", currency="IDR"),
    ]
    told = what_if_told.notes(ask(*centres), VOICE)
    assert told[:4] == [
        "1 of 4 centres are reckoned with.",
        "Closed or suspended: 1.",
        "Cost or cash not known, or too old: 1.",
        "In a currency for which no rate is known: 1.",
    ]


@pytest.mark.parametrize(
    ("bound", "codes"),
    [
        ("centre:bridged", {"bridged"}),
        ("kind:shelter", {"shelter"}),
        ("pillar:protection", {"near", "bridged", "shelter"}),
        ("pillar:policy", set()),
    ],
)
def test_money_goes_only_where_it_is_bound_to(bound, codes):
    answer = ask(NEAR, BRIDGED, SHELTER, bound=bound, amount=100_000)
    assert given(answer).keys() == codes
    assert any("Protection" in each for each in what_if_told.notes(answer, VOICE)) == (bound == "pillar:policy")


def test_money_for_food_keeps_a_centre_open_as_far_as_other_money_pays_the_rest():
    beside = Beside(costs={"near": {CostKind.FOOD: (200.0, "USD")}})
    answer = ask(NEAR, SHELTER, beside=beside, bound="line:food", amount=100_000)
    assert (
        given(answer) == {}
    )  # the fourth month lacks a thousand, of which food is two hundred a month since the first
    richer = Beside(costs={"near": {CostKind.FOOD: (400.0, "USD")}})
    assert given(ask(NEAR, SHELTER, beside=richer, bound="line:food", amount=100_000)) == {"near": 2000}


def test_a_floor_that_cannot_hold_says_so_and_what_follows_is_without_it():
    answer = ask(NEAR, BRIDGED, floor=1, amount=3000)
    assert isinstance(answer.found, Impossible)
    told = [each.replace(NO_BREAK, " ") for each in what_if_told.refusal(answer, COUNTRY, VOICE)]
    assert told == [
        "Ainaro: at least 1 centres open at the end: this cannot be met. It alone needs USD 9,000.",
        "With USD 11,000 all conditions are met.",
        "What follows is the best allocation without the conditions on open centres.",
    ]
    assert given(answer) == {"bridged": 2000, "near": 1000}
    assert [each.name for each in answer.proposal.outcome.unheld] == ["TL01"]
    assert what_if_told.refusal(ask(NEAR, BRIDGED, floor=1, amount=11_000), COUNTRY, VOICE) == []


def test_a_group_is_served_only_by_those_of_which_it_is_known():
    beside = Beside(serves={"near": ("women", "boys")})
    answer = ask(NEAR, BRIDGED, beside=beside, groups=(("boys", 2),), amount=100_000)
    told = what_if_told.refusal(answer, COUNTRY, VOICE)
    assert "At most 1 of these centres" in told[0]
    assert (
        "Whom a centre takes is known of 1 of 2; the others count towards no condition on a group."
        in what_if_told.notes(answer, VOICE)
    )
    assert given(ask(NEAR, BRIDGED, beside=beside, groups=(("boys", 1),), amount=9000)) == {"near": 9000}
    men = what_if_told.refusal(ask(NEAR, beside=beside, groups=(("men", 1),)), COUNTRY, VOICE)
    assert (
        men[0]
        == "At least 1 centres that take men open at the end: this cannot be met. No such centre is in the calculation."
    )


def test_the_reader_s_own_choice_stands_beside_the_proposal_evaluated_the_same_way():
    answer = ask(NEAR, BRIDGED, own=(("near", 2500), ("bridged", 900)))
    table = what_if_tables.shares(answer, VOICE).as_frame()
    assert list(table.iloc[:, -2]) == ["0", "2", "2"]
    assert "District or province" not in table
    assert len(what_if_tables.shares(answer, VOICE, whole=True).columns) == 10
    compared = what_if_tables.comparison(answer, VOICE).as_frame()
    assert [each.replace(NO_BREAK, " ") for each in compared.iloc[1]][1:] == ["", "USD 0", "USD 400 too much"]


def test_what_an_own_choice_does_not_keep_is_said():
    unclear = centre("unclear", "TL01", cash=None)
    own = (("near", 2500), ("bridged", 10), ("unclear", 70))
    answer = ask(NEAR, BRIDGED, unclear, own=own, floor=1, most=2000, least=100, bound="centre:near")
    assert what_if_told.own_faults(answer, COUNTRY, VOICE) == [
        "Of your choice these are left out, because they cannot be reckoned with: House unclear.",
        "The money is not bound to these of your choice: House bridged.",
        "These get more in your choice than the most for one centre: House near.",
        "These get less in your choice than the least: House bridged.",
        "With your choice these are not met: Ainaro: at least 1 centres open at the end; "
        f"{COUNTRY.places['TL02'].name}: at least 1 centres open at the end.",
    ]


def test_a_centre_without_known_beds_says_so_in_place_of_a_number():
    answer = ask(centre("bare", "TL01", beds=None), aim=Aim.CENTRE_MONTHS)
    assert what_if_tables.shares(answer, VOICE).as_frame().iloc[0, -1] == "not known"
    assert "Of 1 the beds were not reported" in " ".join(what_if_told.notes(answer, VOICE))


def test_what_is_asked_goes_into_an_address_and_comes_back():
    asked = Asked(
        QUARTER,
        5000,
        "IDR",
        7,
        Aim.CENTRE_MONTHS,
        floor=2,
        provinces=("TL01", "TL02"),
        groups=(("women", 3), ("boys", 1)),
        bound="line:food",
        most=900,
        least=10,
        own=(("TL01-C1", 70), ("TL02-C1", 0)),
    )
    assert what_if_asked.read(asked.address, quarter=QUARTER + 1, amount=1, currency="USD") == asked


@pytest.mark.parametrize("wrong", ["-5", "1e9", "½", "x", "9" * 30])
def test_nonsense_in_an_address_is_as_usual(wrong):
    told = dict.fromkeys(("quarter", "amount", "months", "aim", "floor", "women", "bound", "most", "own"), wrong)
    usual = Asked(QUARTER, 250, "USD")
    assert what_if_asked.read(told, quarter=QUARTER, amount=250, currency="USD") == usual
    assert dataclasses.replace(usual, bound="line:gold").address["bound"] == "line:gold"
    gold = what_if_asked.read({"bound": "line:gold"}, quarter=QUARTER, amount=250, currency="USD")
    assert gold.bound == ""
