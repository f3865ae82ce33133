"""What is said of a centre's money: the sheet's figures, the payments agreed, and the outlook drawn from them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from data.model import Country, Quarter


class TrancheStatus(StrEnum):
    """How far a payment has come. Signed and scheduled ones are money to come; received ones are in the cash."""

    PLEDGED = "pledged"
    SIGNED = "signed"
    SCHEDULED = "scheduled"
    RECEIVED = "received"
    LAPSED = "lapsed"


class Risk(StrEnum):
    """How near a centre is to closing. The first whose rule holds is the centre's."""

    CLOSED = "CLOSED"
    SUSPENDED = "SUSPENDED"
    UNKNOWN = "UNKNOWN"
    CRITICAL = "CRITICAL"
    AT_RISK = "AT_RISK"
    WATCH = "WATCH"
    SECURE = "SECURE"


STOPPED = (Risk.CLOSED, Risk.SUSPENDED)
"""Where nobody lives any more, or for the time being: nothing lies ahead of these."""


class Reason(StrEnum):
    """What puts a centre at its risk, or (the last six) what a reader should know of the figures."""

    CLOSED = "closed"
    SUSPENDED = "suspended"
    CLOSURE_NOTICE = "closure_notice"
    NO_SHEET = "no_sheet"
    OLD_SHEET = "old_sheet"
    NO_CASH = "no_cash"
    NO_COST = "no_cost"
    ZERO_COST = "zero_cost"
    CASH_OUT = "cash_out"
    SOURCE_ENDS = "source_ends"
    GAP = "gap"
    MONEY_LAPSES = "money_lapses"
    OWN_INCOME_PAYS = "own_income_pays"
    CARRIED_FORWARD = "carried_forward"
    OVERDUE = "overdue"
    UNDATED = "undated"
    CONVERTED = "converted"
    NO_RATE = "no_rate"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where one risk ends and the next begins. A country may set its own.

    Attributes:
        critical_months: below so many months to cash-out a centre is critical.
        at_risk_months: below so many it is at risk.
        watch_months: below so many it is to be watched.
        watch_gap: from this share of the year's need uncovered it is to be watched.
        main_source: from this share of the year's secured money on, one source carries the centre.
        source_ends_months: such a source ending within so many months puts the centre at risk.
        sheet_quarters: a facility sheet older than so many quarters says nothing any more.
    """

    critical_months: float = 3
    at_risk_months: float = 6
    watch_months: float = 12
    watch_gap: float = 0.25
    main_source: float = 0.70
    source_ends_months: float = 6
    sheet_quarters: int = 2


def thresholds_of(country: Country) -> Thresholds:
    """A country's own thresholds."""
    return replace(Thresholds(), **country.centre_thresholds)  # type: ignore[arg-type]  # the schema holds the names


@dataclass(frozen=True, slots=True)
class Position:
    """What the newest facility sheet says of a centre. None (or NaN) means: not reported.

    Attributes:
        currency: ISO code of every amount here.
        cash: cash in hand on the last day of `sheet_quarter`.
        quarter_cost: operating cash cost of the sheet's quarter, three months together.
        own_income: recurring earned income actually received in that quarter; None counts as none.
        residents: people living there on the quarter's last day.
        bed_nights: nights slept there in the quarter.
        beds: beds on the quarter's last day.
        sheet_quarter: the quarter of the sheet; None where there is none.
        closed_on: the day the centre closed.
        suspended: whether the operator says that it is suspended.
        closure_notice_on: the day of a formal notice of closure. An announced threat is no notice.
    """

    currency: str
    cash: float | None
    quarter_cost: float | None
    own_income: float | None = None
    residents: float | None = None
    bed_nights: float | None = None
    beds: float | None = None
    sheet_quarter: Quarter | None = None
    closed_on: dt.date | None = None
    suspended: bool = False
    closure_notice_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Tranche:
    """One payment of an agreement.

    Attributes:
        currency: ISO code of the amount.
        source: who pays.
        due: the day it is due; None where no day is agreed.
        until: the last day on which it may be spent; None where it does not lapse.
        received_on: the day it came, if received; None where not told, then it is in the cash.
        in_kind: whether it is goods or services: no cash, so that it lasts no day longer.
        told_from: the amount and currency it was agreed in, and the day of the rate, where it was converted.
    """

    amount: float
    currency: str
    source: str
    status: TrancheStatus
    due: dt.date | None
    until: dt.date | None = None
    received_on: dt.date | None = None
    in_kind: bool = False
    told_from: tuple[float, str, dt.date] | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What lies ahead of a centre at a day, all money in the position's currency.

    None means that it cannot be told, or that there is nothing to tell: no cash-out where own income pays for all, no
    figures ahead for a centre closed or suspended, no share of nothing.

    Attributes:
        reasons: what puts the centre at its risk, the deciding reason first; then what a reader should know.
        burn: cost a month.
        net_burn: cost a month that own income does not cover; negative where it covers more.
        cash: cash at the day, carried forward from the sheet's date.
        secured_12m: money secured for the next twelve months.
        runway_months: cash and every secured payment, by net burn, as if all were there at once.
        cash_out_months: exact months from the day to the moment the money is gone (see `metrics.balance`).
        cash_out: the day of that moment, the first that cannot be paid in full.
        gap_12m: what is lacking for twelve months' net burn.
        gap_share: the gap as a share of twelve months' net burn.
        concentration: the largest source's share of `secured_12m`. Cash in hand belongs to no source.
        main_source: that source.
    """

    risk: Risk
    reasons: tuple[Reason, ...]
    burn: float | None = None
    net_burn: float | None = None
    cash: float | None = None
    secured_12m: float | None = None
    runway_months: float | None = None
    cash_out_months: float | None = None
    cash_out: dt.date | None = None
    gap_12m: float | None = None
    gap_share: float | None = None
    concentration: float | None = None
    main_source: str | None = None
