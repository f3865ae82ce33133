"""What the page *Where a number comes from* is made of: what is asked for, the figure, and what it means."""

from __future__ import annotations

import streamlit as st

from data.model import Level, Place, Quarter, Visitor
from pages.parts import cached, filters, origin_below, origin_district, origins
from pages.parts.drawing import origin
from pages.parts.drawn import replayed
from pages.parts.looking_back import house_then
from pages.parts.opened import house
from pages.parts.words import say

_exact = replayed(origin.exact)
_released = replayed(origin.released)
_meaning = replayed(origin.meaning)


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
        origin.figure(who, measure, place, quarter, missing="origin.said.no_number" if counts else origin.MISSING)
        origin_district.show(who, found, measure)
    else:
        with st.spinner(say("origin.looking")):
            _exact(who, measure, place.code, quarter)
        origin_below.files(who, measure, quarter)
    _meaning(measure)


def show_released(who: Visitor, measure: str, place: Place, quarter: Quarter) -> None:
    """The figure, its release, the provinces or districts in it, and what it means. No return is named."""
    _released(who, measure, place.code, quarter)
    if place.level is not Level.DISTRICT and str(quarter) in cached.releases(who):
        origin_below.files(who, measure, quarter)
    _meaning(measure)
