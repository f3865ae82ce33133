"""What the page *Map* is made of. Choosing a quarter or an indicator draws the map again and nothing else."""

from __future__ import annotations

import streamlit as st

from data.model import Direction, Indicator, Part, Pillar, Quarter, Status, Visitor
from pages.parts import cached, filters, links, looking_back, map_data, map_drawing, meanings, opened
from pages.parts.district_map import district_map
from pages.parts.map_data import Figures
from pages.parts.map_drawing import COUNT, RATE
from pages.parts.opened import house
from pages.parts.visitor import visitor
from pages.parts.words import language, number, say, voice

COMPONENT = "map"
DISTRICT_PAGE = "../public/district.py"

_ABOUT_PEOPLE = (Pillar.PREVENTION, Pillar.PROTECTION, Pillar.PROSECUTION)


@st.fragment
def show() -> None:
    """Draw the choosers, the map, what is to be said of its numbers, and the way to take them away."""
    who = visitor()
    filters.say_unknown(
        indicator=filters.measures,
        quarter=lambda: filters.filed_quarters(who),
        place=lambda: house().country.places,
    )
    measure = filters.choose_measure(default=next(iter(house().country.headline), ""))
    part, indicator = house().catalogue.measure(measure), house().catalogue.indicator_of(measure)
    with st.container(horizontal=True):
        quarter = filters.choose_quarter(who, width=filters.WIDTH_OF_QUARTER)
        rate = _choose_rate(indicator, part)
    found = cached.map_figures(who, measure=measure, quarter=quarter, rate=rate)
    clicked = _draw(found, measure, quarter, rate=rate)
    if clicked in house().country.places:
        st.switch_page(DISTRICT_PAGE, query_params={**st.query_params.to_dict(), "place": clicked})
    _say_what_it_means(who, found, indicator, part)
    _offer_files(who, measure, quarter, rate=rate)


def _choose_rate(indicator: Indicator, part: Part) -> bool:
    """Numbers, or rates per 100,000 people. Where a rate makes no sense the choice is shown and cannot be made."""
    label = say("map_page.shown_as")

    def show(code: str) -> str:
        return say(f"map_page.per.{code}")

    if map_data.can_be_rated(indicator, part):
        chosen = filters.choose(
            label, key="per", options=(COUNT, RATE), default=COUNT, show=show, draw=filters.side_by_side
        )
        return chosen == RATE
    filters.side_by_side(label, (COUNT, RATE), first=COUNT, format_func=show, key="per_never", disabled=True)
    return False


def _draw(found: Figures, measure: str, quarter: Quarter, *, rate: bool) -> str | None:
    data = map_drawing.drawing(
        house(),
        opened.outlines(),
        found,
        measure=measure,
        quarter=quarter,
        rate=rate,
        selected=filters.asked("place", list(house().country.places), "") or None,
        voice=voice(),
    )
    return district_map(data, key=COMPONENT)


def _say_what_it_means(who: Visitor, found: Figures, indicator: Indicator, part: Part) -> None:
    """What a reader must not conclude, and what exactly is counted."""
    notes = []
    if found.counts.get(Status.WITHHELD):
        notes.append(say("map_page.withheld"))
    if found.without_people:
        notes.append(say("map_page.without_people", count=number(found.without_people)))
    if found.of_too_few:
        key = "released.of_too_few" if cached.releases(who) else "map_page.of_too_few"
        notes.append(say(key, count=number(found.of_too_few)))
    if part.direction is Direction.NEITHER and indicator.pillar in _ABOUT_PEOPLE:
        notes.append(say("map_page.caution"))
    if notes:
        st.markdown("\n\n".join(notes))
    meaning = st.expander(say("map_page.meaning"), key="map_meaning", on_change="rerun")
    if meaning.open:  # sent when somebody wants to read it, not at every redraw
        meaning.markdown("\n\n".join(meanings.of(house().catalogue, part.measure, voice())))


def _offer_files(who: Visitor, measure: str, quarter: Quarter, *, rate: bool) -> None:
    """Links to the same numbers as files. One text: two buttons would be a third of a kilobyte more at every redraw."""
    day = looking_back.chosen()
    asked = {
        "indicator": measure,
        "quarter": str(quarter),
        "per": RATE if rate else "",
        "language": language(),
        "as_of": day.isoformat() if day else "",
    }
    files = {kind: links.signed(house(), f"values.{kind}", visitor=who, **asked) for kind in ("xlsx", "csv")}
    offered = " · ".join(f"[{say(f'map_page.download_{kind}')}]({address})" for kind, address in files.items())
    st.markdown(f":material/download: {offered}")
