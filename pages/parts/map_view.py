"""What the page *Map* is made of. Choosing a quarter or an indicator draws the map again and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import streamlit as st

from data.geography import belonged_to, parts_of
from data.model import Country, Direction, Kind, Language, Level, Part, Pillar, Quarter, Status, Visitor
from data.words import quarter as quarter_in_words
from pages.parts import (
    cached,
    drawn,
    filters,
    links,
    looking_back,
    map_asked,
    map_choice,
    map_data,
    map_drawing,
    meanings,
    opened,
    shown,
)
from pages.parts.district_map import district_map
from pages.parts.drawing import funnel
from pages.parts.kept import kept
from pages.parts.map_asked import NOW, RATE, TARGET, THEN, MapAsked, adds_to_target
from pages.parts.map_data import Figures
from pages.parts.opened import house
from pages.parts.visitor import visitor
from pages.parts.words import date, escaped, language, number, pick, say, voice

COMPONENT, BESIDE = "map", "map_beside"
DISTRICT_PAGE, TRENDS_PAGE = "../public/district.py", "../public/trends.py"

_ABOUT_PEOPLE = (Pillar.PREVENTION, Pillar.PROTECTION, Pillar.PROSECUTION)


@st.fragment
def show() -> None:
    """Draw the choosers, the map or two of them, what is to be said of the numbers, and the way to take them away."""
    who = visitor()
    filters.say_unknown(
        indicator=filters.measures,
        quarter=lambda: filters.filed_quarters(who),
        place=lambda: house().country.places,
    )
    asked, other, kind = map_choice.choose(who)
    found = cached.map_figures(who, asked, _alike(other, asked))
    centres, hidden = _centres(who, asked, kind)
    if other is None:
        clicked = _draw(who, asked, COMPONENT, centres=centres, kind=kind)
    else:
        pair = st.grid(2, min_column_width=380, gap="medium")
        with pair.cell():
            clicked = _draw(who, asked, COMPONENT, beside=other, centres=centres, kind=kind)
        with pair.cell():
            clicked = _draw(who, other, BESIDE, beside=asked) or clicked
    _open(clicked)
    if hidden:
        st.markdown(say("map_page.centres_hidden", count=number(hidden)))
    _say_what_it_means(who, found, asked, other)
    _offer_funnel(who, asked)
    _offer_files(who, asked)
    if other is not None and other.measure != asked.measure:
        _offer_files(who, other)


def _alike(one: MapAsked | None, other: MapAsked) -> MapAsked | None:
    """The one map, where its numbers can be held against the other's: then both have the same classes."""
    same = one is not None and (one.measure, one.per, one.level) == (other.measure, other.per, other.level)
    return one if same else None


def _centres(who: Visitor, asked: MapAsked, kind: str) -> tuple[dict[str, int], int]:
    """How many centres there are in which district of then, and of how many this visitor is not told the district."""
    if kind == map_choice.WITHOUT or asked.level is not Level.DISTRICT:
        return {}, 0
    every = cached.centres(who, quarter=asked.quarter)
    wanted = [each for each in every if kind in (map_choice.WITH, each.kind)]
    open_ones = [each.place for each in wanted if each.position.closed_on is None]
    belonged = belonged_to(house().country, asked.quarter, asked.level)
    told = Counter(belonged.get(place.code, place.code) for place in open_ones if place.level is Level.DISTRICT)
    return dict(sorted(told.items())), len(open_ones) - told.total()


def _draw(
    who: Visitor,
    asked: MapAsked,
    key: str,
    *,
    beside: MapAsked | None = None,
    centres: Mapping[str, int] = MappingProxyType({}),
    kind: str = map_choice.WITHOUT,
) -> str | None:
    place = filters.asked("place", house().country.places, "")
    outlines = asked.drawn_on(opened.atlas()).digest
    data = {
        **_drawing(cached.version(), outlines, language(), who, asked, _alike(beside, asked)),
        "selected": belonged_to(house().country, asked.quarter, asked.level).get(place, place) or None,
        "centres": list(centres.items()),
    }
    if kind not in (map_choice.WITHOUT, map_choice.WITH):
        data["words"] = {**data["words"], "centres": map_choice.named(kind)}
    return district_map(data, key=key)


@kept(cached.MANY)
def _drawing(
    version: str, outlines: str, spoken: Language, who: Visitor, asked: MapAsked, alike: MapAsked | None
) -> dict[str, Any]:
    """What the map's script reads of the figures; nobody changes it. The outlines and the language are keys alone."""
    found, drawn_on = cached.map_figures(who, asked, alike), asked.drawn_on(opened.atlas())
    return map_drawing.drawing(house(), drawn_on, found, asked, selected=None, voice=voice())


def _open(clicked: str | None) -> None:
    """A district opens its page, a province its trends."""
    place = house().country.places.get(clicked or "")
    if place is None:
        return
    address = st.query_params.to_dict()
    if place.level is Level.DISTRICT:
        st.switch_page(DISTRICT_PAGE, query_params={**address, "place": place.code})
    st.switch_page(TRENDS_PAGE, query_params={**address, "places": place.code})


def _say_what_it_means(who: Visitor, found: Figures, asked: MapAsked, other: MapAsked | None) -> None:
    """What a reader must not conclude, and what exactly is counted."""
    part, indicator = house().catalogue.measure(asked.measure), house().catalogue.indicator_of(asked.measure)
    notes = [*_of_the_numbers(who, found, asked), *_of_the_boundaries(house().country, asked)]
    if other is not None and other.quarter != asked.quarter:
        told = _of_the_boundaries(house().country, other)
        notes += [f"{escaped(quarter_in_words(other.quarter, language()))}: {each}" for each in told]
    if part.direction is Direction.NEITHER and indicator.pillar in _ABOUT_PEOPLE:
        notes.append(say("map_page.caution"))
    if notes:
        st.markdown("\n\n".join(notes))
    meaning = st.expander(say("map_page.meaning"), key="map_meaning", on_change="rerun")
    if meaning.open:  # sent when somebody wants to read it, not at every redraw
        meaning.markdown("\n\n".join(meanings.of(house().catalogue, part.measure, voice())))


def _of_the_numbers(who: Visitor, found: Figures, asked: MapAsked) -> list[str]:
    notes, part = [], house().catalogue.measure(asked.measure)
    expected, least = cached.aims(asked.quarter).get(asked.measure), cached.least_of(asked.measure)
    withheld = found.counts.get(Status.WITHHELD, 0)
    if withheld and map_data.is_target_of_few(asked, part, expected=expected, least=least):
        notes.append(say("map_page.target_of_few", least=number(least)))
    elif withheld > found.of_too_few:
        notes.append(say("map_page.withheld"))
    if asked.per == RATE:
        notes.append(_of_the_people(house().country, asked.quarter))
    if asked.per == TARGET:
        notes.append(_of_the_target(asked))
    if found.without_people:
        notes.append(say("map_page.without_people", count=number(found.without_people)))
    if found.of_too_few:
        key = "released.of_too_few" if cached.releases(who) else "map_page.of_too_few"
        notes.append(say(key, count=number(found.of_too_few)))
    return notes


def _of_the_people(country: Country, quarter: Quarter) -> str:
    """By whose count of the people the rates are made, and of which year; some districts' may be of another."""
    years = {place.counted_in(quarter.year) for place in country.districts(quarter)} - {None}
    if not years:
        return say("map_page.no_population")
    source = pick(country.population_source) if country.population_source else say("map_page.no_source")
    return say("map_page.population", year=", ".join(map(str, sorted(filter(None, years)))), source=escaped(source))


def _of_the_target(asked: MapAsked) -> str:
    """What the plan expects by the end of the quarter, and how a place is held against it."""
    wanted, part = cached.aims(asked.quarter)[asked.measure], house().catalogue.measure(asked.measure)
    if not adds_to_target(part):
        return say("map_page.target_note", wanted=say("figures.percent", share=number(wanted * 100, 1)))
    told = escaped(shown.amount(wanted, part, voice()))
    when = "part_of_quarter" if part.kind is Kind.FLOW else "part_by_then"
    return say("map_page.part_note", wanted=told, unit=escaped(_unit(part)), when=say(f"map_page.{when}"))


def _unit(part: Part) -> str:
    return "" if part.unit == "money" else say(f"units.{part.unit}")


def _of_the_boundaries(country: Country, asked: MapAsked) -> list[str]:
    """Which places were divided since the quarter, and which are newer and nobody knows where they were then."""
    belonged = belonged_to(country, asked.quarter, asked.level)
    told = []
    if belonged:
        changed = "; ".join(_divided(country, belonged, old) for old in dict.fromkeys(belonged.values()))
        if asked.level is Level.PROVINCE and asked.boundaries == NOW:
            told.append(say("map_page.provinces_now", places=escaped(changed)))
        else:
            told.append(say(f"map_page.drawn_{asked.boundaries}", places=escaped(changed)))
    later = [
        place.name
        for place in country.places.values()
        if place.level is asked.level and place.valid_from and place.valid_from > asked.quarter.last_day
        if place.code not in belonged and place.valid_to is None
    ]
    return [*told, *([say("map_page.newer", places=escaped(", ".join(later)))] if later else [])]


def _divided(country: Country, belonged: Mapping[str, str], old: str) -> str:
    """A place of then with what it was divided into, and when."""
    parts = [country.places[code] for code in sorted(parts_of(belonged, old))]
    days = sorted({each.valid_from for each in parts if each.code in belonged and each.valid_from})
    return say(
        "map_page.divided",
        place=country.places[old].name,
        parts=", ".join(each.name for each in parts if each.valid_to is None),
        days=", ".join(map(date, days)),
    )


def _offer_funnel(who: Visitor, asked: MapAsked) -> None:
    """Districts against chance: what others show as a league table."""
    if not funnel.possible(house().catalogue.measure(asked.measure)):
        return
    box = st.expander(say("funnel.offer"), key="map_funnel", on_change="rerun")
    if box.open:
        with box:
            drawn.funnel(who, asked.measure, str(asked.quarter))


def _offer_files(who: Visitor, asked: MapAsked) -> None:
    """Links to the same numbers as files. One text: two buttons would be a third of a kilobyte more at every redraw."""
    day = looking_back.chosen()
    parameters = {
        "indicator": asked.measure,
        "quarter": str(asked.quarter),
        "per": "" if asked.per == map_asked.COUNT else asked.per,
        "level": asked.level.value,
        "boundaries": "" if asked.boundaries == THEN else asked.boundaries,
        "language": language(),
        "as_of": day.isoformat() if day else "",
    }
    files = {kind: links.signed(house(), f"values.{kind}", visitor=who, **parameters) for kind in ("xlsx", "csv")}
    offered = " · ".join(f"[{say(f'map_page.download_{kind}')}]({address})" for kind, address in files.items())
    st.markdown(f":material/download: {offered}")
