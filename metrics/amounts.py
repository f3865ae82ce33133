"""What amounts of money do for centres: to the end of which month each stays open, and for how many nights a bed is.

A month counts for a centre when all its costs can be paid to the month's last day, no sooner. What is proposed and what
a reader chooses are evaluated by the same function.
"""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Aim(StrEnum):
    """Of what as much as possible is kept."""

    BED_NIGHTS = "bed_nights"
    CENTRE_MONTHS = "centre_months"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A centre of which it can be told what keeps it open.

    Attributes:
        code: by which it is known.
        province: in which it lies; empty where that is not told.
        serves: whom it takes; empty where that is not known.
        beds: None where not reported; its bed-nights are not counted then.
        costs: what keeps it open to the end of the first month, of the second and so on, in whole units of the amount's
            currency: 0 as long as it is paid for without, never falling, infinite where this money cannot do it.
    """

    code: str
    province: str
    serves: tuple[str, ...]
    beds: float | None
    costs: tuple[float, ...]

    def months(self, amount: float = 0) -> int:
        """To the end of which month of the period an amount keeps it open."""
        return bisect.bisect_right(self.costs, amount)


@dataclass(frozen=True, slots=True)
class Floor:
    """So many centres of some must be open to the end of the period.

    Attributes:
        name: by which it is told: a province, or a group served.
        members: the codes of the centres meant.
        centres: how many of them.
    """

    name: str
    members: frozenset[str]
    centres: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked.

    Attributes:
        amount: in whole units of its currency.
        days: of each month of the period.
        aim: of what as much as possible is kept.
        floors: what must hold at the end.
        bound_to: the only centres the money may go to; None where it is bound to none.
        at_most: a centre gets no more.
        at_least: a centre that gets something gets no less.
    """

    amount: float
    days: tuple[int, ...]
    aim: Aim = Aim.BED_NIGHTS
    floors: tuple[Floor, ...] = ()
    bound_to: frozenset[str] | None = None
    at_most: float = math.inf
    at_least: float = 0

    @property
    def months(self) -> int:
        """How many months the period has."""
        return len(self.days)

    def worth(self, candidate: Candidate, months: int) -> float:
        """What is kept if a centre is open for the first so many months."""
        return float(months) if self.aim is Aim.CENTRE_MONTHS else self.bed_nights(candidate, months)

    def bed_nights(self, candidate: Candidate, months: int) -> float:
        """For how many nights a bed is open in those months."""
        return (candidate.beds or 0) * sum(self.days[:months])

    def prices(self, candidate: Candidate) -> dict[int, float]:
        """To the end of which months the money can keep a centre open, and for how much: of one price the longest."""
        if self.bound_to is not None and candidate.code not in self.bound_to:
            return {}
        without = candidate.months()
        wanted = (
            (max(candidate.costs[month - 1], self.at_least), month) for month in range(without + 1, self.months + 1)
        )
        longest = {price: month for price, month in wanted if price <= self.at_most and not math.isinf(price)}
        return {month: price for price, month in longest.items()}


@dataclass(frozen=True, slots=True)
class Share:
    """What one centre gets, and what that does.

    Attributes:
        months: to the end of which month it is open with the amount, `months_without` without it; so the bed-nights.
    """

    code: str
    amount: float
    months_without: int
    months: int
    bed_nights_without: float
    bed_nights: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What amounts do, centre by centre.

    Attributes:
        shares: of every candidate, in their order.
        to_the_end: the codes of those that are open to the end of the period.
        unheld: the floors that do not hold.
    """

    shares: tuple[Share, ...]
    to_the_end: frozenset[str]
    unheld: tuple[Floor, ...] = ()

    @property
    def spent(self) -> float:
        """All that is given."""
        return math.fsum(share.amount for share in self.shares)

    @property
    def centre_months(self) -> int:
        """How many months more the centres are open, all together."""
        return sum(share.months - share.months_without for share in self.shares)

    @property
    def bed_nights(self) -> float:
        """For how many nights more a bed is open."""
        return math.fsum(share.bed_nights - share.bed_nights_without for share in self.shares)

    def gained(self, aim: Aim) -> float:
        """What is gained of what was aimed at."""
        return self.bed_nights if aim is Aim.BED_NIGHTS else self.centre_months


def by_province(candidates: Sequence[Candidate], centres: int, *, only: Sequence[str] = ()) -> Iterator[Floor]:
    """A floor for each province that has a candidate, or for those named alone."""
    for province in sorted({each.province for each in candidates if each.province} | set(only)):
        if not only or province in only:
            yield Floor(province, frozenset(each.code for each in candidates if each.province == province), centres)


def by_group(candidates: Sequence[Candidate], wanted: Mapping[str, int]) -> Iterator[Floor]:
    """A floor for each group of people of whom it is asked that so many centres take them."""
    for group, centres in wanted.items():
        yield Floor(group, frozenset(each.code for each in candidates if group in each.serves), centres)


def within_payable(costs: Sequence[float], payable: Sequence[float]) -> tuple[float, ...]:
    """The costs that money can pay that is bound to one kind of cost.

    Args:
        costs: as in `Candidate`.
        payable: how much of that kind there is to pay until the end of each month.
    """
    held = list(itertools.accumulate((cost <= most for cost, most in zip(costs, payable, strict=True)), min))
    return tuple(cost if can else math.inf for cost, can in zip(costs, held, strict=True))


def evaluated(candidates: Sequence[Candidate], question: Question, amounts: Mapping[str, float]) -> Outcome:
    """What amounts do, by whomever they were chosen; a centre that is not named gets nothing."""
    shares = []
    for each in candidates:
        without, months = each.months(), each.months(amounts.get(each.code, 0))
        nights = question.bed_nights(each, without), question.bed_nights(each, months)
        shares.append(Share(each.code, amounts.get(each.code, 0), without, months, *nights))
    lasting = frozenset(share.code for share in shares if share.months == question.months)
    unheld = tuple(floor for floor in question.floors if len(lasting & floor.members) < floor.centres)
    return Outcome(tuple(shares), lasting, unheld)
