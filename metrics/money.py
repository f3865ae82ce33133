"""All money of the ledger, once: what was paid, what is signed and to come, what is promised, what lapsed; by year.

* *Paid* is what was received. *Committed* is what was signed and has not come yet. *Pledged* is what was promised and
  not signed. They do not overlap, and may be set side by side. *Lapsed* did not come, and can come no more.
* Money that is passed on is counted where it arrives, as in `metrics.ledger.kept`.
* A payment is of the fiscal year of its day: that on which it came, else that on which it is due. What has no day is of
  the year in which all of it may be used; where that is more than one, nobody said of which.
* Nothing is spread: neither money for several pillars over them, nor a payment over the years that it is for.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.funding.vocabulary import Agreement, ExchangeRate, Instrument, Stage
from metrics.centre import Tranche, TrancheStatus
from metrics.ledger import Amounts, amounts, convert, fiscal_year_end, kept, last_day, standing, tranches_of


class Far(StrEnum):
    """How far money has come. No money is two of these."""

    PAID = "paid"
    COMMITTED = "committed"
    PLEDGED = "pledged"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Money:
    """A part of an agreement's money.

    Attributes:
        agreement: of which it is.
        far: how far it has come.
        year: the fiscal year that it is of; None where nobody said.
        amount: in the agreement's currency.
    """

    agreement: Agreement
    far: Far
    year: int | None
    amount: float

    @property
    def in_kind(self) -> bool:
        """Whether it is goods or services, which pay for nothing else."""
        return self.agreement.in_kind


@dataclass(frozen=True)
class Rates:
    """What one unit of each currency is in the one that is read, and by which rate; None where there is none."""

    currency: str
    by: Mapping[str, ExchangeRate | None]
    worth: Mapping[str, float]

    def told(self, amount: float, currency: str) -> float | None:
        """An amount in the currency that is read; None where there is no rate."""
        return amount * self.worth[currency] if currency in self.worth else None

    @property
    def used(self) -> list[ExchangeRate]:
        """The rates by which anything is told."""
        return [rate for currency, rate in sorted(self.by.items()) if rate is not None and currency != self.currency]

    @property
    def without(self) -> list[str]:
        """The currencies for which there is no rate."""
        return sorted(currency for currency, rate in self.by.items() if rate is None)


def rates_to(currency: str, currencies: Iterable[str], *, on: dt.date, rates: Sequence[ExchangeRate]) -> Rates:
    """How amounts of some currencies are told in one, at the newest rate dated up to a day."""
    found = {each: convert(1.0, each, currency, on=on, rates=rates) for each in {*currencies, currency}}
    return Rates(
        currency,
        {each: None if told is None else told.rate for each, told in found.items()},
        {each: told.amount for each, told in found.items() if told is not None},
    )


def money_of(
    agreements: Sequence[Agreement],
    *,
    as_of: dt.date,
    rates: Sequence[ExchangeRate] = (),
    fiscal_year_start: int = 1,
) -> list[Money]:
    """The money of some agreements as it stands on a day, each amount once.

    Args:
        agreements: all of those among which money is passed on.
        as_of: the day.
        rates: by which a part in another currency is taken off the agreement above it.
        fiscal_year_start: the month in which the country's fiscal year begins.
    """
    held = _held(agreements, as_of=as_of, rates=rates)
    found: list[Money] = []
    for each in agreements:
        parts = list(_parts(each, as_of=as_of, start=fiscal_year_start))
        for far, own in held[each.code].items():
            of_it = [part for part in parts if part.far is far]
            whole = math.fsum(part.amount for part in of_it)
            if whole > 0 and own > 0:
                share = min(1.0, own / whole)
                found += [Money(each, far, part.year, part.amount * share) for part in of_it if part.amount > 0]
    return found


def _held(
    agreements: Sequence[Agreement], *, as_of: dt.date, rates: Sequence[ExchangeRate]
) -> dict[str, dict[Far, float]]:
    """Of each agreement how much can be paid, committed, pledged and lapsed that is not held elsewhere."""
    own, found = _own(agreements, as_of=as_of, rates=rates), {}
    for code, stages in kept(agreements, as_of=as_of, rates=rates).items():
        signed, came = stages[Stage.COMMITTED], stages[Stage.RECEIVED] or 0.0
        paid = came if signed is None else min(came, signed)  # what came and is to be passed on is counted there
        found[code] = {
            Far.PAID: paid,
            Far.COMMITTED: max(0.0, (signed or 0.0) - paid),
            Far.PLEDGED: max(0.0, own[code] - max(signed or 0.0, paid)),
            Far.LAPSED: max(0.0, own[code] - paid),
        }
    return found


def _own(agreements: Sequence[Agreement], *, as_of: dt.date, rates: Sequence[ExchangeRate]) -> dict[str, float]:
    """What each agreement is about and its parts are not, whether signed or promised.

    The rest of a part that was called off is the agreement's above again, and lapses there or not at all.
    """
    known = {each.code: each for each in agreements}
    whole = {code: _most(amounts(each, as_of=as_of)) for code, each in known.items()}
    still = {code: _most(standing(each, as_of=as_of)) for code, each in known.items()}
    own = dict(whole)
    for code, part in known.items():
        if part.parent not in known:
            continue
        above = known[part.parent]
        passed = convert(still[code], part.currency, above.currency, on=as_of, rates=rates)
        if passed is None:
            own[code] = 0.0
        else:
            own[above.code] = max(0.0, own[above.code] - passed.amount)
            own[code] = max(0.0, own[code] - (whole[code] - still[code]))
    return own


def _most(stages: Amounts) -> float:
    return max(stages[Stage.PLEDGED] or 0.0, stages[Stage.COMMITTED] or 0.0)


def _parts(agreement: Agreement, *, as_of: dt.date, start: int) -> Iterator[Money]:
    for each in tranches_of(agreement, as_of=as_of, fiscal_year_start=start):
        yield Money(agreement, _far(each, as_of), _year(agreement, each, start), each.amount)


def _far(tranche: Tranche, as_of: dt.date) -> Far:
    if tranche.status is TrancheStatus.RECEIVED:
        return Far.PAID
    over = tranche.until is not None and tranche.until < as_of
    if tranche.status is TrancheStatus.LAPSED or over:
        return Far.LAPSED
    return Far.PLEDGED if tranche.status is TrancheStatus.PLEDGED else Far.COMMITTED


def _year(agreement: Agreement, tranche: Tranche, start: int) -> int | None:
    day = tranche.received_on or tranche.due
    if day is not None:
        return fiscal_year_end(day, fiscal_year_start=start).year
    first, last = agreement.starts_on, last_day(agreement, fiscal_year_start=start)
    if last is None:
        return None
    ends = fiscal_year_end(last, fiscal_year_start=start).year
    if agreement.instrument is Instrument.APPROPRIATION:
        return ends
    return ends if first is not None and fiscal_year_end(first, fiscal_year_start=start).year == ends else None
