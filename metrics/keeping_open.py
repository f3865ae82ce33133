"""What keeps a centre open: the amount, and by when, for a chosen month; and how long an amount lasts.

Both follow the balance that `metrics.funding.outlook` reckons with, exactly. While the balance is zero costs go unpaid;
the costs that would go unpaid until the end of a month are the amount that keeps it open, neither more nor
less: money with a last day is spent first in any case, and the amount, which has none, stays for the days that nothing
else pays. It has to be there when the balance first is zero; a day earlier helps no more, a day later is a day closed.

Amounts and moments are fractions; `Needed.whole` rounds up, never down, so that the amount told is enough.
"""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.balance import Inflow, course, day_at, months_through, months_until, spend
from metrics.centre import Position, Thresholds, Tranche
from metrics.funding import reckoned
from metrics.secured import Money

_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Needed:
    """What keeps a centre open to the end of a month.

    Attributes:
        amount: what is lacking, in the position's currency; 0 where the centre is paid for without it.
        by: the last day on which it may come; None where nothing is lacking.
        through: the last day of the month.
    """

    amount: Fraction
    by: dt.date | None
    through: dt.date

    @property
    def whole(self) -> int:
        """The amount in whole units of the currency, rounded up."""
        return math.ceil(self.amount)


def last_day_of_month(day: dt.date) -> dt.date:
    """The last day of the month in which a day lies."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_after(day: dt.date) -> Iterator[dt.date]:
    """The last day of each month that begins after a day."""
    day = last_day_of_month(day)
    while True:
        day = last_day_of_month(day + dt.timedelta(days=1))
        yield day


def needed(
    position: Position,
    tranches: Sequence[Tranche],
    *,
    as_of: dt.date,
    months: Sequence[dt.date],
    thresholds: Thresholds | None = None,
) -> tuple[Needed, ...]:
    """What keeps a centre open to the end of each of some months.

    Args:
        position: the newest facility sheet known at the day.
        tranches: the payments agreed for the centre, in the position's currency.
        as_of: the day, at whose end the reckoning begins.
        months: any day of each month.
        thresholds: how old a sheet may be.

    Returns:
        One for each month, in their order; none where nothing can be reckoned: closed, suspended, or unknown.
    """
    money = reckoned(position, tranches, as_of=as_of, thresholds=thresholds or Thresholds())
    return () if money is None else needed_by(money, as_of=as_of, months=months)


def needed_by(money: Money, *, as_of: dt.date, months: Sequence[dt.date]) -> tuple[Needed, ...]:
    """As `needed`, from money that is reckoned already at the end of the same day."""
    ends = [(day, months_through(as_of, day)) for day in map(last_day_of_month, months)]
    farthest = max((end for _, end in ends), default=_NOTHING)
    dry = unpaid(money, until=farthest)
    by = day_at(as_of, dry[0][0]) if dry else None
    found: list[Needed] = []
    for day, end in ends:
        length = sum((min(end, last) - first for first, last in dry if first < end), _NOTHING)
        found.append(Needed(amount=length * money.net_burn, by=by if length else None, through=day))
    return tuple(found)


def months_open(
    money: Money, *, as_of: dt.date, amount: Fraction, paid_on: dt.date, until: dt.date | None = None
) -> Fraction | None:
    """To which moment a centre stays open if an amount is paid on a day, beside what it has.

    Money that comes when the balance is zero already has not kept the centre open: then the moment is the one without.

    Args:
        money: the centre's money at the end of `as_of`, from `metrics.funding.reckoned`.
        as_of: that day.
        amount: what is paid, in the centre's currency; not negative.
        paid_on: the day on which it can first be spent, after `as_of`.
        until: the last day on which it may be spent; None where it does not lapse.

    Returns:
        Months from the end of `as_of`, of any size; None where own income pays for all. `metrics.balance.day_at` tells
        the day.

    Raises:
        ValueError: if the amount is negative or paid on `as_of` or before.
    """
    if amount < 0 or paid_on <= as_of:
        raise ValueError("an amount that keeps a centre open is not negative, and comes after the day of the reckoning")
    ends = None if until is None else months_through(as_of, until)
    more = Inflow(amount, arrives=months_until(as_of, paid_on), ends=ends)
    if ends is not None and ends <= more.arrives:
        return money.runs_out
    return spend([*_inflows(money), more], max(money.net_burn, _NOTHING)).runs_out


def _inflows(money: Money) -> list[Inflow]:
    return [Inflow(money.cash), *(coming.inflow for coming in money.coming)]


def unpaid(money: Money, *, until: Fraction) -> list[tuple[Fraction, Fraction]]:
    """The stretches of months in which the balance is zero while costs go on."""
    if money.net_burn <= 0:
        return []
    corners = course(_inflows(money), money.net_burn, until=until)
    return [
        (first, last)
        for (first, before), (last, after) in itertools.pairwise(corners)
        if first < last and before == after == 0
    ]
