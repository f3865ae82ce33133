"""One measure over the quarters or the years, as the page Trends shows it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data.model import Level, Part, Quarter, Status, Visitor
from metrics.years import can_be_years
from pages.parts import (
    cached,
    figure_marks,
    figures,
    origin_links,
    sent_table,
    trend_breaks,
    trend_lines,
    trend_words,
    trend_years,
)
from pages.parts.drawing import trend_peers
from pages.parts.filters import measure_name
from pages.parts.opened import house
from pages.parts.trend_breaks import Marked
from pages.parts.words import escaped, pick, say, voice

QUARTERS, YEARS = "quarters", "years"
"""By what a trend is drawn."""


def draw(who: Visitor, measure: str, places: tuple[str, ...], by: str = QUARTERS, peers: bool = False) -> None:
    """One measure over time: nationally, then the chosen places, then the same numbers as a table."""
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
    if by == YEARS and can_be_years(part):
        _years(points, shown, part)
    else:
        _quarters(who, points, told, shown, part, peers=peers)
    if not shown:
        return
    for note in trend_lines.notes(part, pick(indicator.note) if indicator.note else "", speech):
        st.caption(note)
    if by == YEARS and not can_be_years(part):
        st.caption(say("trends.no_years"))


def _quarters(
    who: Visitor, points: pd.DataFrame, told: pd.DataFrame, shown: Mapping[str, str], part: Part, *, peers: bool
) -> None:
    here, speech = house(), voice()
    root = here.country.root.code
    # A country's line would press a district's flat against the axis: each has a figure of its own.
    for group in ([root], [code for code in shown if code != root]):
        drawn = {code: shown[code] for code in group if code in shown}
        if not drawn:
            continue
        lines, middle = told[told["place"].isin(drawn)], {}
        if peers and root not in drawn:
            lines, middle = trend_peers.beside(who, lines, drawn, part)
        _lines(lines, {**drawn, **middle}, part)
        if middle:
            trend_peers.say_who(drawn, lines)
    if not shown:
        return
    said = list(trend_words.sentences(points, part=part, names=shown, country=here.country, voice=speech))
    if said:
        st.markdown("\n".join(f"- {escaped(sentence)}" for sentence in said), help=say("trends.words_help"))
    above = any(here.country.places[code].level is not Level.DISTRICT for code in shown)
    hints = (("trends.provisional", told["provisional"].any()), ("trends.brackets", above))
    st.caption(" ".join(say(key) for key, holds in hints if holds))
    table = _with_origins(_texts(told, shown), told, list(shown), part.measure)
    sent_table.show(table, alt=say("trends.table"))


def _texts(told: pd.DataFrame, shown: Mapping[str, str]) -> pd.DataFrame:
    return trend_lines.table(told, names=shown, voice=voice()).map(escaped)


def _with_origins(table: pd.DataFrame, told: pd.DataFrame, places: list[str], measure: str) -> pd.DataFrame:
    """The table with each number as a link to where it comes from; its rows are the quarters, the newest first."""
    quarters = sorted(told["quarter"].unique(), reverse=True)
    columns = [table.iloc[:, 0]]
    for position, place in enumerate(places, start=1):
        links = [origin_links.address(measure=measure, place=place, quarter=quarter) for quarter in quarters]
        pairs = zip(table.iloc[:, position], links, strict=True)
        columns.append(pd.Series([f"[{cell}]({link})" for cell, link in pairs], name=table.columns[position]))
    return pd.concat(columns, axis=1)


def _lines(told: pd.DataFrame, names: Mapping[str, str], part: Part) -> None:
    if trend_lines.nothing(told):
        st.info(say("trends.no_report"))
        return
    speech, here = voice(), house()
    texts = sorted(told["quarter"].unique())
    quarters = [Quarter.parse(text) for text in texts]
    breaks = trend_breaks.within(
        texts,
        country=here.country,
        pillar=here.catalogue.indicator_of(part.measure).pillar,
        places=[code for code in names if code in here.country.places],
        voice=speech,
    )
    drawn = figures.trend(told, names=names, part=part, voice=speech)
    figure_marks.hatch(drawn, sorted(told.loc[told["provisional"], "quarter"].unique()), speech)
    figure_marks.mark_breaks(drawn, breaks)
    latest = trend_lines.latest(told, names=names, voice=speech)
    _chart(
        drawn,
        say(
            "figures.alt_trend",
            measure=measure_name(part.measure),
            first=speech.quarter(quarters[0]),
            last=speech.quarter(quarters[-1]),
            latest=latest,
        ),
    )
    _say_breaks(breaks)


def _chart(drawn: go.Figure, alt: str) -> None:
    st.plotly_chart(drawn, config=figures.CONFIG, alt=alt)


def _say_breaks(breaks: list[Marked]) -> None:
    for number, each in enumerate(breaks, start=1):
        st.caption(escaped(say("trends.numbered", number=number, said=each.said)))


def _years(points: pd.DataFrame, shown: Mapping[str, str], part: Part) -> None:
    speech, here = voice(), house()
    told = trend_years.told(points, part=part, country=here.country, voice=speech)
    root = here.country.root.code
    for group in ([root], [code for code in shown if code != root]):
        drawn = {code: shown[code] for code in group if code in shown}
        bars = told[told["place"].isin(drawn)]
        if not drawn:
            continue
        if bars["value"].isna().all():
            if (bars["status"] != Status.WITHHELD).all():  # else the table says why there are no bars
                st.info(say("trends.no_report"))
            continue
        measure = measure_name(part.measure)
        _chart(
            figure_marks.years(bars, names=drawn, part=part, voice=speech),
            say("trends.alt_years", measure=measure, places=", ".join(drawn.values())),
        )
    if not shown:
        return
    st.caption(" ".join([say("trends.years_hint"), say(f"trends.years_{part.over_quarters.value}")]))
    sent_table.show(trend_years.table(told, names=shown, voice=speech).map(escaped), alt=say("trends.table"))
