"""One measure over the quarters, as the page Trends shows it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from data.model import Level, Quarter, Visitor
from pages.parts import cached, figures, origin_links, trend_lines
from pages.parts.filters import measure_name
from pages.parts.opened import house
from pages.parts.words import escaped, pick, say, voice


def draw(who: Visitor, measure: str, places: tuple[str, ...]) -> None:
    """One measure over the quarters: nationally, then the chosen places, then the same numbers as a table."""
    here, speech = house(), voice()
    root, part = here.country.root, here.catalogue.measure(measure)
    indicator = here.catalogue.indicator_of(measure)
    names = {code: here.country.places[code].name for code in (root.code, *places)}
    points = cached.series(who, measures=[measure], places=names)
    told = trend_lines.told(points, part=part, country=here.country, voice=speech)
    hidden = [code for code in names if trend_lines.withheld(told[told["place"] == code])]
    shown = {code: name for code, name in names.items() if code not in hidden}
    st.subheader(escaped(pick(part.names)), help=pick(indicator.definition))
    if hidden:
        st.info(say("trends.withheld", places=escaped(", ".join(names[code] for code in hidden))))
    # A country's line would press a district's flat against the axis: each has a figure of its own.
    for group in ([root.code], list(places)):
        drawn = {code: shown[code] for code in group if code in shown}
        if drawn:
            _lines(told[told["place"].isin(drawn)], drawn, measure)
    if not shown:
        return
    for note in trend_lines.notes(part, pick(indicator.note) if indicator.note else "", speech):
        st.caption(note)
    above = any(here.country.places[code].level is not Level.DISTRICT for code in shown)
    hints = (("trends.provisional", told["provisional"].any()), ("trends.brackets", above))
    st.caption(" ".join(say(key) for key, holds in hints if holds))
    st.table(
        _with_origins(trend_lines.table(told, names=shown, voice=speech).map(escaped), told, list(shown), measure),
        border="horizontal",
        hide_index=True,
        alt=say("trends.table"),
    )


def _with_origins(table: pd.DataFrame, told: pd.DataFrame, places: list[str], measure: str) -> pd.DataFrame:
    """The table with each number as a link to where it comes from; its rows are the quarters, the newest first."""
    quarters = sorted(told["quarter"].unique(), reverse=True)
    columns = [table.iloc[:, 0]]
    for position, place in enumerate(places, start=1):
        links = [origin_links.address(measure=measure, place=place, quarter=quarter) for quarter in quarters]
        pairs = zip(table.iloc[:, position], links, strict=True)
        columns.append(pd.Series([f"[{cell}]({link})" for cell, link in pairs], name=table.columns[position]))
    return pd.concat(columns, axis=1)


def _lines(told: pd.DataFrame, names: Mapping[str, str], measure: str) -> None:
    if trend_lines.nothing(told):
        st.info(say("trends.no_report"))
        return
    speech, quarters = voice(), [Quarter.parse(text) for text in sorted(told["quarter"].unique())]
    st.plotly_chart(
        figures.trend(told, names=names, part=house().catalogue.measure(measure), voice=speech),
        config=figures.CONFIG,
        alt=say(
            "figures.alt_trend",
            measure=measure_name(measure),
            first=speech.quarter(quarters[0]),
            last=speech.quarter(quarters[-1]),
            latest=trend_lines.latest(told, names=names, voice=speech),
        ),
    )
