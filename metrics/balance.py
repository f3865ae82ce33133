"""A balance over time: when does money run out that comes on dates and is spent evenly?

Time is counted in months from the end of a starting day. Each calendar month is one month long and its days are equal
parts of it, for costs are paid by the month: 90 in hand at 30 a month last exactly three calendar months, whichever
they are. On average such a month has 30.4375 days. All arithmetic is exact (fractions), so that a threshold is met or
missed by the money, never by the rounding of the machine.
"""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

FARTHEST = Fraction(1200)
"""Months after which no day is named any more: a century."""


@dataclass(frozen=True, slots=True)
class Inflow:
    """Money that arrives, and may have to be spent before it ends.

    Attributes:
        amount: how much, not negative.
        arrives: the moment from which it can be spent, in months; 0 is the start.
        ends: the moment at which what is left of it is lost; None where it stays.
    """

    amount: Fraction
    arrives: Fraction = Fraction(0)
    ends: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """What became of the inflows.

    Attributes:
        runs_out: the moment, in months, at which the balance first is zero while spending goes on; None where nothing
            is spent.
        unspent: for each inflow what was lost at its end.
    """

    runs_out: Fraction | None
    unspent: tuple[Fraction, ...]


def months_until(start: dt.date, day: dt.date) -> Fraction:
    """The months from the end of `start` to the beginning of `day`."""
    return _month(day) + Fraction(day.day - 1, _days(day)) - _end(start)


def months_through(start: dt.date, day: dt.date) -> Fraction:
    """The months from the end of `start` to the end of `day`."""
    return _end(day) - _end(start)


def day_at(start: dt.date, months: Fraction) -> dt.date | None:
    """The day that holds the moment `months` after the end of `start`, or begins with it; None beyond a century."""
    if months > FARTHEST:
        return None
    month, part = divmod(_end(start) + months, 1)
    first = dt.date(month // 12, month % 12 + 1, 1)
    return first + dt.timedelta(days=int(part * _days(first)))


def spend(inflows: Sequence[Inflow], burn: Fraction) -> Path:
    """Spend `burn` a month, evenly and from the start, always from the money that ends soonest.

    After the balance is zero, spending goes on as soon as money arrives; what was not paid meanwhile is no debt.
    """
    left = [inflow.amount for inflow in inflows]
    soonest_first = sorted(range(len(inflows)), key=lambda number: _end_order(inflows[number]))
    runs_out: Fraction | None = None
    for now, span in _spans(inflows):
        held = [number for number in soonest_first if _is_there(inflows[number], now)]
        balance = sum((left[number] for number in held), Fraction(0))
        if runs_out is None and burn > 0 and (span is None or balance < burn * span):
            runs_out = now + balance / burn
        if span is not None:
            _pay(left, held, burn * span)
    lost = (rest if inflow.ends is not None else Fraction(0) for inflow, rest in zip(inflows, left, strict=True))
    return Path(runs_out=runs_out, unspent=tuple(lost))


def course(inflows: Sequence[Inflow], burn: Fraction, *, until: Fraction) -> tuple[tuple[Fraction, Fraction], ...]:
    """The balance from the start to `until`, spent as `spend` does it: the corners of a line.

    Returns:
        Moments in months and the balance there, in order. A moment at which money arrives or is lost stands twice: with
        the balance before and after.
    """
    left = [inflow.amount for inflow in inflows]
    soonest_first = sorted(range(len(inflows)), key=lambda number: _end_order(inflows[number]))
    corners: list[tuple[Fraction, Fraction]] = []
    for now, span in _spans(inflows):
        if now >= until:
            break
        held = [number for number in soonest_first if _is_there(inflows[number], now)]
        balance = sum((left[number] for number in held), Fraction(0))
        months = until - now if span is None else min(span, until - now)
        corners.append((now, balance))
        if 0 < balance < burn * months:
            corners.append((now + balance / burn, Fraction(0)))
        corners.append((now + months, max(Fraction(0), balance - burn * months)))
        _pay(left, held, burn * months)
    return tuple(corners)


def _month(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _days(day: dt.date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _end(day: dt.date) -> Fraction:
    """Where the end of a day lies on the axis of months since the year 0."""
    return _month(day) + Fraction(day.day, _days(day))


def _end_order(inflow: Inflow) -> tuple[bool, Fraction]:
    return (inflow.ends is None, inflow.ends or Fraction(0))


def _spans(inflows: Sequence[Inflow]) -> list[tuple[Fraction, Fraction | None]]:
    """When each stretch without an arrival or an end begins, and how long it is; the last one never ends."""
    arrivals = {inflow.arrives for inflow in inflows}
    ends = {inflow.ends for inflow in inflows if inflow.ends is not None}
    moments = sorted({Fraction(0)} | arrivals | ends)
    return [*((now, then - now) for now, then in itertools.pairwise(moments)), (moments[-1], None)]


def _is_there(inflow: Inflow, now: Fraction) -> bool:
    return inflow.arrives <= now and (inflow.ends is None or inflow.ends > now)


def _pay(left: list[Fraction], held: Sequence[int], need: Fraction) -> None:
    for number in held:
        paid = min(left[number], need)
        left[number] -= paid
        need -= paid
