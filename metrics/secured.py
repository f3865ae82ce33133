"""Which money a centre can count on, exactly: cash at a day, the payments to come, and what of them can be spent."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.balance import Inflow, months_through, months_until, spend
from metrics.centre import Position, Reason, Tranche, TrancheStatus

YEAR = 12
"""Months of the horizon over which secured money, gap and concentration are told."""

_TO_COME = (TrancheStatus.SIGNED, TrancheStatus.SCHEDULED)
_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Coming:
    """A payment that counts, on the balance's axis of months, and what of it can be spent before it lapses."""

    source: str
    inflow: Inflow
    usable: Fraction


@dataclass(frozen=True, slots=True)
class Money:
    """A centre's money at a day.

    Attributes:
        net_burn: a month's cost that own income does not cover.
        cash: cash at the day.
        coming: the payments that count.
        runs_out: months to the moment all is gone; None where net burn is not positive.
        notes: what a reader should know of these figures.
    """

    net_burn: Fraction
    cash: Fraction
    coming: tuple[Coming, ...]
    runs_out: Fraction | None
    notes: tuple[Reason, ...]

    def secured(self, months: int | None = None) -> Fraction:
        """Cash and what can be spent of the payments due within so many months; of all of them, if None."""
        return self.cash + sum((coming.usable for coming in self.due_within(months)), _NOTHING)

    def due_within(self, months: int | None) -> list[Coming]:
        """The payments that arrive while so many months' spending goes on."""
        return [coming for coming in self.coming if months is None or coming.inflow.arrives < months]

    @property
    def need(self) -> Fraction:
        """Twelve months' net burn."""
        return YEAR * max(self.net_burn, _NOTHING)

    @property
    def gap(self) -> Fraction:
        """What the money secured for twelve months lacks of their need."""
        return max(_NOTHING, self.need - self.secured(YEAR))

    @property
    def main_source(self) -> tuple[str, Fraction] | None:
        """The source that pays most of the money secured for twelve months, and its share; None if none pays."""
        paid: dict[str, Fraction] = {}
        for coming in self.due_within(YEAR):
            paid[coming.source] = paid.get(coming.source, _NOTHING) + coming.usable
        if not any(paid.values()):
            return None
        source = min(paid, key=lambda name: (-paid[name], name))
        return source, paid[source] / self.secured(YEAR)

    def last_day_of(self, source: str) -> Fraction | None:
        """The moment at which the last money of a source lapses; None where some of it never does."""
        ends = [coming.inflow.ends for coming in self.coming if coming.source == source]
        lapsing = [end for end in ends if end is not None]
        return max(lapsing) if len(lapsing) == len(ends) else None


def exact(amount: float | None) -> Fraction | None:
    """An amount, or a count, without rounding; None where it is missing.

    Raises:
        ValueError: if it is negative.
    """
    if amount is None or math.isnan(amount):
        return None
    if amount < 0:
        raise ValueError("an amount cannot be negative")
    return Fraction(float(amount))


def reckon(position: Position, tranches: Sequence[Tranche], *, as_of: dt.date) -> Money:
    """Reckon a centre's money at the end of a day.

    Args:
        position: with cash, cost and the sheet's quarter known.
        tranches: the payments agreed, in the position's currency.
        as_of: the day.
    """
    cash, cost = exact(position.cash), exact(position.quarter_cost)
    if cash is None or cost is None or position.sheet_quarter is None:
        raise ValueError("without a sheet, its cash and its cost there is nothing to reckon")
    net_burn = (cost - (exact(position.own_income) or _NOTHING)) / 3
    counted_on = min(position.sheet_quarter.last_day, as_of)
    since = months_through(counted_on, as_of)
    received = sum((_amount(t) for t in tranches if _came_between(t, counted_on, as_of)), _NOTHING)
    cash_now = max(_NOTHING, cash + received - net_burn * since)
    counting = [(t.source, inflow) for t in tranches if (inflow := _inflow(t, as_of)) is not None]
    path = spend([Inflow(cash_now), *(inflow for _, inflow in counting)], max(net_burn, _NOTHING))
    return Money(
        net_burn=net_burn,
        cash=cash_now,
        coming=tuple(
            Coming(source, inflow, inflow.amount - lost)
            for (source, inflow), lost in zip(counting, path.unspent[1:], strict=True)
        ),
        runs_out=path.runs_out,
        notes=_notes(tranches, as_of=as_of, net_burn=net_burn, since=since),
    )


def _amount(tranche: Tranche) -> Fraction:
    return exact(tranche.amount) or _NOTHING


def _came_between(tranche: Tranche, counted_on: dt.date, as_of: dt.date) -> bool:
    """Whether the payment came after the cash was counted and up to the day."""
    came = tranche.received_on if tranche.status is TrancheStatus.RECEIVED and not tranche.in_kind else None
    return came is not None and counted_on < came <= as_of


def _inflow(tranche: Tranche, as_of: dt.date) -> Inflow | None:
    """The payment as money to come after the day; None where it is none, or cannot be counted on."""
    if tranche.in_kind:
        return None
    day = tranche.due if tranche.status in _TO_COME else None
    if tranche.status is TrancheStatus.RECEIVED:
        day = tranche.received_on
    if day is None or day <= as_of or (tranche.until is not None and tranche.until < day):
        return None
    ends = None if tranche.until is None else months_through(as_of, tranche.until)
    return Inflow(_amount(tranche), arrives=months_until(as_of, day), ends=ends)


def _notes(tranches: Sequence[Tranche], *, as_of: dt.date, net_burn: Fraction, since: Fraction) -> tuple[Reason, ...]:
    to_come = [tranche for tranche in tranches if tranche.status in _TO_COME and not tranche.in_kind]
    said = {
        Reason.OWN_INCOME_PAYS: net_burn <= 0,
        Reason.CARRIED_FORWARD: since > 0,
        Reason.OVERDUE: any(tranche.due is not None and tranche.due <= as_of for tranche in to_come),
        Reason.UNDATED: any(tranche.due is None for tranche in to_come),
        Reason.CONVERTED: any(tranche.told_from is not None for tranche in tranches),
    }
    return tuple(reason for reason, holds in said.items() if holds)
