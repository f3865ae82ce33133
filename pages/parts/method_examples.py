"""An invented centre, reckoned by the very functions that reckon all centres: what each formula comes to. Pure.

Whoever changes a formula changes its example with it.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from data.funding.vocabulary import Agreement, CostKind, ExchangeRate, Instrument, SourceKind, Stage
from data.model import Quarter, Status
from metrics import funding, gaps, keeping_open, ledger, rates, services
from metrics.centre import Position, Thresholds, Tranche, TrancheStatus
from metrics.coverage import Share
from metrics.money import Far, Money, rates_to
from metrics.rollup import VALUES
from pages.parts import centre_list
from pages.parts.shown import PERCENT, Voice, fewer

DOLLAR, EURO = "USD", "EUR"
GROUPS: Mapping[str, tuple[str, ...]] = {
    "centre": ("burn", "secured", "runway", "cash_out", "gap", "concentration", "status", "keeping_open", "per_night"),
    "ledger": ("stages", "parts", "called_off", "lapse", "rate", "months_paid"),
    "coverage": ("covered", "by_service", "reporting", "per_100k"),
    "releases": ("steps", "shares"),
}
"""The formulas of the page by their groups: each has its sentence, and its example, in the words files."""


@dataclass(frozen=True)
class Asked:
    """What the examples depend on: the quarter they are laid in, the country's thresholds, and the releases' steps."""

    quarter: Quarter
    thresholds: Thresholds
    fiscal_year_start: int
    base: int
    denominator: int


def worked(asked: Asked, voice: Voice) -> dict[str, str]:
    """The example of each formula as a sentence."""
    told = {**dict(_centre(asked, voice)), **dict(_ledger(asked, voice)), **dict(_shares(asked, voice))}
    return {key: voice.say(f"method.examples.{key}", **gaps) for key, gaps in told.items()}


Told = Iterator[tuple[str, dict[str, str]]]


def _centre(asked: Asked, voice: Voice) -> Told:
    day = asked.quarter.last_day
    position = Position(
        DOLLAR, 80_000.0, 99_000.0, own_income=9_000.0, bed_nights=600.0, beds=10.0, sheet_quarter=asked.quarter
    )
    due = _months_later(day, 9)
    paid = Tranche(400_000.0, DOLLAR, voice.say("method.example_source"), TrancheStatus.SIGNED, due)

    def reckoned(*payments: Tranche) -> funding.Outlook:
        return funding.outlook(position, payments, as_of=day, thresholds=asked.thresholds)

    found, promised = reckoned(paid), reckoned(replace(paid, status=TrancheStatus.PLEDGED))
    until = _months_later(day, 6)
    [needed] = keeping_open.needed(position, [paid], as_of=day, months=[until], thresholds=asked.thresholds)
    money = _money(voice)
    yield (
        "burn",
        {
            "cost": money(position.quarter_cost),
            "burn": money(found.burn),
            "income": money(position.own_income),
            "net": money(found.net_burn),
        },
    )
    amounts = {"cash": money(position.cash), "amount": money(paid.amount), "due": voice.date(due)}
    yield "secured", amounts | {"secured": money(found.secured_12m)}
    yield "runway", {"months": centre_list.months(found.runway_months, voice)}
    yield (
        "cash_out",
        {
            "months": centre_list.months(found.cash_out_months, voice),
            "day": voice.date(found.cash_out) if found.cash_out else "",
        },
    )
    yield (
        "gap",
        {
            "lacking": money(promised.gap_12m),
            "need": money((promised.net_burn or 0) * 12),
            "share": _percent(promised.gap_share, voice),
        },
    )
    yield "concentration", {"share": _percent(found.concentration, voice)}
    yield (
        "status",
        {
            "risk": centre_list.risk(found.risk, voice),
            "promised": centre_list.risk(promised.risk, voice),
            "sooner": centre_list.risk(reckoned(replace(paid, due=_months_later(day, 2))).risk, voice),
        },
    )
    yield (
        "keeping_open",
        {
            "amount": money(float(needed.amount)),
            "by": voice.date(needed.by) if needed.by else "",
            "month": voice.month(needed.through),
        },
    )
    yield (
        "per_night",
        {
            "cost": money(funding.cost_per_bed_night(position)),
            "share": _percent(funding.occupancy(position), voice),
            "nights": voice.number(position.bed_nights or 0),
        },
    )


def _ledger(asked: Asked, voice: Voice) -> Told:
    day, money = asked.quarter.last_day, _money(voice)
    before = day - dt.timedelta(days=60)
    whole = _agreement("W", 1_000.0, before)
    part = replace(_agreement("P", 300.0, before), parent="W")

    def held(*agreements: Agreement) -> list[str]:
        return [money(each[Stage.COMMITTED]) for each in ledger.kept(agreements, as_of=day).values()]

    more = replace(whole, pledged=1_500.0, pledged_on=before)
    open_promise = ledger.tranches_of(more, as_of=day)[-1]
    yield "stages", {"pledged": money(more.pledged), "signed": money(1_000.0), "left": money(open_promise.amount)}
    above, own = held(whole, part)
    yield "parts", {"whole": money(1_000.0), "part": own, "left": above}
    yield "called_off", {"left": held(whole, replace(part, cancelled_on=day))[0]}
    budget = replace(whole, source_kind=SourceKind.NATIONAL, instrument=Instrument.APPROPRIATION)
    ends = ledger.last_day(budget, day, fiscal_year_start=asked.fiscal_year_start)
    yield "lapse", {"due": voice.date(day), "ends": voice.date(ends) if ends else ""}
    rate = ExchangeRate(currency=EURO, in_currency=DOLLAR, dated=before, rate=1.1, source="")
    told = ledger.convert(1_000.0, EURO, DOLLAR, on=day, rates=[rate])
    yield (
        "rate",
        {
            "amount": voice.money(1_000.0, EURO),
            "rate": voice.number(rate.rate, 1),
            "day": voice.date(rate.dated),
            "told": money(told.amount if told else None),
        },
    )
    months = ledger.months_of_cost(60_000.0, 90_000.0)
    yield "months_paid", {"came": money(60_000.0), "months": centre_list.months(months, voice)}


def _shares(asked: Asked, voice: Voice) -> Told:
    money = _money(voice)
    gap = gaps.Gap(need=360_000.0, covered=90_000.0)
    yield (
        "covered",
        {
            "need": money(gap.need),
            "covered": money(gap.covered),
            "share": _percent(gap.coverage, voice),
            "unmet": money(gap.unmet),
        },
    )
    yield "by_service", _of_a_service(asked, gap.need, voice)
    reported = Share(9, 12)
    said = {"count": voice.number(reported.count), "of": voice.number(reported.of)}
    yield "reporting", said | {"share": _percent(reported.share, voice)}
    rated = rates.per_100k(_values(asked.quarter), _people(asked.quarter), least=asked.denominator).iloc[0]
    people = {"count": voice.number(rated["value"]), "people": voice.number(rated["population"])}
    yield "per_100k", people | {"rate": voice.number(rated["rate_per_100k"], 1)}
    yield "steps", {"fewer": fewer(asked.base, voice), "base": voice.number(asked.base)}
    yield "shares", {"least": voice.number(asked.denominator)}


def _of_a_service(asked: Asked, need: float, voice: Voice) -> dict[str, str]:
    """A service that takes a quarter of a need, of which a part is bound to it."""
    share, bound, free, code = 0.25, 40_000.0, 120_000.0, "C"
    budget = replace(_agreement("S", bound, asked.quarter.last_day), facility=code)
    moneys = [
        Money(replace(budget, cost_kind=CostKind.LEGAL), Far.PAID, asked.quarter.year, bound),
        Money(budget, Far.COMMITTED, asked.quarter.year, free),
    ]
    found = services.lacks(
        {code: gaps.Need(need, 4, 4)},
        moneys,
        parts={code: {CostKind.LEGAL: share, CostKind.STAFF: 1 - share}},
        rates=rates_to(DOLLAR, [DOLLAR], on=asked.quarter.last_day, rates=[]),
    ).of[CostKind.LEGAL]
    told = {"part": found.need, "bound": bound, "free": free}
    told |= {"unmet": found.unmet, "least": found.least, "most": found.most}
    return {name: _money(voice)(amount) for name, amount in told.items()} | {"share": _percent(share, voice)}


def _values(quarter: Quarter) -> pd.DataFrame:
    row = ("", str(quarter), "", 30.0, 30.0, None, Status.REPORTED.value, 1, 1, float("nan"))
    return pd.DataFrame([row], columns=list(VALUES))


def _people(quarter: Quarter) -> pd.DataFrame:
    return pd.DataFrame({"measure": [""], "quarter": [str(quarter)], "place": [""], "population": [250_000]})


def _agreement(code: str, amount: float, day: dt.date) -> Agreement:
    return Agreement(
        code=code,
        source="",
        source_kind=SourceKind.DONOR,
        instrument=Instrument.GRANT,
        currency=DOLLAR,
        committed=amount,
        signed_on=day,
        evidence="",
    )


def _money(voice: Voice) -> Callable[[float | None], str]:
    return lambda amount: voice.say("numbers.unknown") if amount is None else voice.money(amount, DOLLAR)


def _percent(share: float | None, voice: Voice) -> str:
    if share is None:
        return voice.say("numbers.unknown")
    return voice.say("figures.percent", share=voice.number(share * PERCENT))


def _months_later(day: dt.date, months: int) -> dt.date:
    """The last day of a month so many months later."""
    return next(itertools.islice(keeping_open.months_after(day), months - 1, None))
