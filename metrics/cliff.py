"""The cliff ahead: how much of what centres cost in each coming quarter is paid for, how much is not, what ends in it.

A centre's money is spent as `metrics.balance` spends it; what it costs while nothing is there is not paid for. Money
ends in a quarter when its last day lies in it, whether it has been spent by then or not. Cash in hand, and payments
without a last day, end when they are spent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from data.model import Quarter
from metrics.balance import months_through
from metrics.keeping_open import unpaid
from metrics.secured import Money

_NOTHING = Fraction(0)
_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Ahead:
    """One coming quarter of some centres, in one currency.

    Attributes:
        needed: what they cost beyond their own income.
        lacking: what of it nothing pays for that is secured now.
        ending: secured payments whose last day lies in the quarter.
        run_out: how many centres run out of money in it.
    """

    quarter: Quarter
    needed: Fraction
    lacking: Fraction
    ending: Fraction
    run_out: int

    @property
    def paid(self) -> Fraction:
        """What is paid for."""
        return self.needed - self.lacking


def ahead(moneys: Iterable[Money], *, as_of: dt.date, quarters: int) -> tuple[Ahead, ...]:
    """What of the costs of some centres is paid for in each coming quarter.

    Args:
        moneys: of each centre at the end of the day, all in one currency.
        as_of: the last day of a quarter.
        quarters: how many.
    """
    coming = [Quarter.of(as_of) + number for number in range(1, quarters + 1)]
    sums = [[_NOTHING, _NOTHING, _NOTHING, _NOTHING] for _ in coming]
    for money in moneys:
        burn = max(money.net_burn, _NOTHING)
        dry = unpaid(money, until=Fraction(_MONTHS * quarters))
        for number, quarter in enumerate(coming):
            first, last = Fraction(_MONTHS * number), Fraction(_MONTHS * (number + 1))
            sums[number][0] += _MONTHS * burn
            sums[number][1] += burn * _within(dry, first, last)
            sums[number][2] += _ending(money, as_of, quarter)
            sums[number][3] += money.runs_out is not None and first <= money.runs_out < last
    return tuple(
        Ahead(quarter, needed, lacking, ending, int(run_out))
        for quarter, (needed, lacking, ending, run_out) in zip(coming, sums, strict=True)
    )


def _within(stretches: Sequence[tuple[Fraction, Fraction]], first: Fraction, last: Fraction) -> Fraction:
    return sum((max(_NOTHING, min(last, end) - max(first, start)) for start, end in stretches), _NOTHING)


def _ending(money: Money, as_of: dt.date, quarter: Quarter) -> Fraction:
    first, last = (months_through(as_of, day) for day in ((quarter - 1).last_day, quarter.last_day))
    ends = ((coming.inflow.amount, coming.inflow.ends) for coming in money.coming)
    return sum((amount for amount, end in ends if end is not None and first < end <= last), _NOTHING)
