"""One measure over the quarters by the parts of it, as the page Trends shows it."""

from __future__ import annotations

import streamlit as st

from data.model import Quarter, Visitor
from metrics.trend import provisional
from pages.parts import cached, figure_marks, figures, released_parts, sent_table, trend_lines, trend_parts
from pages.parts.filters import measure_name
from pages.parts.looking_back import house_then
from pages.parts.measures import item_name
from pages.parts.opened import house
from pages.parts.words import escaped, language, pick, say, voice


def draw(who: Visitor, measure: str, place: str, dimension: str) -> None:
    """The largest parts of a measure at a place, then the same numbers as a table."""
    here, speech = house(), voice()
    part = here.catalogue.measure(measure)
    meant = next(each for each in part.dimensions if each.key == dimension)
    points = cached.series(who, measures=[measure], places=[place])
    by_quarter = released_parts.parts_over(
        house_then(),
        who,
        measure=measure,
        dimension=dimension,
        quarters=[Quarter.parse(text) for text in sorted(points["quarter"].unique())],
        place=place,
    )
    name = here.country.places[place].name
    st.subheader(escaped(say("trends.split_title", measure=pick(part.names), by=pick(meant.labels), place=name)))
    items, more = trend_parts.largest(by_quarter, dimension)
    if not items:
        st.info(say("trends.no_parts"))
        return
    names = {item: item_name(here.catalogue, dimension, item, language()) for item in items}
    new = dict(zip(points["quarter"], provisional(points), strict=True))
    told = trend_parts.told(by_quarter, items, dimension=dimension, part=part, provisional=new, voice=speech)
    drawn = figures.trend(told, names=names, part=part, voice=speech)
    figure_marks.hatch(drawn, [quarter for quarter, open_ in new.items() if open_], speech)
    latest = trend_lines.latest(told, names=names, voice=speech)
    st.plotly_chart(
        drawn,
        config=figures.CONFIG,
        alt=say(
            "figures.alt_trend",
            measure=measure_name(measure),
            first=speech.quarter(Quarter.parse(min(by_quarter))),
            last=speech.quarter(Quarter.parse(max(by_quarter))),
            latest=latest,
        ),
    )
    hints = [say("trends.more_parts", count=more)] if more else []
    hints += [say("trends.several_parts")] if meant.multiple else []
    st.caption(" ".join([say("trends.parts_hint"), *hints]))
    sent_table.show(trend_lines.table(told, names=names, voice=speech).map(escaped), alt=say("trends.table"))
