"""What the page Agreements tells: the table, one agreement with its amounts and payments, what was changed. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence

import pandas as pd

from data import words as sentences
from data.funding.vocabulary import (
    AgreedTranche,
    Agreement,
    ExchangeRate,
    Revision,
    Stage,
    changes,
)
from data.model import Clock
from metrics import ledger
from pages.parts.shown import Voice

_OPTIONS = ("source_kind", "instrument", "earmark", "cost_kind", "pillar")


def sought(
    revisions: Sequence[Revision], words: str, kinds: Collection[str], centres: Mapping[str, str]
) -> list[Revision]:
    """The agreements in whose code, source, centre or evidence all the words stand, that was changed last at the top.

    Args:
        revisions: the agreements as they stand.
        words: what is sought; nothing leaves all of them.
        kinds: of source; none leaves any.
        centres: the names of centres by their codes.
    """
    wanted = words.casefold().split()
    found = [
        each
        for each in revisions
        if (not kinds or each.agreement.source_kind in kinds)
        and all(word in _said(each.agreement, centres) for word in wanted)
    ]
    return sorted(found, key=lambda each: (each.at, each.agreement.code), reverse=True)


def rows(revisions: Sequence[Revision], *, centres: Mapping[str, str], as_of: dt.date, voice: Voice) -> pd.DataFrame:
    """The table of some agreements to read."""
    names = ("code", "source", "source_kind", "facility", "committed", "received", "ends_on", "public")
    columns = [voice.say(f"ledger.columns.{name}") for name in names]
    return pd.DataFrame([_row(each.agreement, centres, as_of, voice) for each in revisions], columns=columns)


def amounts(
    agreement: Agreement,
    *,
    as_of: dt.date,
    passed_on: Mapping[Stage, float | None],
    rates: Sequence[ExchangeRate],
    fiscal_year_start: int,
    voice: Voice,
) -> dict[str, list[str]]:
    """The five amounts of an agreement on a day by their labels: in its currency, and what there is to say of each.

    Args:
        agreement: the agreement.
        as_of: the day.
        passed_on: what of each stage its parts hold.
        rates: every exchange rate that is known.
        fiscal_year_start: the month in which the fiscal year begins.
        voice: in whose words.
    """
    told: dict[str, list[str]] = {}
    for stage, amount in ledger.amounts(agreement, as_of=as_of).items():
        lines = [money(amount, agreement.currency, voice)]
        if amount and agreement.currency != voice.currency:
            lines.append(_converted(amount, agreement.currency, as_of, rates, voice))
        if amount and passed_on.get(stage):
            lines.append(voice.say("ledger.passed_on", amount=money(passed_on[stage], agreement.currency, voice)))
        told[voice.say(f"ledger.columns.{stage.value}")] = list(filter(None, lines))
    left = ledger.unused(agreement, as_of=as_of, fiscal_year_start=fiscal_year_start)
    if left:
        told[voice.say("ledger.unused")] = [money(left, agreement.currency, voice)]
    return told


def payments(tranches: Sequence[AgreedTranche], currency: str, voice: Voice) -> pd.DataFrame:
    """The tranches of an agreement to read."""
    names = ("tranche", "due_on", "condition", "received", "received_on")
    columns = [voice.say(f"ledger.columns.{name}") for name in names]
    return pd.DataFrame(
        [
            (
                money(each.amount, currency, voice),
                _day(each.due_on, voice),
                each.condition,
                money(each.received, currency, voice),
                _day(each.received_on, voice),
            )
            for each in tranches
        ],
        columns=columns,
    )


def history(revisions: Sequence[Revision], voice: Voice, clock: Clock | None) -> list[dict[str, str]]:
    """What was changed, when, by whom and why, the newest first."""
    told = []
    before: Agreement | None = None
    for each in revisions:
        what = voice.say("ledger.first") if before is None else "; ".join(_changed(before, each.agreement, voice))
        told.append((sentences.moment(each.at, clock, voice.language), each.by, what, each.reason))
        before = each.agreement
    heads = [voice.say(f"ledger.show_columns.{name}") for name in ("when", "by", "what", "why")]
    return [dict(zip(heads, row, strict=True)) for row in reversed(told)]


def money(amount: float | None, currency: str, voice: Voice) -> str:
    """An amount; that nothing was said is no 0."""
    return voice.say("ledger.nothing") if amount is None else voice.money(amount, currency)


def passed_on(
    agreements: Sequence[Agreement], code: str, *, as_of: dt.date, rates: Sequence[ExchangeRate]
) -> dict[Stage, float | None]:
    """What of each stage of an agreement its parts hold; nothing of a stage of which that cannot be told."""
    own = next(each for each in agreements if each.code == code)
    held = ledger.kept(agreements, as_of=as_of, rates=rates)[code]
    whole = ledger.amounts(own, as_of=as_of)
    return {stage: _less(amount, held[stage]) for stage, amount in whole.items()}


def _less(amount: float | None, kept: float | None) -> float | None:
    return None if amount is None or kept is None else amount - kept


def _row(agreement: Agreement, centres: Mapping[str, str], as_of: dt.date, voice: Voice) -> tuple[str, ...]:
    told = ledger.amounts(agreement, as_of=as_of)
    return (
        agreement.code,
        agreement.source,
        voice.say(f"ledger.options.{agreement.source_kind.value}"),
        centres.get(agreement.facility or "", voice.say("ledger.no_centre")),
        money(told[Stage.COMMITTED], agreement.currency, voice),
        money(told[Stage.RECEIVED], agreement.currency, voice),
        _day(agreement.ends_on, voice),
        voice.say("ledger.said_yes" if agreement.public else "ledger.said_no"),
    )


def _converted(amount: float, currency: str, day: dt.date, rates: Sequence[ExchangeRate], voice: Voice) -> str:
    found = ledger.convert(amount, currency, voice.currency, on=day, rates=rates)
    if found is None:
        return ""
    rate = found.rate
    return voice.say(
        "ledger.converted",
        amount=voice.money(found.amount),
        rate=f"{rate.rate:g} {rate.in_currency}/{rate.currency}",
        source=rate.source,
        day=voice.date(rate.dated),
    )


def _changed(before: Agreement, after: Agreement, voice: Voice) -> Iterator[str]:
    for name, was, now in changes(before, after):
        if name == "tranches":
            yield voice.say("ledger.tranches")
        else:
            label = voice.say(f"ledger.columns.{name}")
            yield f"{label}: {_written(name, was, voice)} → {_written(name, now, voice)}"


def _written(name: str, value: object, voice: Voice) -> str:
    if value is None or value == "":
        return voice.say("ledger.nothing")
    if isinstance(value, bool):
        return voice.say("ledger.said_yes" if value else "ledger.said_no")
    if isinstance(value, dt.date):
        return voice.date(value)
    if isinstance(value, float | int):
        return voice.number(value, 0 if float(value).is_integer() else 2)
    return voice.say(f"ledger.options.{value}") if name in _OPTIONS else str(value)


def _day(day: dt.date | None, voice: Voice) -> str:
    return voice.say("ledger.nothing") if day is None else voice.date(day)


def _said(agreement: Agreement, centres: Mapping[str, str]) -> str:
    centre = centres.get(agreement.facility or "")
    told = (agreement.code, agreement.source, agreement.facility, centre, agreement.place, agreement.evidence)
    return " ".join(filter(None, told)).casefold()
