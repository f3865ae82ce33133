"""The centres, as the page Centres shows them: the table, the months left, and one of them."""

from __future__ import annotations

import streamlit as st

from data.model import Quarter, Visitor
from metrics.centre import Thresholds, thresholds_of
from metrics.secured import YEAR
from metrics.uncertainty import if_pledges_arrive
from pages.parts import cached, centre_list, centre_sureness, figures, pledge_line
from pages.parts.opened import house
from pages.parts.released_centres import Centre
from pages.parts.shown import Voice
from pages.parts.words import escaped, say, voice

BARS = 15
"""How many centres the figure of months left shows; the table has all."""

ROWS, TALL = 12, 600
"""From more rows on, the table is so many pixels tall and scrolls under its head."""


def thresholds() -> Thresholds:
    """Where the risks begin in this country."""
    return thresholds_of(house().country)


def table(who: Visitor, quarter: str) -> None:
    """Every centre, the one whose money ends first at the top."""
    found = cached.centres(who, quarter=Quarter.parse(quarter))
    st.table(
        centre_list.rows(found, voice()).map(escaped),
        border="horizontal",
        hide_index=True,
        height=TALL if len(found) > ROWS else "content",
        alt=say("centres.title"),
    )
    if centre_list.is_told_apart(found):
        st.caption(say("centres.confidential"))


def months_left(who: Visitor, quarter: str) -> None:
    """A bar for each of the centres whose money ends first."""
    bars = centre_list.bars(cached.centres(who, quarter=Quarter.parse(quarter)), voice())
    if not bars:
        return
    st.subheader(say("centres.months_left"))
    st.plotly_chart(
        figures.months_left(bars[:BARS], voice=voice(), thresholds=thresholds()),
        config=figures.CONFIG,
        alt=say("figures.alt_months", count=len(bars), first=f"{bars[0].name}: {bars[0].said}"),
    )
    if len(bars) > BARS:
        st.caption(say("centres.months_more", count=len(bars) - BARS))
    st.caption(
        say(
            "centres.months_hint",
            most=figures.MONTHS_DRAWN,
            critical=thresholds().critical_months,
            at_risk=thresholds().at_risk_months,
            watch=thresholds().watch_months,
        )
    )


def one(who: Visitor, quarter: str, code: str) -> None:
    """One centre: its facts, why it is where it is, its money over time, its payments."""
    as_of = Quarter.parse(quarter).last_day
    found = next(each for each in cached.centres(who, quarter=Quarter.parse(quarter)) if each.code == code)
    speech = voice()
    st.markdown(
        f"**{escaped(centre_list.name(found, speech))}** · {escaped(centre_list.risk(found.ahead.risk, speech))}"
    )
    st.caption(escaped(centre_list.about(found, house().country, speech)))
    _facts(found, speech)
    st.markdown(f"**{say('centres.why')}**")
    st.markdown("\n".join(f"- {escaped(reason)}" for reason in centre_list.reasons(found, thresholds(), speech)))
    _balance(found, quarter, speech)
    sure = centre_sureness.sentences(found, as_of=as_of, thresholds=thresholds(), voice=speech)
    if sure:
        st.markdown("\n".join(f"- {escaped(each)}" for each in sure))
    st.markdown(f"**{say('centres.payments')}**")
    if found.payments:
        st.table(
            centre_list.payment_rows(found, as_of, speech).map(escaped),
            border="horizontal",
            hide_index=True,
            alt=say("centres.payments"),
        )
        st.caption(say("centres.pledges"))
    else:
        st.caption(say("centres.no_payments"))
    if found.from_ledger:
        st.caption(say("centres.from_ledger", count=len(found.not_counted)))
    if (origin := found.origin) is None:
        if not found.from_ledger:
            st.caption(say("centres.ledger_not_released"))
        return
    filed = {"office": origin.office, "day": speech.date(origin.filed_on), "receipt": origin.receipt}
    st.caption(escaped(say("centres.origin", sheet=origin.sheet, row=origin.row, **filed)))


def _facts(found: Centre, speech: Voice) -> None:
    cells = st.grid(4, min_column_width=150)
    for label, told in centre_list.facts(found, speech).items():
        cells.markdown(f":small[{label}]  \n**{escaped(told)}**")


def _balance(found: Centre, quarter: str, speech: Voice) -> None:
    as_of = Quarter.parse(quarter).last_day
    line = centre_list.line(found, as_of)
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
    promised = if_pledges_arrive(found.position, found.payments, as_of=as_of, months=2 * YEAR)
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
