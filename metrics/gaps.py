"""What is needed, what there is for it, and what is missing: over the very same centres.

* A centre *needs* in a quarter three times the month's cost that its own income does not cover, as its sheet says; for
  a quarter without a sheet the newest before it stands in, unless that is too old. It needs nothing before its first
  sheet, once it is closed, and while it is suspended and costs nothing. A cost of zero is not known; neither is a
  quarter of which no sheet of any centre can be read.
* Where one of its quarters is not known, what the year needs is not: the centre is not counted, and neither is its
  money. So numerator and denominator of a coverage are of the same centres.
* *Covered* is what was paid and committed, of each centre as far as its need goes: what one has too much does not pay
  for another. *Unmet* is the rest. A pledge covers nothing; goods and services in kind pay no cost.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data.funding.vocabulary import GOVERNMENT
from data.model import Quarter
from metrics.money import Far, Money, Rates

IN_A_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a centre's sheet says of a quarter's cost.

    Attributes:
        cost: of a month, less the centre's own income of a month; None where the cost is not told, or zero.
        state: open, suspended or closed.
        closed_on: since when it is closed.
        spent: the cost of a month as the sheet tells it, its own income not taken off.
    """

    quarter: Quarter
    cost: float | None
    currency: str
    state: str = "open"
    closed_on: dt.date | None = None
    spent: float | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What a centre needs in a fiscal year.

    Attributes:
        amount: None where it is not known.
        quarters: how many quarters of the year it has to be paid for; 0: it needs nothing.
        of_sheets: how many of them its own sheets tell; for the others an earlier one stands in.
        newest: the quarter of the newest sheet that was taken.
    """

    amount: float | None
    quarters: int
    of_sheets: int
    newest: Quarter | None = None


@dataclass(slots=True)
class Gap:
    """What some centres need in a year, and what there is for it, in one currency.

    Attributes:
        known: how many centres are counted.
        centres: how many there are that need anything, or of which it is not known.
        paid, committed, pledged: their money of the year.
        covered: paid and committed, as far as the need of each centre goes.
        beyond: paid and committed beyond that.
        domestic: what of the need the country's own budgets alone cover.
        hoped: what of the unmet need pledges would cover.
    """

    need: float = 0.0
    known: int = 0
    centres: int = 0
    money: dict[Far, float] = field(default_factory=lambda: dict.fromkeys(Far, 0.0))
    covered: float = 0.0
    beyond: float = 0.0
    domestic: float = 0.0
    hoped: float = 0.0

    @property
    def unmet(self) -> float:
        """What nobody has paid or signed."""
        return max(0.0, self.need - self.covered)

    @property
    def coverage(self) -> float | None:
        """The share of the need that is covered; None where nothing is needed, or nothing known."""
        return self.covered / self.need if self.need > 0 else None

    @property
    def covered_foreign(self) -> float | None:
        """The share of the need that all others cover, beside the own budgets."""
        return max(0.0, self.covered - self.domestic) / self.need if self.need > 0 else None

    @property
    def covered_domestic(self) -> float | None:
        """The share of the need that the country's own budgets cover."""
        return self.domestic / self.need if self.need > 0 else None


def year_quarters(year: int, *, fiscal_year_start: int = 1) -> list[Quarter]:
    """The four quarters of a fiscal year, which is named after the calendar year in which it ends."""
    around = (Quarter(year - 1, 1) + number for number in range(8))
    return [quarter for quarter in around if quarter.fiscal_year(fiscal_year_start) == year]


def need(
    sheets: Sequence[Sheet], quarters: Iterable[Quarter], *, told: tuple[Quarter, Quarter], old: int, rates: Rates
) -> Need:
    """What a centre needs in a year.

    Args:
        sheets: of the centre, the oldest first.
        quarters: of the year.
        told: the first and the last quarter of which sheets of any centre can be read.
        old: a sheet older than so many quarters, at the quarter or at the last of these, stands in for none.
        rates: how amounts are told in the currency that is read; without a rate the need is not known.
    """
    (first, now), amount, running, own = told, 0.0, 0, 0
    newest: Quarter | None = None
    for quarter in quarters:
        if quarter < first:
            return Need(None, 1, 0)
        known = [sheet for sheet in sheets if not quarter < sheet.quarter]
        if not known or not _runs(known[-1], quarter):
            continue
        sheet, running = known[-1], running + 1
        cost = None if sheet.cost is None else rates.told(max(0.0, sheet.cost), sheet.currency)
        if cost is None or sheet.quarter + old < min(quarter, now):
            return Need(None, running, own, sheet.quarter)
        newest, own = sheet.quarter, own + (sheet.quarter == quarter)
        amount += IN_A_QUARTER * cost
    return Need(amount, running, own, newest)


def by_centre(moneys: Iterable[Money], *, rates: Rates) -> Mapping[str, Sequence[tuple[Money, float]]]:
    """The money of each centre with its amount in the currency that is read; none that has no rate or is in kind."""
    found: dict[str, list[tuple[Money, float]]] = defaultdict(list)
    for each in moneys:
        told, centre = rates.told(each.amount, each.agreement.currency), each.agreement.facility
        if centre is not None and told is not None and not each.in_kind:
            found[centre].append((each, told))
    return found


def gaps(
    needs: Mapping[str, Need],
    moneys: Iterable[Money],
    *,
    rates: Rates,
    by: Callable[[str], Hashable],
) -> dict[Hashable, Gap]:
    """What is needed and what there is for it, by whatever centres are grouped by.

    Args:
        needs: of one year, by the centre's code.
        moneys: of the same year.
        rates: how amounts are told in the currency that is read.
        by: gives the group of a centre.
    """
    of_centre = by_centre(moneys, rates=rates)
    found: dict[Hashable, Gap] = {}
    for code, needed in needs.items():
        if not needed.quarters:
            continue
        gap = found.setdefault(by(code), Gap())
        gap.centres += 1
        if needed.amount is not None:
            _count(gap, needed.amount, of_centre.get(code, ()))
    return found


def together(found: Iterable[Gap]) -> Gap:
    """Several groups as one."""
    whole = Gap()
    for each in found:
        whole.need += each.need
        whole.known += each.known
        whole.centres += each.centres
        whole.covered += each.covered
        whole.beyond += each.beyond
        whole.domestic += each.domestic
        whole.hoped += each.hoped
        for far in Far:
            whole.money[far] += each.money[far]
    return whole


def is_counted(money: Money, needs: Mapping[str, Need]) -> bool:
    """Whether money stands against a need that is known: all other money is told apart."""
    needed = needs.get(money.agreement.facility or "")
    return needed is not None and bool(needed.quarters) and needed.amount is not None and not money.in_kind


def sums(moneys: Iterable[Money], *, rates: Rates, by: Callable[[Money], Hashable]) -> dict[Hashable, dict[Far, float]]:
    """Money in one currency by whatever it is grouped by; what has no rate is left out."""
    found: dict[Hashable, dict[Far, float]] = {}
    for each in moneys:
        told = rates.told(each.amount, each.agreement.currency)
        if told is not None:
            group = found.setdefault(by(each), dict.fromkeys(Far, 0.0))
            group[each.far] += told
    return found


def _runs(sheet: Sheet, quarter: Quarter) -> bool:
    """Whether a centre has to be paid for in a quarter, as far as the newest sheet up to it says."""
    if sheet.closed_on is not None or sheet.state == "closed":
        closed = sheet.closed_on or sheet.quarter.last_day
        return closed >= quarter.first_day and sheet.quarter == quarter and sheet.cost is not None
    return sheet.state != "suspended" or sheet.spent != 0  # what is not told is not nothing


def _count(gap: Gap, needed: float, told: Sequence[tuple[Money, float]]) -> None:
    def sum_of(*far: Far, domestic: bool = False) -> float:
        return math.fsum(
            amount
            for each, amount in told
            if each.far in far and (not domestic or each.agreement.source_kind in GOVERNMENT)
        )

    there = sum_of(Far.PAID, Far.COMMITTED)
    gap.need += needed
    gap.known += 1
    for far in Far:
        gap.money[far] += sum_of(far)
    gap.covered += min(needed, there)
    gap.beyond += max(0.0, there - needed)
    gap.domestic += min(needed, sum_of(Far.PAID, Far.COMMITTED, domestic=True))
    gap.hoped += min(max(0.0, needed - there), sum_of(Far.PLEDGED))
