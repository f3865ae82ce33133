"""The page *Where a number comes from*: a figure, what made it, and what it means."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from data.model import Level, Place, Quarter, Status, Visitor
from pages.parts import cached, filters, meanings, origin_below, origin_links, shown
from pages.parts.opened import house
from pages.parts.words import date, escaped, number, say, voice
from pages.parts.words import quarter as in_words

MISSING = "map.missing"


def exact(who: Visitor, measure: str, code: str, quarter: Quarter) -> None:
    """An exact figure above the districts, and what these said."""
    place = house().country.places[code]
    figure(who, measure, place, quarter)
    origin_below.exact(who, measure, place, quarter)


def released(who: Visitor, measure: str, code: str, quarter: Quarter) -> None:
    """A released figure, the release it is of, and what it is made of."""
    place = house().country.places[code]
    figure(who, measure, place, quarter)
    if _release(who, measure, place, quarter) and place.level is not Level.DISTRICT:
        origin_below.released(who, measure, place, quarter)


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
    above = place.level is not Level.DISTRICT
    told = shown.written(row, house().catalogue.measure(measure), above=above, voice=voice())
    if told is None:
        told = say(missing if row["status"] == Status.MISSING else f"map.{row['status']}")
    answered = say("origin.of", count=number(int(row["reporting"])), of=number(int(row["expected"]))) if above else ""
    return told, answered


def _release(who: Visitor, measure: str, place: Place, quarter: Quarter) -> bool:
    """Which release the figure is of, and whether there is one."""
    release = cached.releases(who).get(str(quarter))
    if release is None:
        st.write(say("released.not_of_quarter", quarter=in_words(quarter)))
        return False
    told = {"number": number(release.number), "day": date(release.published_at.date()), "quarter": in_words(quarter)}
    values = cached.level_values(who, measures=[measure], quarter=quarter, level=place.level)
    step = values["step"].max()
    steps = say("released.steps", steps=number(step)) if step > 0 else say("released.not_rounded")
    st.markdown(f"{say('released.told', **told)} {steps}")
    return True
