"""What the page Centres tells of each centre: its row, its reasons in words, its bar, its line, its payments. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import pandas as pd

from data.model import Country, Level, Place
from metrics.centre import STOPPED, Reason, Risk, Thresholds, Tranche, TrancheStatus
from metrics.funding import balance_ahead
from metrics.secured import YEAR
from pages.parts.figures import Bar, Payment
from pages.parts.released_centres import Centre
from pages.parts.shown import NO_BREAK, Voice, few, fewer

SIGNS = {
    Risk.CRITICAL: "▲",
    Risk.AT_RISK: "◆",
    Risk.WATCH: "●",
    Risk.SECURE: "■",
    Risk.UNKNOWN: "?",
    Risk.SUSPENDED: "‖",
    Risk.CLOSED: "×",  # noqa: RUF001 - a sign, not a letter
}
"""A shape for each risk, so that no colour is needed."""

COUNTED = (TrancheStatus.SIGNED, TrancheStatus.SCHEDULED)
COLUMNS = ("status", "centre", "place", "cash_out", "months", "cost", "secured", "beds", "residents")
TOGETHER = {"centre": (), "cash_out": ("months",), "cost": ("secured",), "beds": ("residents",)}
"""The columns of the table on a page, and which stand beneath them; the status stands above the centre's name."""

FEW = 5
"""Fewer people than this in a centre are told only as fewer: they might be known."""


def risk(risk: Risk, voice: Voice) -> str:
    """A risk as sign and word."""
    return f"{SIGNS[risk]}{NO_BREAK}{voice.say(f'centres.risk.{risk.value}')}"


def reasons(centre: Centre, thresholds: Thresholds, voice: Voice) -> list[str]:
    """Why a centre is at its risk, the deciding reason first, and what a reader should know of the figures."""
    ahead = centre.ahead
    gaps = {
        "month": voice.month(ahead.cash_out) if ahead.cash_out else "",
        "months": months(ahead.cash_out_months, voice),
        "source": source(ahead.main_source or "", centre, voice),
        "share": _percent(ahead.concentration, voice),
        "gap": _money(ahead.gap_12m, centre.position.currency, voice),
        "gap_share": _percent(ahead.gap_share, voice),
        "within": voice.number(thresholds.source_ends_months),
        "sheet": voice.quarter(centre.position.sheet_quarter) if centre.position.sheet_quarter else "",
        "closed_on": voice.date(centre.position.closed_on) if centre.position.closed_on else "",
        "notice_on": voice.date(centre.position.closure_notice_on) if centre.position.closure_notice_on else "",
    }
    told = [voice.say(f"centres.reasons.{reason.value}", **gaps) for reason in ahead.reasons]
    if comes_too_late(centre):
        told.append(voice.say("centres.too_late", average=months(ahead.runway_months, voice)))
    return told or [voice.say("centres.reasons.none")]


def comes_too_late(centre: Centre) -> bool:
    """Whether the money would last a month longer, or more, if all of it were there at once."""
    average, end = centre.ahead.runway_months, centre.ahead.cash_out_months
    return average is not None and end is not None and average - end >= 1


def months(number: float | None, voice: Voice) -> str:
    """A time in months with one decimal, never rounded up: 2.96 months are 2.9, still less than three."""
    return voice.say("numbers.unknown") if number is None else voice.number(int(number * 10) / 10, 1)


def ends(centre: Centre, voice: Voice) -> str:
    """The month in which the money is gone, or why none can be named."""
    ahead = centre.ahead
    if ahead.cash_out is not None:
        return voice.month(ahead.cash_out)
    if ahead.risk in STOPPED:
        return voice.say(f"centres.risk.{ahead.risk.value}")
    return voice.say("centres.no_end" if Reason.OWN_INCOME_PAYS in ahead.reasons else "numbers.unknown")


def name(centre: Centre, voice: Voice) -> str:
    """The name of a centre; of a confidential one its kind and code."""
    return centre.name or f"{voice.say(f'workbook.options.{centre.kind}')} {centre.code}"


def is_told_apart(centres: Iterable[Centre]) -> bool:
    """Whether some of the centres are told without name and district."""
    return any(not centre.name for centre in centres)


def rows(centres: Sequence[Centre], voice: Voice) -> pd.DataFrame:
    """The table of centres to read, a row for each in their order: what is not known says so."""
    columns = [voice.say(f"centres.columns.{name}") for name in COLUMNS]
    return pd.DataFrame([_row(centre, voice) for centre in centres], columns=columns)


def together(voice: Voice) -> dict[str, tuple[str, ...]]:
    """Under each heading of the table on a page the columns of `rows` that stand there, so that a phone shows all."""
    headings = {name: voice.say(f"centres.columns.{name}") for name in COLUMNS}
    return {
        headings[first]: (headings[first], *(headings[name] for name in beneath)) for first, beneath in TOGETHER.items()
    }


def _row(centre: Centre, voice: Voice) -> tuple[str, ...]:
    ahead, position = centre.ahead, centre.position
    stopped = ahead.risk in STOPPED
    amounts = (ahead.burn, ahead.secured_12m)
    return (
        risk(ahead.risk, voice),
        name(centre, voice),
        centre.place.name,
        ends(centre, voice),
        "" if ahead.cash_out_months is None else months(ahead.cash_out_months, voice),
        *("" if stopped else _money(amount, position.currency, voice) for amount in amounts),
        "" if stopped else _count(position.beds, voice),
        "" if stopped else residents(centre, voice),
    )


def residents(centre: Centre, voice: Voice) -> str:
    """How many people live in a centre, a few only as fewer than five; a released 0 as fewer than a step."""
    people = centre.position.residents
    if people is None:
        return voice.say("numbers.unknown")
    return fewer(centre.step, voice) if centre.step > 0 and not people else few(people, voice, least=FEW)


def bars(centres: Iterable[Centre], voice: Voice) -> list[Bar]:
    """The centres whose end can be told, for the figure of months left, in their order."""
    return [
        Bar(
            name=name(centre, voice),
            brief=voice.say(
                "centres.bar_brief", sign=SIGNS[centre.ahead.risk], months=months(centre.ahead.cash_out_months, voice)
            ),
            said=voice.say(
                "centres.bar",
                months=months(centre.ahead.cash_out_months, voice),
                month=ends(centre, voice),
                risk=risk(centre.ahead.risk, voice),
            ),
            risk=centre.ahead.risk,
            months=centre.ahead.cash_out_months,
        )
        for centre in centres
        if centre.ahead.cash_out_months is not None
    ]


def facts(centre: Centre, voice: Voice) -> dict[str, str]:
    """What stands above the money of a centre, by its label."""
    ahead, position = centre.ahead, centre.position
    told = {
        "cash_out": ends(centre, voice),
        "months": months(ahead.cash_out_months, voice),
        "cost": _money(ahead.burn, position.currency, voice),
        "cash": _money(ahead.cash, position.currency, voice),
        "secured": _money(ahead.secured_12m, position.currency, voice),
        "gap": _money(ahead.gap_12m, position.currency, voice),
    }
    return {voice.say(f"centres.columns.{name}"): text for name, text in told.items()}


def line(centre: Centre, as_of: dt.date, thresholds: Thresholds) -> tuple[tuple[dt.date, float], ...]:
    """The balance ahead of a centre: corners of a line, as `metrics.funding.balance_ahead` gives them.

    Two years, or one where nothing is left for the second.
    """
    corners = balance_ahead(centre.position, centre.payments, as_of=as_of, thresholds=thresholds)
    first_year = balance_ahead(centre.position, centre.payments, as_of=as_of, months=YEAR, thresholds=thresholds)
    later = [amount for day, amount in corners if day >= first_year[-1][0]] if first_year else []
    return corners if any(later) or (first_year and first_year[-1][1]) else first_year


def payments_on(line: Sequence[tuple[dt.date, float]], centre: Centre, voice: Voice) -> list[Payment]:
    """The payments that count and fall on the line, each with the balance once it has come."""
    after = dict(line)  # of the corners of one day the last counts
    return [
        Payment(
            day,
            after[day],
            f"{voice.money(paid.amount, paid.currency)}, {source(paid.source, centre, voice)}, {voice.date(day)}",
        )
        for paid in centre.payments
        if not paid.in_kind
        and (day := paid.due if paid.status in COUNTED else paid.received_on) is not None
        and day in after
    ]


def payment_rows(centre: Centre, as_of: dt.date, voice: Voice) -> pd.DataFrame:
    """The payments agreed for a centre, in the order of their days, each with whether it counts as money to come."""
    found = sorted(centre.payments, key=lambda paid: (paid.due or dt.date.max, paid.source))
    columns = [voice.say(f"centres.columns.{name}") for name in ("due", "source", "amount", "stage", "counts")]
    return pd.DataFrame(
        [
            (
                voice.date(paid.due) if paid.due else voice.say("numbers.unknown"),
                source(paid.source, centre, voice),
                _paid(paid, voice),
                voice.say(f"centres.stages.{paid.status.value}"),
                voice.say(f"centres.counts_as.{counts(paid, as_of)}"),
            )
            for paid in found
        ],
        columns=columns,
    )


def _paid(paid: Tranche, voice: Voice) -> str:
    """What a payment is; beside it the amount that was agreed, where that is in another currency."""
    told = voice.money(paid.amount, paid.currency)
    if paid.told_from is None:
        return told
    amount, currency, dated = paid.told_from
    return voice.say("centres.told_from", told=told, agreed=voice.money(amount, currency), day=voice.date(dated))


def source(named: str, centre: Centre, voice: Voice) -> str:
    """Who pays; of a confidential centre the kind of source, with a number where there are several of the kind."""
    if centre.name or not named:
        return named
    kind, _, number = named.partition(" ")
    return " ".join(filter(None, (voice.say(f"workbook.options.{kind}"), number)))


def counts(paid: Tranche, as_of: dt.date) -> str:
    """How a payment enters the reckoning: to come, in the cash already, or (pledged, late, undated, lapsed) not."""
    if paid.in_kind:
        return "in_kind"
    if paid.status is TrancheStatus.RECEIVED:
        return "in_cash"
    if paid.status not in COUNTED:
        return "not_counted"
    if paid.due is None:
        return "undated"
    if paid.due <= as_of:
        return "overdue"
    return "to_come" if paid.until is None or paid.until >= paid.due else "not_counted"


def about(centre: Centre, country: Country, voice: Voice) -> str:
    """What a centre is, who runs it and where it lies, as far as it is told; its beds and who lives there."""
    kind, place = voice.say(f"workbook.options.{centre.kind}"), where(centre.place, country)
    told = voice.say("centres.facts_confidential", kind=kind, where=place)
    if centre.name:
        operator = voice.say(f"workbook.options.{centre.operator}")
        told = voice.say("centres.facts", kind=kind, operator=operator, where=place)
    people = {"beds": _count(centre.position.beds, voice), "residents": residents(centre, voice)}
    return f"{told} {voice.say('centres.facts_people', **people)}"


def where(place: Place, country: Country) -> str:
    """A district, with its province where there is one. Of a centre nobody is told more than that."""
    above = country.places.get(place.parent or "")
    return f"{place.name}, {above.name}" if above and above.level is Level.PROVINCE else place.name


def _count(number: float | None, voice: Voice) -> str:
    return voice.say("numbers.unknown") if number is None else voice.number(number)


def _money(number: float | None, currency: str, voice: Voice) -> str:
    """An amount whose currency stays on its line."""
    return voice.say("numbers.unknown") if number is None else voice.money(number, currency).replace(" ", NO_BREAK, 1)


def _percent(share: float | None, voice: Voice) -> str:
    return "" if share is None else voice.say("figures.percent", share=voice.number(share * 100))
