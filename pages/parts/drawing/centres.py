"""The centres, as the page Centres shows them: the table, the calendar, the months left, the cliff of their money."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.model import Quarter, Visitor
from metrics.centre import Thresholds, thresholds_of
from pages.parts import (
    cached,
    cached_centres,
    centre_calendar,
    centre_list,
    figure_cliff,
    figures,
    origin_links,
    sent_table,
)
from pages.parts.opened import house
from pages.parts.released_centres import Centre
from pages.parts.words import escaped, number, say, voice

BARS = 10
"""How many centres the figure of months left shows; the table has all."""

FIRST = 10
"""So many centres stand in the table at once; the others are sent when somebody wants to see them."""
ROWS, TALL = 12, 600
"""From more rows on, the table is so many pixels tall and scrolls under its head."""

PAGE = "/centre"


def thresholds() -> Thresholds:
    """Where the risks begin in this country."""
    return thresholds_of(house().country)


def address(code: str, quarter: str) -> str:
    """Where the page of a centre is, for the same visitor, language and day."""
    return origin_links.same_visit(PAGE, quarter=quarter, centre=code)


def table(who: Visitor, quarter: str) -> None:
    """The centres whose money ends first, the first at the top, each with the way to its page."""
    found = cached.centres(who, quarter=Quarter.parse(quarter))
    _table(found[:FIRST], quarter)
    if centre_list.is_told_apart(found):
        st.caption(say("centres.confidential"))


def others(who: Visitor, quarter: str) -> None:
    """The centres that do not stand in the first table."""
    _table(cached.centres(who, quarter=Quarter.parse(quarter))[FIRST:], quarter)


def _table(found: Sequence[Centre], quarter: str) -> None:
    height = TALL if len(found) > ROWS else "content"
    sent_table.show(rows(found, quarter), alt=say("centres.title"), height=height)


def rows(found: Sequence[Centre], quarter: str, *, placed: bool = True) -> pd.DataFrame:
    """The table of centres in Markdown, few columns for a phone: each name is the way to that centre.

    Args:
        found: the centres.
        quarter: of which the pages behind the names are.
        placed: whether the district stands beneath each name.
    """
    told = centre_list.rows(found, voice()).map(escaped)
    status, name, place = (say(f"centres.columns.{key}") for key in ("status", "centre", "place"))
    links = [f"[{text}]({address(each.code, quarter)})" for text, each in zip(told[name], found, strict=True)]
    told[name] = [f"{sign}  \n{link}" for sign, link in zip(told[status], links, strict=True)]
    if placed:
        told = sent_table.beneath(told, name, place)
    return sent_table.stacked(told, centre_list.together(voice()))


def calendar(who: Visitor, quarter: str) -> None:
    """In which month of the year ahead whose money ends, and how many beds that are."""
    asked = Quarter.parse(quarter)
    found = cached.centres(who, quarter=asked)

    def linked(code: str, name: str) -> str:
        return f"[{escaped(name)}]({address(code, quarter)})"

    calendar = centre_calendar.rows(found, as_of=asked.last_day, voice=voice(), linked=linked)
    sent_table.show(calendar, alt=say("centres.calendar"))
    st.caption(say("centres.calendar_hint"))


def cliff(who: Visitor, quarter: str) -> None:
    """What of the centres' cost in each coming quarter is paid for, and what is not."""
    currency, ahead, without = cached_centres.cliff(who, Quarter.parse(quarter))
    if not any(each.needed for each in ahead):
        st.write(say("centre.insufficient"))
        return
    speech = voice()
    st.plotly_chart(
        figure_cliff.cliff(ahead, currency=currency, voice=speech),
        config=figures.CONFIG,
        alt=figure_cliff.alt(ahead, currency=currency, voice=speech),
    )
    sent_table.show(figure_cliff.rows(ahead, currency=currency, voice=speech).map(escaped), alt=say("centres.cliff"))
    st.caption(say("centres.cliff_hint"))
    if without:
        st.caption(say("centres.cliff_without", count=number(without), currency=currency))


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
