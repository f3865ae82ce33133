"""What the page *Where a number comes from* is made of: what is asked for, the figure, and what it means."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from data.model import Level, Place, Quarter, Status, Visitor
from pages.parts import cached, filters, meanings, origin_below, origin_district, origin_links, origins, shown
from pages.parts.looking_back import house_then
from pages.parts.opened import house
from pages.parts.words import escaped, number, say, voice
from pages.parts.words import quarter as in_words

MISSING = "map.missing"


def choosers(who: Visitor) -> tuple[str, Place, Quarter]:
    """The measure, the place and the quarter."""
    readable = cached.readable(who)
    filters.say_unknown(indicator=filters.measures, place=lambda: readable, quarter=lambda: filters.filed_quarters(who))
    measure = filters.choose_measure(default=next(iter(house().country.headline), ""))
    with st.container(horizontal=True):
        place = filters.choose_place(filters.known_places(readable), prefer=cached.visible(who))
        quarter = filters.choose_quarter(who, width=filters.WIDTH_OF_QUARTER)
    return measure, place, quarter


def show(who: Visitor, measure: str, place: Place, quarter: Quarter) -> None:
    """The figure, the returns and cells that made it, and what it means."""
    if place.level is Level.DISTRICT:
        found = origins.versions(house_then(), who, measure=measure, place=place, quarter=quarter)
        counts = any(each.counts for each in found)
        figure(who, measure, place, quarter, missing="origin.said.no_number" if counts else MISSING)
        origin_district.show(who, found, measure)
    else:
        figure(who, measure, place, quarter)
        origin_below.exact(who, measure, place, quarter)
    meaning(measure)


def figure(who: Visitor, measure: str, place: Place, quarter: Quarter, *, missing: str = MISSING) -> None:
    """The figure itself, with its name, of how many districts it is, and of what it is a part.

    Args:
        who: who asks.
        measure: the measure.
        place: the place.
        quarter: the quarter.
        missing: the word for there being none.
    """
    above = " · ".join(
        origin_links.named(each.name, measure=measure, place=each.code, quarter=str(quarter))
        for each in _above(place)
        if each.code in cached.readable(who)
    )
    part_of = f"  \n:small[{say('origin.part_of')} {above}]" if above else ""
    st.markdown(f"**{escaped(filters.long_name(measure))}**  \n{escaped(place.name)} · {in_words(quarter)}{part_of}")
    told, answered = _told(who, measure, place, quarter, missing)
    st.metric(
        filters.long_name(measure),
        told,
        delta=answered or None,
        delta_color="off",
        delta_arrow="off",
        label_visibility="collapsed",
    )


def meaning(measure: str) -> None:
    """What the measure counts, and on which basis."""
    st.header(say("origin.meaning"))
    st.markdown("\n\n".join(meanings.of(house().catalogue, measure, voice())))


def _above(place: Place) -> Iterator[Place]:
    """The places that a place lies in, the smallest first."""
    while place.parent:
        place = house().country.places[place.parent]
        yield place


def _told(who: Visitor, measure: str, place: Place, quarter: Quarter, missing: str) -> tuple[str, str]:
    """The figure, and of how many districts it is, in words."""
    points = cached.level_values(who, measures=[measure], quarter=quarter, level=place.level)
    mine = points[points["place"] == place.code]
    if mine.empty:
        return say("map.not_expected"), ""
    row = mine.iloc[0]
    if row["status"] == Status.MISSING:
        return say(missing), ""
    above = place.level is not Level.DISTRICT
    told = shown.value(
        row["value"],
        house().catalogue.measure(measure),
        row["status"],
        reporting=int(row["reporting"]),
        above=above,
        voice=voice(),
        step=row["step"],
    )
    answered = say("origin.of", count=number(int(row["reporting"])), of=number(int(row["expected"]))) if above else ""
    return told, answered
