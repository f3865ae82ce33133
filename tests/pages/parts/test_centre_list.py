import dataclasses
import datetime as dt

import pytest

from data.words import words
from metrics.centre import Reason, Risk, Thresholds
from pages.parts import centre_list
from pages.parts.shown import Voice
from tests.pages.parts.centres import AS_OF, MISLEADING, SHEET, centre, payment

ENGLISH, INDONESIAN = Voice("en", "USD"), Voice("id", "IDR")
THRESHOLDS = Thresholds()


def reasons(found, voice=ENGLISH):
    return centre_list.reasons(found, THRESHOLDS, voice)


def row(found):
    [cells] = centre_list.rows([found], ENGLISH).to_dict("records")
    return {name: text.replace("\N{NO-BREAK SPACE}", " ") for name, text in cells.items()}


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_risk_reason_stage_and_way_to_count_has_words(language):
    known = words(language)
    assert {f"centres.risk.{risk.value}" for risk in Risk} <= set(known)
    assert {f"centres.reasons.{reason.value}" for reason in Reason} <= set(known)
    assert set(centre_list.SIGNS) == set(Risk)
    assert len(set(centre_list.SIGNS.values())) == len(Risk)


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("voice", [ENGLISH, INDONESIAN])
def test_every_reason_can_be_told(reason, voice):
    ahead = dataclasses.replace(MISLEADING.ahead, reasons=(reason,))
    told = reasons(dataclasses.replace(MISLEADING, ahead=ahead), voice)
    assert told[0].endswith(".")
    assert "{" not in told[0]


def test_the_misleading_case_says_that_the_money_comes_too_late():
    assert reasons(MISLEADING) == [
        "The money is gone in January 2027, 3.0 months from now.",
        "If all its money were there at once it would last 16.3 months; but it comes too late for that.",
    ]


def test_a_centre_whose_year_is_secured_says_so():
    assert reasons(centre(cash=900)) == ["The money is secured for the year to come."]


@pytest.mark.parametrize(("number", "told"), [(2.96, "2.9"), (5.98, "5.9"), (3.0, "3.0"), (None, "not known")])
def test_months_are_never_rounded_over_a_threshold(number, told):
    assert centre_list.months(number, ENGLISH) == told


def test_a_row_of_the_table():
    assert row(MISLEADING) == {
        "Status": "◆ at risk",
        "Centre": "House <A>",
        "District": "Place",
        "Money gone in": "January 2027",
        "Months left": "3.0",
        "Cost a month": "USD 30",
        "Secured, 12 months": "USD 490",
        "Beds": "10",
        "Residents": "7",
    }


def test_what_is_not_known_says_so_and_is_not_zero():
    told = row(centre(cash=None, beds=None, residents=None))
    assert {told[name] for name in ("Money gone in", "Secured, 12 months", "Beds", "Residents")} == {"not known"}
    assert told["Cost a month"] == "USD 30"
    assert told["Months left"] == ""


def test_a_closed_centre_has_no_figures():
    told = row(centre(closed_on=AS_OF))
    assert (told["Status"], told["Money gone in"]) == ("× closed", "closed")  # noqa: RUF001 - the sign
    assert {told[name] for name in ("Months left", "Cost a month", "Secured, 12 months", "Beds", "Residents")} == {""}


def test_a_centre_that_pays_for_itself_has_no_end():
    assert row(centre(own_income=90.0))["Money gone in"] == "own income pays"


def test_bars_are_of_centres_whose_end_can_be_told():
    found = centre_list.bars([MISLEADING, centre(cash=None), centre(cash=900)], ENGLISH)
    assert [(bar.months, bar.brief) for bar in found] == [(3.0, "◆ 3.0 months"), (30.0, "■ 30.0 months")]
    assert found[0].said.replace("\N{NO-BREAK SPACE}", " ") == "3.0 months, January 2027 · ◆ at risk"


def test_the_line_is_of_two_years_unless_nothing_is_left_in_the_second():
    assert centre_list.line(MISLEADING, AS_OF, THRESHOLDS)[-1][0] == dt.date(2028, 10, 1)
    assert centre_list.line(centre(), AS_OF, THRESHOLDS)[-1] == (dt.date(2027, 10, 1), 0)
    assert centre_list.line(centre(cash=None), AS_OF, THRESHOLDS) == ()


def test_payments_that_count_stand_on_the_line_with_the_balance_after_them():
    goods = payment(9, "2027-07-01", in_kind=True)
    found = centre(payment(400, "2027-07-01"), payment(50, "2026-12-01", status="pledged"), goods)
    [told] = centre_list.payments_on(centre_list.line(found, AS_OF, THRESHOLDS), found, ENGLISH)
    assert (told.day, told.balance, told.said) == (dt.date(2027, 7, 1), 400, "USD 400, A, 1 July 2027")


@pytest.mark.parametrize(
    ("paid", "how"),
    [
        (payment(1, "2027-01-01"), "to_come"),
        (payment(1, "2027-01-01", status="scheduled"), "to_come"),
        (payment(1, "2026-09-30"), "overdue"),
        (payment(1, None), "undated"),
        (payment(1, "2027-01-01", status="pledged"), "not_counted"),
        (payment(1, "2027-01-01", status="lapsed"), "not_counted"),
        (payment(1, "2027-01-01", until=dt.date(2026, 12, 31)), "not_counted"),
        (payment(1, "2026-07-01", status="received"), "in_cash"),
    ],
)
def test_how_a_payment_enters_the_reckoning(paid, how):
    assert centre_list.counts(paid, AS_OF) == how
    with_it, without = centre(paid), centre()
    assert (with_it.ahead.secured_12m > without.ahead.secured_12m) is (how == "to_come")
    assert f"centres.counts_as.{how}" in words("en")


def test_payments_are_listed_by_their_day_and_those_without_one_last():
    abroad = payment(2, "2027-03-01", told_from=(1.0, "EUR", AS_OF))
    found = centre(payment(1, None), abroad, payment(3, "2026-12-01", source="B"))
    listed = centre_list.payment_rows(found, AS_OF, ENGLISH)
    told = [amount.replace("\N{NO-BREAK SPACE}", " ") for amount in listed["Amount"]]
    assert told == ["USD 3", "USD 2 (EUR 1, at the rate of 30 September 2026)", "USD 1"]
    assert listed["Due"].tolist() == ["1 December 2026", "1 March 2027", "not known"]


def test_a_sheet_that_was_carried_forward_is_named():
    found = centre(cash=900, sheet_quarter=SHEET - 1)
    assert "The sheet is of Q2 2026; its cash was carried forward to the day." in reasons(found)
