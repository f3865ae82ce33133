"""Which centre closes, and when: burn, secured money, runway, the moment the cash is gone, gap and risk.

Commitment, disbursement and expenditure are three figures, never one; a pledge is not money, a signed agreement is.

* *Burn* is the last closed quarter's operating cash cost by three (the mean of its months); *net burn* is what of it
  the centre's own income does not cover.
* *Secured* within some months is the cash in hand and every signed or scheduled payment due in them. Pledges weigh 0;
  so do payments overdue or without a day, until somebody says when they come.
* Money with a last day (an appropriation lapses when the fiscal year ends) counts only as far as it can be spent by
  that day; the centre is taken to spend first what ends first. Cash in hand is taken to stay.
* *Cash-out* is the exact moment at which the cash, spent evenly, with payments on their days, is gone. It decides the
  risk. The *runway* knows no dates: with 90 in hand, 30 a month and 400 due in the ninth month it says 16 months, while
  the money is gone after three.
* Cash is as old as its sheet. For a later day it is carried forward: less the net burn since, plus what was received
  since; not below zero.
* A cost of zero is no endless runway: nothing is known then.

Every amount handed in must be of one currency; what is in another is converted before, at a dated rate.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction

from metrics.balance import Inflow, course, day_at
from metrics.centre import Outlook, Position, Reason, Risk, Thresholds, Tranche, TrancheStatus
from metrics.secured import YEAR, Money, exact, reckon

__all__ = [
    "Outlook",
    "Position",
    "Reason",
    "Risk",
    "Thresholds",
    "Tranche",
    "TrancheStatus",
    "balance_ahead",
    "cost_per_bed_night",
    "occupancy",
    "outlook",
    "reckoned",
]

_DEFAULT = Thresholds()
_Verdict = tuple[Risk, Reason]


def outlook(
    position: Position, tranches: Sequence[Tranche], *, as_of: dt.date, thresholds: Thresholds = _DEFAULT
) -> Outlook:
    """Tell what lies ahead of a centre at the end of a day.

    The rules in their order, the first that holds being the risk: closed; suspended; critical by a formal notice of
    closure; unknown, where sheet, cash or cost are missing, the sheet is too old or the cost zero; critical, at risk or
    to be watched by the months to cash-out (compared unrounded); at risk where a main source ends soon and is not
    renewed; to be watched where much of the year's need is uncovered, or where the year is paid only by money that
    lapses within it; else secure.

    Args:
        position: the newest facility sheet known at the day.
        tranches: the payments agreed for the centre, of whatever status.
        as_of: the day, usually the last of a quarter.
        thresholds: where the risks begin.

    Raises:
        ValueError: if amounts are of several currencies, or negative.
    """
    currencies = {position.currency, *(tranche.currency for tranche in tranches)}
    if len(currencies) > 1:
        raise ValueError(f"amounts of several currencies cannot be added: {', '.join(sorted(currencies))}")
    stopped = list(_stopped(position, as_of))
    unknown = [] if stopped else list(_unknown(position, as_of, thresholds))
    money = None if stopped or unknown else reckon(position, tranches, as_of=as_of)
    judged = sorted(_judged(money, thresholds), key=_severity) if money else []
    verdicts = stopped or [*_noticed(position, as_of), *unknown, *judged]
    return _told(position, money, as_of=as_of, verdicts=verdicts)


def balance_ahead(
    position: Position,
    tranches: Sequence[Tranche],
    *,
    as_of: dt.date,
    months: int = 2 * YEAR,
    thresholds: Thresholds = _DEFAULT,
) -> tuple[tuple[dt.date, float], ...]:
    """How the balance goes that `outlook` reckons with: the corners of a line, as days and amounts.

    A day on which a payment comes, or money lapses, stands twice: with the balance before and after. Empty where there
    is nothing to reckon with: closed, suspended, or unknown.
    """
    money = reckoned(position, tranches, as_of=as_of, thresholds=thresholds)
    if money is None:
        return ()
    inflows = [Inflow(money.cash), *(coming.inflow for coming in money.coming)]
    start = (Fraction(0), money.cash)
    corners = course(inflows, max(money.net_burn, Fraction(0)), until=Fraction(months))
    if corners[0] != start:  # a payment comes on the first day
        corners = (start, *corners)
    return tuple((day, float(amount)) for moment, amount in corners if (day := day_at(as_of, moment)) is not None)


def reckoned(
    position: Position, tranches: Sequence[Tranche], *, as_of: dt.date, thresholds: Thresholds = _DEFAULT
) -> Money | None:
    """The money that `outlook` reckons with; None where there is nothing to reckon: closed, suspended, or unknown."""
    if any(_stopped(position, as_of)) or any(_unknown(position, as_of, thresholds)):
        return None
    return reckon(position, tranches, as_of=as_of)


def cost_per_bed_night(position: Position) -> float | None:
    """The quarter's cash cost by its bed-nights, in the position's currency; None without cost or bed-nights."""
    cost, nights = exact(position.quarter_cost), exact(position.bed_nights)
    return float(cost / nights) if cost is not None and nights else None


def occupancy(position: Position) -> float | None:
    """Bed-nights as a share of beds times the days of the sheet's quarter; over 1 in a crowded centre.

    None where bed-nights, beds or the quarter are missing, or there is no bed. Over several centres add up bed-nights
    and beds first; never average the shares.
    """
    nights, beds = exact(position.bed_nights), exact(position.beds)
    if nights is None or not beds or position.sheet_quarter is None:
        return None
    return float(nights / (beds * position.sheet_quarter.days))


def _stopped(position: Position, as_of: dt.date) -> Iterator[_Verdict]:
    if position.closed_on is not None and position.closed_on <= as_of:
        yield Risk.CLOSED, Reason.CLOSED
    elif position.suspended and not exact(position.bed_nights):
        yield Risk.SUSPENDED, Reason.SUSPENDED


def _noticed(position: Position, as_of: dt.date) -> Iterator[_Verdict]:
    if position.closure_notice_on is not None and position.closure_notice_on <= as_of:
        yield Risk.CRITICAL, Reason.CLOSURE_NOTICE


def _unknown(position: Position, as_of: dt.date, thresholds: Thresholds) -> Iterator[_Verdict]:
    cost = exact(position.quarter_cost)
    if position.sheet_quarter is None:
        yield Risk.UNKNOWN, Reason.NO_SHEET
    elif as_of > (position.sheet_quarter + thresholds.sheet_quarters).last_day:
        yield Risk.UNKNOWN, Reason.OLD_SHEET
    if exact(position.cash) is None:
        yield Risk.UNKNOWN, Reason.NO_CASH
    if cost is None:
        yield Risk.UNKNOWN, Reason.NO_COST
    elif cost == 0:
        yield Risk.UNKNOWN, Reason.ZERO_COST


def _judged(money: Money, thresholds: Thresholds) -> Iterator[_Verdict]:
    if money.runs_out is not None:
        if money.runs_out < thresholds.critical_months:
            yield Risk.CRITICAL, Reason.CASH_OUT
        elif money.runs_out < thresholds.at_risk_months:
            yield Risk.AT_RISK, Reason.CASH_OUT
        elif money.runs_out < thresholds.watch_months:
            yield Risk.WATCH, Reason.CASH_OUT
    if _main_source_ends(money, thresholds):
        yield Risk.AT_RISK, Reason.SOURCE_ENDS
    if money.need and money.gap / money.need >= thresholds.watch_gap:
        yield Risk.WATCH, Reason.GAP
    if _only_lapsing(money):
        yield Risk.WATCH, Reason.MONEY_LAPSES


def _main_source_ends(money: Money, thresholds: Thresholds) -> bool:
    if money.main_source is None:
        return False
    source, share = money.main_source
    last_day = money.last_day_of(source)
    return share >= thresholds.main_source and last_day is not None and last_day <= thresholds.source_ends_months


def _only_lapsing(money: Money) -> bool:
    """Whether the year is paid by money all of which lapses within it, as one fiscal year's appropriation does."""
    ends = [coming.inflow.ends for coming in money.due_within(YEAR)]
    lapsing = [end for end in ends if end is not None and end <= YEAR]
    return bool(ends) and len(lapsing) == len(ends) and money.cash < money.need


def _told(position: Position, money: Money | None, *, as_of: dt.date, verdicts: Sequence[_Verdict]) -> Outlook:
    risk = verdicts[0][0] if verdicts else Risk.SECURE
    reasons = tuple(reason for _, reason in verdicts)
    cost = exact(position.quarter_cost)
    burn = None if cost is None else float(cost / 3)
    if money is None:
        return Outlook(risk=risk, reasons=reasons, burn=burn)
    main_source, concentration = money.main_source or (None, None)
    return Outlook(
        risk=risk,
        reasons=reasons + money.notes,
        burn=burn,
        net_burn=float(money.net_burn),
        cash=float(money.cash),
        secured_12m=float(money.secured(YEAR)),
        runway_months=float(money.secured() / money.net_burn) if money.net_burn > 0 else None,
        cash_out_months=_number(money.runs_out),
        cash_out=None if money.runs_out is None else day_at(as_of, money.runs_out),
        gap_12m=float(money.gap),
        gap_share=float(money.gap / money.need) if money.need else None,
        concentration=_number(concentration),
        main_source=main_source,
    )


def _severity(verdict: _Verdict) -> int:
    return list(Risk).index(verdict[0])


def _number(amount: Fraction | None) -> float | None:
    return None if amount is None else float(amount)
