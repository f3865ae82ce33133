"""From agreements to money: what counts of each on a day, once, and in which currency it is told.

* The five stages of an agreement are read as of a day: a signature of tomorrow is a promise today, or nothing.
* Money that is passed on is counted where it arrives: what an agreement's parts hold is not held by itself any more.
* An appropriation lapses at the end of the fiscal year in which it is due, whatever its last day.
* What was signed and has no day yet, because its tranches do not make up all of it, is a payment without a day.
* A promise of which a part was signed is outstanding for the rest alone.
* What was called off holds what came of it and no more: the rest of a part goes back to the agreement above it.
* Money in kind is no cash: it lowers no date.
* Amounts are added in one currency alone. What is in another is told at the newest rate dated up to the day, or not.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from data.funding.vocabulary import AgreedTranche, Agreement, ExchangeRate, Instrument, Stage
from metrics.centre import Tranche, TrancheStatus

Amounts = Mapping[Stage, float | None]
"""An amount for each of the five stages; None where nothing is known of it."""


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount told in another currency, and the rate it was told at."""

    amount: float
    rate: ExchangeRate


def amounts(agreement: Agreement, *, as_of: dt.date) -> dict[Stage, float | None]:
    """The five amounts of an agreement at the end of a day, each only if its day has come."""
    came = [each.received or 0.0 for each in agreement.tranches if each.received_on and each.received_on <= as_of]
    return {
        Stage.PLANNED: _by(agreement.planned, agreement.planned_on, as_of),
        Stage.PLEDGED: _by(agreement.pledged, agreement.pledged_on, as_of),
        Stage.COMMITTED: _by(agreement.committed, agreement.signed_on, as_of),
        Stage.RECEIVED: math.fsum(came) if came else None,
        Stage.SPENT: _by(agreement.spent, agreement.spent_on, as_of),
    }


def standing(agreement: Agreement, *, as_of: dt.date) -> dict[Stage, float | None]:
    """The five amounts as far as they still hold: of what was called off no stage is more than what came of it."""
    told = amounts(agreement, as_of=as_of)
    if agreement.cancelled_on is None or agreement.cancelled_on > as_of:
        return told
    came = told[Stage.RECEIVED] or 0.0
    ahead = {stage: told[stage] for stage in (Stage.PLANNED, Stage.PLEDGED, Stage.COMMITTED)}
    return told | {stage: None if amount is None else min(amount, came) for stage, amount in ahead.items()}


def months_of_cost(amount: float, quarter_cost: float | None) -> float | None:
    """For how many months of a centre's cost an amount is enough, on average of its last quarter; None without a cost.

    It knows no dates: when the amount came, and what else was there, is asked of `metrics.funding`.
    """
    return amount / (quarter_cost / 3) if quarter_cost else None


def next_due(agreement: Agreement, *, as_of: dt.date) -> AgreedTranche | None:
    """The next payment that is still to come, from a day on; None where none has a day, or it was called off."""
    if agreement.cancelled_on is not None and agreement.cancelled_on <= as_of:
        return None
    ahead = [each for each in agreement.tranches if each.received_on is None and each.due_on and each.due_on >= as_of]
    return min(ahead, key=lambda each: each.due_on or as_of, default=None)


def by_currency(
    agreements: Sequence[Agreement], *, as_of: dt.date, rates: Sequence[ExchangeRate] = ()
) -> dict[str, dict[Stage, float]]:
    """The sums of some agreements for each currency, each counted once; no sum of a stage that none of them tells."""
    held = kept(agreements, as_of=as_of, rates=rates)
    found: dict[str, dict[Stage, float]] = {}
    for each in agreements:
        for stage, amount in held[each.code].items():
            if amount is not None:
                sums = found.setdefault(each.currency, {})
                sums[stage] = sums.get(stage, 0.0) + amount
    return found


def unused(agreement: Agreement, *, as_of: dt.date, fiscal_year_start: int = 1) -> float | None:
    """What was allocated and never used, once it can be used no longer; None before, or where spending is not told.

    Args:
        agreement: the agreement.
        as_of: the day.
        fiscal_year_start: the month in which the country's fiscal year begins.
    """
    ends = last_day(agreement, fiscal_year_start=fiscal_year_start)
    told = amounts(agreement, as_of=as_of)
    allocated, spent = told[Stage.COMMITTED], told[Stage.SPENT]
    if ends is None or ends >= as_of or allocated is None or spent is None:
        return None
    return max(0.0, allocated - spent)


def last_day(agreement: Agreement, due: dt.date | None = None, *, fiscal_year_start: int = 1) -> dt.date | None:
    """The last day on which an agreement's money may be used; None where there is none.

    Args:
        agreement: the agreement.
        due: the day of the payment in question; else an appropriation's year is that of its start or signature.
        fiscal_year_start: the month in which the country's fiscal year begins.
    """
    day = due or agreement.starts_on or agreement.signed_on or agreement.planned_on
    if agreement.instrument is not Instrument.APPROPRIATION or day is None:
        return agreement.ends_on
    lapses = fiscal_year_end(day, fiscal_year_start=fiscal_year_start)
    return lapses if agreement.ends_on is None else min(lapses, agreement.ends_on)


def fiscal_year_end(day: dt.date, *, fiscal_year_start: int = 1) -> dt.date:
    """The last day of the fiscal year in which a day lies."""
    months = (fiscal_year_start - 1 - day.month) % 12
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def kept(
    agreements: Iterable[Agreement], *, as_of: dt.date, rates: Sequence[ExchangeRate] = ()
) -> dict[str, dict[Stage, float | None]]:
    """What each agreement holds itself of each stage, after what its parts hold; by code.

    Added up over any set of agreements these are counted once. A part in another currency is taken off at a dated rate;
    where there is none, the part holds nothing of its own, and all stays with the agreement above. What was called off
    by the day holds what came of it; what did not come of a part is held above again.
    """
    known = {each.code: each for each in agreements}
    told = {code: standing(each, as_of=as_of) for code, each in known.items()}
    held = {code: dict(stages) for code, stages in told.items()}
    for code, part in known.items():
        if part.parent is None or part.parent not in known:
            continue
        above = known[part.parent]
        for stage, amount in told[code].items():
            left = held[above.code][stage]
            if not amount or left is None:
                continue
            passed = convert(amount, part.currency, above.currency, on=as_of, rates=rates)
            if passed is None:
                held[code][stage] = None
            else:
                held[above.code][stage] = max(0.0, left - passed.amount)
    return held


def tranches_of(
    agreement: Agreement, *, as_of: dt.date, fiscal_year_start: int = 1, share: float = 1.0
) -> tuple[Tranche, ...]:
    """The payments of an agreement as they count on a day; nothing of one that was not even promised by then.

    Args:
        agreement: the agreement.
        as_of: the day.
        fiscal_year_start: the month in which the country's fiscal year begins.
        share: which share of it stays where it is, and is not passed on.
    """
    told = amounts(agreement, as_of=as_of)
    agreed, pledged = told[Stage.COMMITTED], told[Stage.PLEDGED]
    status = TrancheStatus.SIGNED if agreed is not None else TrancheStatus.PLEDGED
    if agreed is None and pledged is None:
        return ()
    if agreement.cancelled_on is not None and agreement.cancelled_on <= as_of:
        status = TrancheStatus.LAPSED
    found: list[Tranche] = []
    for each in agreement.tranches:
        found += _payments(agreement, each, as_of=as_of, status=status, start=fiscal_year_start)
    in_parts = math.fsum(each.amount for each in agreement.tranches)
    rest = (agreed if agreed is not None else pledged or 0.0) - in_parts
    if rest > 1e-9 * max(1.0, in_parts):
        found.append(_payment(agreement, rest, status, due=None, start=fiscal_year_start))
    if agreed is not None and pledged is not None and pledged > agreed:
        promise = TrancheStatus.LAPSED if status is TrancheStatus.LAPSED else TrancheStatus.PLEDGED
        found.append(_payment(agreement, pledged - agreed, promise, due=None, start=fiscal_year_start))
    return tuple(found) if share == 1 else tuple(replace(each, amount=each.amount * share) for each in found)


def of_centres(
    agreements: Sequence[Agreement],
    *,
    as_of: dt.date,
    rates: Sequence[ExchangeRate] = (),
    fiscal_year_start: int = 1,
) -> dict[str, tuple[Tranche, ...]]:
    """The payments of each centre that the ledger has an agreement for, in their own currencies; by its code.

    A centre whose agreements were all unknown on the day is not among them; one whose agreements were called off is.
    """
    held = kept(agreements, as_of=as_of, rates=rates)
    found: dict[str, tuple[Tranche, ...]] = {}
    for each in agreements:
        if each.facility is None:
            continue
        whole = standing(each, as_of=as_of)
        stage = Stage.COMMITTED if whole[Stage.COMMITTED] is not None else Stage.PLEDGED
        amount, own = whole[stage], held[each.code][stage]
        if amount and own is None:
            continue  # a part without a rate: all of it is counted with the agreement above
        share = 1.0 if not amount or own is None else own / amount
        paid = tranches_of(each, as_of=as_of, fiscal_year_start=fiscal_year_start, share=share)
        if paid:
            found[each.facility] = (*found.get(each.facility, ()), *paid)
    return found


def in_currency(
    payments: Iterable[Tranche], currency: str, *, on: dt.date, rates: Sequence[ExchangeRate]
) -> Iterator[Tranche | None]:
    """Payments told in one currency, in their order; None in place of one for which there is no rate."""
    for each in payments:
        if each.currency == currency:
            yield each
            continue
        told = convert(each.amount, each.currency, currency, on=on, rates=rates)
        yield (
            None
            if told is None
            else replace(
                each, amount=told.amount, currency=currency, told_from=(each.amount, each.currency, told.rate.dated)
            )
        )


def convert(amount: float, currency: str, to: str, *, on: dt.date, rates: Iterable[ExchangeRate]) -> Converted | None:
    """An amount in another currency, at the newest rate dated up to a day, of either direction; None without one."""
    if currency == to:
        return Converted(amount, ExchangeRate(currency=currency, in_currency=to, dated=on, rate=1.0, source=""))
    pair = {(currency, to), (to, currency)}
    known = [each for each in rates if each.dated <= on and (each.currency, each.in_currency) in pair]
    if not known:
        return None
    rate = max(known, key=lambda each: (each.dated, each.currency == currency))
    return Converted(amount * rate.rate if rate.currency == currency else amount / rate.rate, rate)


def _by(amount: float | None, day: dt.date | None, as_of: dt.date) -> float | None:
    return amount if amount is not None and day is not None and day <= as_of else None


def _payments(
    agreement: Agreement, tranche: AgreedTranche, *, as_of: dt.date, status: TrancheStatus, start: int
) -> Iterator[Tranche]:
    """What came of a tranche, and what is still to come of it."""
    came = tranche.received or 0.0
    if tranche.received_on is None or tranche.received_on > as_of:
        yield _payment(agreement, tranche.amount, status, due=tranche.due_on, start=start)
        return
    due, day = tranche.due_on, tranche.received_on
    paid = _payment(agreement, came, TrancheStatus.RECEIVED, due=due or day, start=start)
    yield replace(paid, received_on=day)
    if came < tranche.amount:
        yield _payment(agreement, tranche.amount - came, status, due=due, start=start)


def _payment(agreement: Agreement, amount: float, status: TrancheStatus, *, due: dt.date | None, start: int) -> Tranche:
    return Tranche(
        amount=amount,
        currency=agreement.currency,
        source=agreement.source,
        status=status,
        due=due,
        until=last_day(agreement, due, fiscal_year_start=start),
        in_kind=agreement.in_kind,
    )
