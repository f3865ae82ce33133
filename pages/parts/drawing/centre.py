"""One centre, as its own page shows it: where it stands, what keeps it open, what a closure would cost, its sources."""

from __future__ import annotations

import datetime as dt
import itertools
import math

import streamlit as st

from data.model import Level, Quarter, Visitor
from metrics import attention
from metrics.centre import Risk
from metrics.keeping_open import months_after, needed
from metrics.secured import YEAR
from metrics.uncertainty import if_pledges_arrive
from pages.parts import (
    cached,
    cached_centres,
    centre_inputs,
    centre_list,
    centre_standing,
    centre_sureness,
    closure_words,
    figures,
    pledge_line,
    sent_table,
)
from pages.parts.drawing.centres import address, thresholds
from pages.parts.opened import house
from pages.parts.released_centres import Centre
from pages.parts.shown import Voice
from pages.parts.words import escaped, number, say, voice

MONTHS_LISTED = 12
"""For so many months ahead the amount is told besides the chosen one."""


def head(who: Visitor, quarter: str, code: str) -> None:
    """Where it stands and since when, why, and what it is."""
    found, speech = _of(who, quarter, code), voice()
    told = ""
    if found.ahead.risk in centre_standing.OF_CONCERN:
        told = centre_standing.since(attention.since(_stood(who, quarter, found)), speech)
    st.markdown(f"**{escaped(centre_list.risk(found.ahead.risk, speech))}** {escaped(told)}".rstrip())
    st.markdown("\n".join(f"- {escaped(reason)}" for reason in centre_list.reasons(found, thresholds(), speech)))
    st.caption(escaped(centre_list.about(found, house().country, speech)))


def keeping_open(who: Visitor, quarter: str, code: str, month: str, today: str) -> None:
    """The amount, and by when, that keeps it open to the end of a month; and to each month of the year ahead.

    Args:
        who: who asks.
        quarter: at whose end it is reckoned.
        code: of the centre.
        month: any day of the month, as an ISO date.
        today: the day on which it is looked at, as an ISO date.
    """
    found, as_of = _of(who, quarter, code), Quarter.parse(quarter).last_day
    chosen, day = dt.date.fromisoformat(month), dt.date.fromisoformat(today)
    listed = itertools.islice(months_after(as_of), MONTHS_LISTED)
    asked, *others = needed(
        found.position, found.payments, as_of=as_of, months=[chosen, *listed], thresholds=thresholds()
    ) or [None]
    if asked is None:
        st.write(say("centre.insufficient"))
        return
    currency, end = found.position.currency, {"month": voice().month(chosen)}
    if asked.by is None:
        st.markdown(f"**{escaped(say('centre.nothing_lacking', **end))}**")
    else:
        by = voice().date(asked.by)
        told = say("centre.needed", amount=_whole(asked.whole, currency), day=by, **end)
        st.markdown(f"### {escaped(told)}")
        months = float(asked.amount) / (found.ahead.net_burn or math.nan)
        cost = voice().money(found.ahead.net_burn or 0, currency)
        st.markdown(escaped(say("centre.formula", cost=cost, months=number(months, 1), **end)))
        if asked.by < day:
            st.markdown(escaped(say("centre.day_passed", day=by, as_of=voice().date(as_of))))
    with st.expander(say("centre.each_month")):
        sent_table.show(
            {
                say("centre.columns.month"): [escaped(voice().month(each.through)) for each in others],
                say("centre.columns.needed"): [escaped(_whole(each.whole, currency)) for each in others],
            },
            alt=say("centre.each_month"),
        )
    st.caption(say("centre.needed_hint"))


def closing(who: Visitor, quarter: str, code: str, within: int) -> None:
    """What its closure would cost: beds, admissions, who is left without one, who else is near."""
    asked = Quarter.parse(quarter)
    found, speech = _of(who, quarter, code), voice()
    lost = cached_centres.closing(who, asked, code, within)
    parts = closure_words.admissions(house().catalogue)
    points = cached.series(who, measures=[part.measure for part in parts], places=[found.place.code])
    admitted = [line for part in parts for line in closure_words.admitted(points, part, asked, found.place, speech)]
    told = [*closure_words.beds(found, lost, speech), *admitted]
    st.markdown("\n".join(f"- {escaped(line)}" for line in told))
    if lost.left is None:
        key = "centre.place_not_told" if found.place.level is not Level.DISTRICT else "centre.no_outline"
        st.markdown(say(key))
        return
    st.markdown(f"**{say('centre.left', within=within)}**")
    st.markdown(escaped(closure_words.left(lost, within, house().country, speech)))
    if lost.unplaced:
        st.markdown(escaped(say("centre.unplaced", count=number(lost.unplaced))))
    st.markdown(f"**{say('centre.nearest')}**")
    st.markdown(escaped(closure_words.same(found, lost, speech)))
    if lost.nearest:
        nearest = closure_words.nearest(lost, lambda each: address(each.code, quarter), speech, escaped)
        for both in (("centre", "place"), ("centre", "status")):
            nearest = sent_table.beneath(nearest, *(say(f"centre.columns.{name}") for name in both))
        sent_table.show(nearest, alt=say("centre.nearest"))
    st.caption(say("centre.straight_line"))


def money(who: Visitor, quarter: str, code: str) -> None:
    """Its money in figures and over time, how sure that is, and its payments."""
    found, speech = _of(who, quarter, code), voice()
    as_of = Quarter.parse(quarter).last_day
    cells = st.grid(3, min_column_width=150)
    for label, said in centre_list.facts(found, speech).items():
        cells.markdown(f":small[{label}]  \n**{escaped(said)}**")
    _balance(found, as_of, speech)
    sure = centre_sureness.sentences(found, as_of=as_of, thresholds=thresholds(), voice=speech)
    if sure:
        st.markdown("\n".join(f"- {escaped(each)}" for each in sure))
    st.markdown(f"**{say('centres.payments')}**")
    if found.payments:
        paid = centre_list.payment_rows(found, as_of, speech).map(escaped)
        paid = sent_table.beneath(paid, *(say(f"centres.columns.{name}") for name in ("stage", "counts")))
        sent_table.show(paid, alt=say("centres.payments"))
        st.caption(say("centres.pledges"))
    else:
        st.caption(say("centres.no_payments"))
    if found.from_ledger:
        st.caption(say("centres.from_ledger", count=len(found.not_counted)))
    elif found.origin is None:
        st.caption(say("centres.ledger_not_released"))


def inputs(who: Visitor, quarter: str, code: str, today: str) -> None:
    """Every input with its day, its age and its evidence; and where the centre stood in earlier quarters."""
    found, speech = _of(who, quarter, code), voice()
    told = centre_inputs.rows(
        found,
        as_of=Quarter.parse(quarter).last_day,
        today=dt.date.fromisoformat(today),
        releases=cached.releases(who),
        voice=speech,
    )
    told = told.map(escaped)
    for both in (("day", "age"), ("input", "evidence")):
        told = sent_table.beneath(told, *(say(f"centre.columns.{name}") for name in both))
    sent_table.show(told, alt=say("centre.rests_on"))
    stood = [
        say("centre.stood", quarter=speech.quarter(each), risk=centre_list.risk(risk, speech))
        for each, risk in sorted(_stood(who, quarter, found).items())
    ]
    st.caption(escaped(f"{say('centre.before')} {' · '.join(stood)}"))


def _of(who: Visitor, quarter: str, code: str) -> Centre:
    return next(each for each in cached.centres(who, quarter=Quarter.parse(quarter)) if each.code == code)


def _stood(who: Visitor, quarter: str, found: Centre) -> dict[Quarter, Risk]:
    """Where it stands, and where it stood before."""
    asked = Quarter.parse(quarter)
    return {**cached_centres.past(who, asked, found.code), asked: found.ahead.risk}


def _whole(amount: int, currency: str) -> str:
    """An amount to the last unit: of one that was rounded down the centre would not stay open."""
    return f"{currency} {number(amount)}"


def _balance(found: Centre, as_of: dt.date, speech: Voice) -> None:
    line = centre_list.line(found, as_of, thresholds())
    if not line:
        st.caption(say("centres.no_balance"))
        return
    st.markdown(f"**{say('centres.balance', day=speech.date(line[0][0]))}**")
    drawn = figures.balance(
        line,
        payments=centre_list.payments_on(line, found, speech),
        cash_out=found.ahead.cash_out,
        currency=found.position.currency,
        voice=speech,
    )
    promised = if_pledges_arrive(found.position, found.payments, as_of=as_of, months=2 * YEAR, thresholds=thresholds())
    pledge_line.add(drawn, promised, known=line, currency=found.position.currency, voice=speech)
    st.plotly_chart(
        drawn,
        config=figures.CONFIG,
        alt=say(
            "figures.alt_balance",
            centre=centre_list.name(found, speech),
            first=speech.date(line[0][0]),
            last=speech.date(line[-1][0]),
            end=centre_list.reasons(found, thresholds(), speech)[0].rstrip("."),
        ),
    )
    st.caption(say("centres.balance_hint"))
    if promised:
        st.caption(say("centres.if_pledged"))
