"""What the page *Map* is made of. Choosing a quarter or an indicator draws the map again and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from data.model import Direction, Indicator, Kind, Level, Part, Pillar, Quarter, Status, Visitor
from pages.parts import cached, filters, links, map_data, opened, released
from pages.parts.district_map import assets, district_map, sentences
from pages.parts.map_data import Figures
from pages.parts.opened import house
from pages.parts.visitor import visitor
from pages.parts.words import language, number, pick, say
from pages.parts.words import quarter as in_words

COMPONENT = "map"
COUNT, RATE = "count", "100k"
DISTRICT_PAGE = "../public/district.py"

_ABOUT_PEOPLE = (Pillar.PREVENTION, Pillar.PROTECTION, Pillar.PROSECUTION)


@st.fragment
def show() -> None:
    """Draw the choosers, the map, what is to be said of its numbers, and the way to take them away."""
    filters.say_unknown(
        indicator=filters.measures, quarter=filters.filed_quarters, place=lambda: house().country.places
    )
    measure = filters.choose_measure(default=next(iter(house().country.headline), ""))
    part, indicator = house().catalogue.measure(measure), house().catalogue.indicator_of(measure)
    with st.container(horizontal=True):
        quarter = filters.choose_quarter(width=filters.WIDTH_OF_QUARTER)
        rate = _choose_rate(indicator, part)
    who = visitor()
    found = _figures(who, part, quarter, rate=rate)
    clicked = _draw(found, part, quarter, rate=rate)
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


def _figures(who: Visitor, part: Part, quarter: Quarter, *, rate: bool) -> Figures:
    return _kept_figures(cached.version(), opened.outlines().digest, who, part.measure, str(quarter), rate)


@st.cache_resource(show_spinner=False, max_entries=400)  # figures never change, so nobody needs a copy
def _kept_figures(version: int, outlines: str, who: Visitor, measure: str, quarter: str, rate: bool) -> Figures:
    """The version of the data and the digest of the outlines are keys and nothing else."""
    values = cached.level_values(who, measures=[measure], quarter=Quarter.parse(quarter), level=Level.DISTRICT)
    return map_data.figures(
        released.per_100k(house(), values) if rate else values,
        part=house().catalogue.measure(measure),
        outlines=opened.outlines(),
        country=house().country,
    )


def _draw(found: Figures, part: Part, quarter: Quarter, *, rate: bool) -> str | None:
    country = house().country
    title = say(
        "map_page.rate_title" if rate else "map_page.title_of",
        measure=filters.long_name(part.measure),
        quarter=in_words(quarter),
    )
    unit = unit_of(part, rate=rate)
    levels = {"place": Level.DISTRICT, "province": Level.PROVINCE}
    named = {key: _capital(pick(country.levels[each])) for key, each in levels.items() if each in country.levels}
    return district_map(
        outlines_url=links.outlines_address(country.iso3, opened.outlines().digest),
        module_url=assets.MODULE_URL,
        values=found.values,
        statuses=found.statuses,
        classes=found.classes,
        words=sentences(language()) | named,
        language=language(),
        title=title,
        summary=summary(found, part, unit),
        unit=unit,
        key=COMPONENT,
        selected=filters.asked("place", list(country.places), "") or None,
        names={0.0: say("workbook.no"), 1.0: say("workbook.yes")} if part.kind is Kind.YES_NO else None,
        undrawn=found.undrawn,
    )


def unit_of(part: Part, *, rate: bool) -> str:
    """What the numbers of a measure count, in words."""
    if rate:
        return say("map_page.per_people")
    if part.kind is Kind.RATIO:
        return say("map_page.percent")
    return house().country.currency if part.unit == "money" else say(f"units.{part.unit}")


def summary(found: Figures, part: Part, unit: str) -> str:
    """The map in a sentence: how many reported, from what to what, and how many say nothing, and why."""
    told = [say("map_page.reporting", reporting=number(found.reporting), expected=number(found.expected))]
    if found.reported and part.kind is Kind.YES_NO:
        told.append(say("map_page.said_yes", count=number(sum(value > 0 for value in found.reported))))
    elif found.reported:
        ends = {key: number(pick(found.reported), found.classes.digits) for key, pick in (("low", min), ("high", max))}
        told.append(say("map_page.same" if ends["low"] == ends["high"] else "map_page.range", unit=unit, **ends))
    return say("map_page.summary", told="; ".join([", ".join(told), *_counted(found, part)]))


def _counted(found: Figures, part: Part) -> Iterator[str]:
    zeros = sum(value == 0 for value in found.reported)
    if zeros and part.kind is not Kind.YES_NO:
        yield say("map_page.zero", count=number(zeros))
    for status in (Status.NIL, Status.MISSING, Status.NOT_EXPECTED, Status.WITHHELD):
        if count := found.counts.get(status):
            yield f"{say(f'map.{status.value}')}: {number(count)}"


def _say_what_it_means(who: Visitor, found: Figures, indicator: Indicator, part: Part) -> None:
    """What a reader must not conclude, and what exactly is counted."""
    notes = []
    if found.counts.get(Status.WITHHELD):
        notes.append(say("map_page.withheld") if who.places else say("visitor.no_sign_in"))
    if found.without_people:
        notes.append(say("map_page.without_people", count=number(found.without_people)))
    if found.of_too_few:
        notes.append(say("map_page.of_too_few", count=number(found.of_too_few)))
    if part.direction is Direction.NEITHER and indicator.pillar in _ABOUT_PEOPLE:
        notes.append(say("map_page.caution"))
    if notes:
        st.markdown("\n\n".join(notes))
    meaning = st.expander(say("map_page.meaning"), key="map_meaning", on_change="rerun")
    if meaning.open:  # sent when somebody wants to read it, not at every redraw
        meaning.markdown("\n\n".join(_meaning(indicator, part)))


def _meaning(indicator: Indicator, part: Part) -> Iterator[str]:
    yield pick(indicator.definition)
    if indicator.note:
        yield pick(indicator.note)
    yield " ".join((say(f"map_page.kinds.{part.kind.value}"), say(f"map_page.directions.{part.direction.value}")))
    yield say("map_page.basis", basis="; ".join(indicator.basis))


def _offer_files(who: Visitor, measure: str, quarter: Quarter, *, rate: bool) -> None:
    """Links to the same numbers as files. One text: two buttons would be a third of a kilobyte more at every redraw."""
    asked = {"indicator": measure, "quarter": str(quarter), "per": RATE if rate else "", "language": language()}
    files = {kind: links.signed(house(), f"values.{kind}", visitor=who, **asked) for kind in ("xlsx", "csv")}
    offered = " · ".join(f"[{say(f'map_page.download_{kind}')}]({address})" for kind, address in files.items())
    st.markdown(f":material/download: {offered}")


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
