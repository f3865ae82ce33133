"""What an amount would change: the centres as candidates, the question in the words of `metrics`, the answer. Pure."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from data.funding.vocabulary import CostKind, ExchangeRate
from data.model import Country, Level, Pillar
from metrics import ledger
from metrics.allocation import Impossible, Progress, Proposal, proposed
from metrics.amounts import Candidate, Outcome, Question, by_group, by_province, evaluated, within_payable
from metrics.balance import day_at
from metrics.centre import STOPPED, Thresholds
from metrics.funding import reckoned
from metrics.keeping_open import months_after, months_open, needed_by
from metrics.secured import Money
from pages.parts.released_centres import Centre
from pages.parts.what_if_asked import TO_CENTRE, TO_KIND, TO_LINE, TO_PILLAR, Asked
from pages.parts.what_if_source import Beside

_once = functools.lru_cache(maxsize=64)(proposed)
"""What was found once is found again: the proposal on paper is the one on the page, also where the search was ended."""

NEWEST = dt.date.max
"""An amount is given today, whatever quarter the centres are of: it is told at the newest rate that is known."""
CLOSED, UNKNOWN, NO_RATE = "closed", "unknown", "no_rate"
"""Why a centre is not reckoned with."""


@dataclass(frozen=True)
class Case:
    """A centre that can be reckoned with, and what one unit of the asked currency is in its own."""

    centre: Centre
    candidate: Candidate
    money: Money
    rate: Fraction


@dataclass(frozen=True)
class Answer:
    """What the amount would change.

    Attributes:
        day: at whose end the period begins; `last` its last day.
        cases: the centres that are reckoned with; `left_out` the others, by why.
        question: as it was put to `metrics.allocation`.
        found: the proposal, or why the floors cannot hold.
        proposal: the proposal; where the floors cannot hold, that without them.
        own: what the reader's own amounts do; None where none were chosen.
        rates: the exchange rates that were used.
    """

    asked: Asked
    day: dt.date
    last: dt.date
    cases: tuple[Case, ...]
    left_out: Mapping[str, tuple[Centre, ...]]
    question: Question
    found: Proposal | Impossible
    proposal: Proposal
    own: Outcome | None
    rates: tuple[ExchangeRate, ...]

    def gone(self, case: Case, amount: float) -> dt.date | None:
        """The day on which a centre's money is gone if it is given an amount; None where none can be named."""
        held = Fraction(amount) * case.rate
        moment = months_open(case.money, as_of=self.day, amount=held, paid_on=self.day + dt.timedelta(days=1))
        return None if moment is None else day_at(self.day, moment)


def answer(
    asked: Asked,
    *,
    centres: Sequence[Centre],
    beside: Beside,
    country: Country,
    thresholds: Thresholds,
    progress: Progress | None = None,
) -> Answer:
    """Reckon what is asked.

    Args:
        asked: the amount, the period, the conditions, the reader's own choice.
        centres: as the visitor may see them.
        beside: what the visitor may know besides.
        country: whose provinces are meant.
        thresholds: how old a sheet may be.
        progress: is told what begins, as `metrics.allocation.proposed` tells it.
    """
    day, months = asked.quarter.last_day, list(itertools.islice(months_after(asked.quarter.last_day), asked.months))
    cases: list[Case] = []
    left_out: dict[str, list[Centre]] = {}
    used: dict[ExchangeRate, None] = {}
    for centre in centres:
        money = reckoned(centre.position, centre.payments, as_of=day, thresholds=thresholds)
        told = ledger.convert(1.0, asked.currency, centre.position.currency, on=NEWEST, rates=beside.rates)
        if money is None or told is None:
            left_out.setdefault(_why(centre, money), []).append(centre)
            continue
        if centre.position.currency != asked.currency:
            used[told.rate] = None
        rate = Fraction(told.amount)
        costs = [float(math.ceil(each.amount / rate)) for each in needed_by(money, as_of=day, months=months)]
        cases.append(Case(centre, _candidate(centre, costs, asked, beside, country, rate), money, rate))
    candidates = [case.candidate for case in cases]
    question = _question(asked, cases, days=tuple(month.day for month in months))
    found = proposed(candidates, question, progress=progress) if progress else _once(tuple(candidates), question)
    return Answer(
        asked=asked,
        day=day,
        last=months[-1],
        cases=tuple(cases),
        left_out={why: tuple(each) for why, each in left_out.items()},
        question=question,
        found=found,
        proposal=found if isinstance(found, Proposal) else _without_floors(candidates, question),
        own=evaluated(candidates, question, dict(asked.own)) if asked.own else None,
        rates=tuple(used),
    )


def province(centre: Centre, country: Country) -> str:
    """The code of the province in which a centre lies, of its district where there is none; empty if it is not told."""
    above = country.places.get(centre.place.parent or "")
    if centre.place.level is Level.COUNTRY:
        return ""
    return above.code if above is not None and above.level is Level.PROVINCE else centre.place.code


def _why(centre: Centre, money: Money | None) -> str:
    if money is not None:
        return NO_RATE
    return CLOSED if centre.ahead.risk in STOPPED else UNKNOWN


def _candidate(
    centre: Centre, costs: Sequence[float], asked: Asked, beside: Beside, country: Country, rate: Fraction
) -> Candidate:
    to, code = asked.bound_to
    if to == TO_LINE:
        monthly, currency = beside.costs.get(centre.code, {}).get(CostKind(code), (0.0, centre.position.currency))
        share = monthly / float(rate) if currency == centre.position.currency else 0.0
        costs = within_payable(costs, [share * month for month in range(1, len(costs) + 1)])
    return Candidate(
        code=centre.code,
        province=province(centre, country),
        serves=beside.serves.get(centre.code, ()),
        beds=centre.position.beds,
        costs=tuple(costs),
    )


def _question(asked: Asked, cases: Sequence[Case], *, days: tuple[int, ...]) -> Question:
    candidates = [case.candidate for case in cases]
    provinces = by_province(candidates, asked.floor, only=asked.provinces) if asked.floor else ()
    return Question(
        amount=asked.amount,
        days=days,
        aim=asked.aim,
        floors=(*provinces, *by_group(candidates, dict(asked.groups))),
        bound_to=_bound(asked, cases),
        at_most=asked.most or math.inf,
        at_least=asked.least,
    )


def _bound(asked: Asked, cases: Sequence[Case]) -> frozenset[str] | None:
    """The centres to which the money may go; None where it is bound to none. Centres are of the pillar protection."""
    to, code = asked.bound_to
    if to == TO_CENTRE:
        return frozenset({code})
    if to == TO_KIND:
        return frozenset(case.centre.code for case in cases if case.centre.kind == code)
    if to == TO_PILLAR and code != Pillar.PROTECTION:
        return frozenset()
    return None


def _without_floors(candidates: Sequence[Candidate], question: Question) -> Proposal:
    found = _once(tuple(candidates), replace(question, floors=()))
    if isinstance(found, Impossible):
        raise TypeError("without floors there is always a proposal")
    return replace(found, outcome=evaluated(candidates, question, {s.code: s.amount for s in found.outcome.shares}))
