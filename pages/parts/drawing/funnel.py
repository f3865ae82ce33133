"""Districts against chance, as the page Map shows them: which lie outside, and no rank."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.model import Kind, Level, Part, Quarter, Status, Visitor
from metrics import funnel
from metrics.change import can_be_worded
from metrics.funnel import Funnel, Outside
from metrics.shown import is_released
from pages.parts import cached, figure_funnel, figures, map_asked, released
from pages.parts.looking_back import house_then
from pages.parts.opened import house
from pages.parts.words import escaped, number, say, voice

PEOPLE, PERCENT = 100_000, 100


def possible(part: Part) -> bool:
    """Whether a measure can be held against chance: events among people, or a share of a counted whole."""
    if part.kind is Kind.RATIO:
        catalogue = house().catalogue
        return all(code and catalogue.measure(code).whole for code in (part.numerator, part.denominator))
    return can_be_worded(part) and map_asked.can_be_rated(house().catalogue.indicator_of(part.measure), part)


def draw(who: Visitor, measure: str, quarter: str) -> None:
    """The funnel of a measure and quarter, or why there is none."""
    part = house().catalogue.measure(measure)
    values = cached.level_values(who, measures=[measure], quarter=Quarter.parse(quarter), level=Level.DISTRICT)
    told = values[values["value"].notna()]
    if is_released(told).any() or (values["status"] == Status.WITHHELD).any():
        st.write(say("funnel.released"))
        return
    binomial = part.kind is Kind.RATIO
    found = funnel.funnel(_counts(values, binomial=binomial), binomial=binomial)
    if found is None:
        st.write(say("funnel.nothing"))
        return
    times, size = (PERCENT, "funnel.whole") if binomial else (PEOPLE, "funnel.people")
    unit = say("map_page.percent") if binomial else say("map_page.per_people")
    names = {code: house().country.places[code].name for code in found.points["place"]}
    st.write(say("funnel.lead", rate=number(found.rate * times, 2), unit=unit, count=number(len(found.points))))
    outside = {side: _named(found, side) for side in (Outside.ABOVE, Outside.BELOW)}
    st.plotly_chart(
        figure_funnel.draw(found, names=names, times=times, unit=unit, size=say(size), voice=voice()),
        config=figures.CONFIG,
        alt=say("funnel.alt", above=number(len(outside[Outside.ABOVE])), below=number(len(outside[Outside.BELOW]))),
    )
    for side, places in outside.items():
        listed = escaped(", ".join(places)) if places else say("funnel.nobody")
        st.markdown(say("funnel.outside", where=say(f"funnel.{side.value}"), count=number(len(places)), places=listed))
    st.caption(say("funnel.note"))


def _counts(values: pd.DataFrame, *, binomial: bool) -> pd.DataFrame:
    """The counts with what they are of: the whole of a share, or the people of the place."""
    if binomial:
        return values.assign(count=values["numerator"], size=values["denominator"])[["place", "count", "size"]]
    rated = released.per_100k(house_then(), values)
    return rated.assign(count=rated["value"], size=rated["population"])[["place", "count", "size"]]


def _named(found: Funnel, side: Outside) -> list[str]:
    """The places outside on a side, by name: they are not to be ranked."""
    places = house().country.places
    return sorted(places[code].name for code in found.points.loc[found.points["outer"] == side.value, "place"])
