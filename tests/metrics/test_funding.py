import dataclasses
import datetime as dt

import pytest

from data.countries import load_country
from data.model import Quarter
from metrics.centre import thresholds_of
from metrics.funding import (
    Position,
    Reason,
    Risk,
    Thresholds,
    Tranche,
    TrancheStatus,
    balance_ahead,
    cost_per_bed_night,
    occupancy,
    outlook,
)

AS_OF = dt.date(2026, 9, 30)
SHEET = Quarter(2026, 3)


def centre(cash=90.0, month=30.0, **more):
    cost = None if month is None else 3 * month
    return Position(**{"currency": "USD", "cash": cash, "quarter_cost": cost, "sheet_quarter": SHEET, **more})


def payment(amount, due, *, status="signed", source="A", until=None, **more):
    return Tranche(
        **{"amount": amount, "currency": "USD", "source": source, "status": TrancheStatus(status), **more},
        due=None if due is None else dt.date.fromisoformat(due),
        until=None if until is None else dt.date.fromisoformat(until),
    )


def look(position, *tranches, as_of=AS_OF, **more):
    return outlook(position, tranches, as_of=as_of, **more)


# Golden: the network of recovery centres of 2005-2007. USD 1.2 million from 10 June 2005, all of it for the network,
# spent evenly until the assumed day of closure; no other income.
OPENED = dt.date(2005, 6, 10)
AVERAGE_MONTH = 30.4375


def network(as_of, closure):
    """The network at a quarter's end, if the money lasts exactly through `closure` (None: 24 months as planned)."""
    months = 24 if closure is None else (closure - OPENED).days / AVERAGE_MONTH
    burn = 1_200_000 / months
    left = 1_200_000 - burn * (as_of - OPENED).days / AVERAGE_MONTH
    return Position(currency="USD", cash=left, quarter_cost=3 * burn, sheet_quarter=Quarter.of(as_of))


Q3, Q4 = dt.date(2006, 9, 30), dt.date(2006, 12, 31)
MARCH, FEBRUARY = dt.date(2007, 3, 31), dt.date(2007, 2, 28)


@pytest.mark.parametrize(
    ("closure", "as_of", "burn", "left", "months", "risk", "month_named"),
    [
        (None, Q3, 50_000, 416_427, 8.33, Risk.WATCH, (2007, 6)),
        (None, Q4, 50_000, 265_298, 5.31, Risk.AT_RISK, (2007, 6)),
        (MARCH, Q3, 55_425, 331_411, 5.98, Risk.AT_RISK, (2007, 3)),
        (MARCH, Q4, 55_425, 163_885, 2.96, Risk.CRITICAL, (2007, 3)),
        (FEBRUARY, Q3, 58_161, 288_535, 4.96, Risk.AT_RISK, (2007, 2)),
        (FEBRUARY, Q4, 58_161, 112_739, 1.94, Risk.CRITICAL, (2007, 2)),
    ],
)
def test_the_network_of_2005_to_2007(closure, as_of, burn, left, months, risk, month_named):
    found = look(network(as_of, closure), as_of=as_of)
    assert (round(found.burn), round(found.cash)) == (burn, left)
    assert found.runway_months == pytest.approx(months, abs=0.005)
    assert found.cash_out_months == found.runway_months
    assert (found.cash_out.year, found.cash_out.month) == month_named
    assert (found.risk, found.reasons[0]) == (risk, Reason.CASH_OUT)


@pytest.mark.parametrize(("closure", "gap"), [(None, 334_702), (MARCH, 501_214), (FEBRUARY, 585_191)])
def test_the_gap_of_the_network_at_the_end_of_2006(closure, gap):
    found = look(network(Q4, closure), as_of=Q4)
    assert found.gap_12m == pytest.approx(gap, abs=1)
    assert found.gap_share == pytest.approx(gap / (12 * found.net_burn), abs=1e-5)


@pytest.mark.parametrize(("as_of", "month"), [(dt.date(2026, 12, 31), 4), (AS_OF, 1), (dt.date(2024, 3, 31), 7)])
def test_the_misleading_runway(as_of, month):
    ninth_month = dt.date(as_of.year + (as_of.month + 9 > 12), (as_of.month + 8) % 12 + 1, 15).isoformat()
    found = look(centre(90, 30, sheet_quarter=Quarter.of(as_of)), payment(400, ninth_month), as_of=as_of)
    assert found.runway_months == pytest.approx(16.33, abs=0.005)
    assert (found.cash_out_months, found.cash_out.month, found.cash_out.day) == (3.0, month, 1)
    assert found.risk is Risk.AT_RISK
    assert (found.secured_12m, found.gap_12m) == (490, 0)


def test_eight_months_are_funded_and_the_ninth_is_short():
    end_of_year = dt.date(2026, 12, 31)
    position = centre(180, 30, sheet_quarter=Quarter(2026, 4))
    found = look(position, payment(60, "2027-04-10"), as_of=end_of_year)
    assert (found.cash_out_months, found.cash_out) == (8.0, dt.date(2027, 9, 1))


@pytest.mark.parametrize(
    ("cash", "risk"),
    [
        (89.999, Risk.CRITICAL),
        (90, Risk.AT_RISK),
        (179.999, Risk.AT_RISK),
        (180, Risk.WATCH),
        (359.999, Risk.WATCH),
        (360, Risk.SECURE),
    ],
)
def test_thresholds_are_met_by_the_unrounded_months(cash, risk):
    assert look(centre(cash, 30)).risk is risk


def test_where_the_risks_begin_is_the_country_s_own() -> None:
    shipped = load_country("TLS")
    own = thresholds_of(dataclasses.replace(shipped, centre_thresholds={"critical_months": 4, "watch_gap": 0.5}))
    assert thresholds_of(shipped) == Thresholds()
    assert look(centre(100)).risk is Risk.AT_RISK
    assert look(centre(100), thresholds=own).risk is Risk.CRITICAL
    assert own.at_risk_months == Thresholds().at_risk_months


def test_three_months_are_three_months_whatever_the_machine_makes_of_a_third():
    assert look(centre(0.7, None, quarter_cost=0.7)).risk is Risk.AT_RISK


def test_a_pledge_lifts_nothing_and_a_signed_agreement_does():
    pledged = look(centre(60), payment(600, "2026-11-01", status="pledged"))
    signed = look(centre(60), payment(600, "2026-11-01"))
    assert (pledged, pledged.risk) == (look(centre(60)), Risk.CRITICAL)
    assert signed.risk is Risk.SECURE


@pytest.mark.parametrize("status", ["pledged", "lapsed"])
def test_only_signed_and_scheduled_payments_are_money_to_come(status):
    assert look(centre(), payment(600, "2026-11-01", status=status)).secured_12m == 90
    assert look(centre(), payment(600, "2026-11-01", status="scheduled")).secured_12m == 690


def test_a_payment_counts_in_the_year_until_its_last_day():
    assert look(centre(), payment(10, "2027-09-30")).secured_12m == 100
    assert look(centre(), payment(10, "2027-10-01")).secured_12m == 90


def test_an_overdue_or_undated_payment_counts_for_nothing_and_is_told():
    found = look(centre(), payment(500, "2026-09-30"), payment(500, None))
    assert found.secured_12m == 90
    assert found.reasons[-2:] == (Reason.OVERDUE, Reason.UNDATED)


def test_money_that_lapses_counts_only_as_far_as_it_can_be_spent():
    found = look(centre(30), payment(600, "2026-10-01", until="2026-12-31"))
    assert (found.secured_12m, found.cash_out) == (30 + 90, dt.date(2027, 2, 1))


def test_money_that_lapses_before_it_is_due_counts_for_nothing():
    assert look(centre(), payment(600, "2027-01-10", until="2026-12-31")).secured_12m == 90


def test_a_year_paid_only_by_that_years_appropriation_is_watched():
    year_end, appropriation = dt.date(2026, 12, 31), payment(360, "2027-01-01", until="2027-12-31")
    position = centre(0, 30, sheet_quarter=Quarter(2026, 4))
    found = look(position, appropriation, as_of=year_end, thresholds=Thresholds(main_source=2))
    assert (found.cash_out_months, found.risk, found.reasons) == (12.0, Risk.WATCH, (Reason.MONEY_LAPSES,))
    assert look(dataclasses.replace(position, cash=360), appropriation, as_of=year_end).risk is Risk.SECURE


def test_a_main_source_that_ends_soon_puts_at_risk_unless_renewed():
    ends = payment(600, "2026-10-01", until="2027-03-31")
    other = payment(400, "2026-12-01", source="B")
    found = look(centre(0), ends, other)
    assert found.main_source == "B"
    carried = look(centre(0, 100), ends, other)
    assert (carried.main_source, carried.concentration, carried.risk) == ("A", 0.6, Risk.WATCH)
    alone = look(centre(0, 100), ends, dataclasses.replace(other, amount=250))
    assert (alone.concentration, alone.cash_out_months) == (600 / 850, 8.5)
    assert (alone.risk, alone.reasons[0]) == (Risk.AT_RISK, Reason.SOURCE_ENDS)
    renewed = look(centre(0, 100), ends, dataclasses.replace(other, amount=250), payment(600, "2027-04-01"))
    assert Reason.SOURCE_ENDS not in renewed.reasons


def test_a_large_gap_is_watched_even_far_from_the_end():
    late_help = Thresholds(watch_months=6)
    assert look(centre(269), thresholds=late_help).risk is Risk.WATCH
    assert look(centre(270), thresholds=late_help).risk is Risk.WATCH
    assert look(centre(271), thresholds=late_help).risk is Risk.SECURE


def test_own_income_lowers_the_burn():
    found = look(centre(90, 30, own_income=45.0))
    assert (found.burn, found.net_burn, found.cash_out_months) == (30, 15, 6.0)


def test_a_centre_that_lives_on_its_own_income_has_no_cash_out_and_says_so():
    found = look(centre(90, 30, own_income=90.0))
    assert (found.risk, found.cash_out, found.runway_months, found.gap_share) == (Risk.SECURE, None, None, None)
    assert found.reasons == (Reason.OWN_INCOME_PAYS,)


@pytest.mark.parametrize(
    ("position", "reason"),
    [
        (centre(None), Reason.NO_CASH),
        (centre(float("nan")), Reason.NO_CASH),
        (centre(90, None), Reason.NO_COST),
        (centre(90, 0, residents=4), Reason.ZERO_COST),
        (centre(90, 0), Reason.ZERO_COST),
        (centre(sheet_quarter=None), Reason.NO_SHEET),
        (centre(sheet_quarter=Quarter(2025, 4)), Reason.OLD_SHEET),
    ],
)
def test_nothing_is_guessed_from_what_is_not_known(position, reason):
    found = look(position, payment(10_000, "2026-10-01"))
    assert (found.risk, found.reasons) == (Risk.UNKNOWN, (reason,))
    assert (found.runway_months, found.cash_out, found.secured_12m, found.gap_12m) == (None, None, None, None)


def test_a_sheet_two_quarters_old_still_counts_to_the_day():
    old = centre(1000, sheet_quarter=Quarter(2026, 1))
    assert look(old).risk is not Risk.UNKNOWN
    assert look(old, as_of=dt.date(2026, 10, 1)).risk is Risk.UNKNOWN


def test_cash_is_carried_forward_from_its_sheet():
    found = look(centre(200, sheet_quarter=Quarter(2026, 2)))
    assert (found.cash, found.cash_out_months) == (110, pytest.approx(110 / 30))
    assert Reason.CARRIED_FORWARD in found.reasons
    assert look(centre(60, sheet_quarter=Quarter(2026, 2))).cash_out == dt.date(2026, 10, 1)


@pytest.mark.parametrize(
    ("received_on", "cash"),
    [(None, 110), (dt.date(2026, 6, 30), 110), (dt.date(2026, 7, 1), 160), (dt.date(2026, 10, 5), 110)],
)
def test_money_received_after_the_cash_was_counted_is_added_once(received_on, cash):
    received = payment(50, "2026-07-01", status="received", received_on=received_on)
    assert look(centre(200, sheet_quarter=Quarter(2026, 2)), received).cash == cash


def test_a_payment_known_to_have_come_later_counts_on_that_day():
    received = payment(50, "2026-07-01", status="received", received_on=dt.date(2026, 10, 5))
    assert look(centre(90), received).secured_12m == 140


def test_a_closed_centre_has_nothing_ahead():
    found = look(centre(closed_on=AS_OF, closure_notice_on=AS_OF))
    assert (found.risk, found.reasons, found.cash_out) == (Risk.CLOSED, (Reason.CLOSED,), None)
    assert look(centre(closed_on=dt.date(2026, 10, 1))).risk is Risk.AT_RISK


@pytest.mark.parametrize("bed_nights", [None, 0, float("nan")])
def test_a_centre_said_to_be_suspended_without_bed_nights_is(bed_nights):
    assert look(centre(suspended=True, bed_nights=bed_nights)).risk is Risk.SUSPENDED


def test_a_centre_where_people_slept_is_not_suspended():
    assert look(centre(suspended=True, bed_nights=12)).risk is Risk.AT_RISK


@pytest.mark.parametrize("cash", [100_000, None])
def test_a_notice_of_closure_makes_critical_whatever_the_money(cash):
    found = look(centre(cash, closure_notice_on=AS_OF))
    assert (found.risk, found.reasons[0]) == (Risk.CRITICAL, Reason.CLOSURE_NOTICE)
    assert look(centre(100_000, closure_notice_on=dt.date(2026, 10, 1))).risk is Risk.SECURE


def test_amounts_of_two_currencies_are_not_added():
    with pytest.raises(ValueError, match="EUR, USD"):
        look(centre(), payment(5, "2026-11-01", status="pledged", currency="EUR"))


def test_negative_money_is_refused():
    with pytest.raises(ValueError, match="negative"):
        look(centre(-1))


def test_cost_per_bed_night():
    assert cost_per_bed_night(centre(month=30, bed_nights=45)) == 2
    assert cost_per_bed_night(centre(month=30, bed_nights=0)) is None
    assert cost_per_bed_night(centre(month=None, bed_nights=45)) is None


def test_occupancy_knows_the_days_of_its_quarter():
    assert occupancy(centre(beds=10, bed_nights=460)) == 0.5
    assert occupancy(centre(beds=1, bed_nights=184)) == 2
    assert occupancy(centre(beds=0, bed_nights=0)) is None
    assert occupancy(centre(beds=10)) is None


@pytest.mark.parametrize(
    "stopped", [{"closed_on": AS_OF}, {"suspended": True}, {"cash": None}, {"month": None}, {"sheet_quarter": None}]
)
def test_where_nothing_is_reckoned_no_balance_is_drawn(stopped):
    assert balance_ahead(centre(**stopped), [], as_of=AS_OF) == ()


def test_a_payment_on_the_very_first_day_comes_to_what_was_in_hand() -> None:
    day = AS_OF + dt.timedelta(days=1)
    line = balance_ahead(centre(), [payment(400, day.isoformat())], as_of=AS_OF, months=12)
    in_hand = outlook(centre(), [], as_of=AS_OF).cash
    assert line[:2] == ((day, in_hand), (day, in_hand + 400))


def test_the_balance_of_the_misleading_case():
    line = balance_ahead(centre(), [payment(400, "2027-07-01")], as_of=AS_OF, months=12)
    assert line == (
        (dt.date(2026, 10, 1), 90),
        (dt.date(2027, 1, 1), 0),
        (dt.date(2027, 7, 1), 0),
        (dt.date(2027, 7, 1), 400),
        (dt.date(2027, 10, 1), 310),
    )
