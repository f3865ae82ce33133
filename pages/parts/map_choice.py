"""The choosers of the page *Map*: what is drawn, how, and what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from data.model import Level, Quarter, Visitor
from data.words import quarter as in_words
from pages.parts import cached, filters, map_asked, measures, opened
from pages.parts.district_map import Manner
from pages.parts.kept import kept
from pages.parts.map_asked import COUNT, NOW, RATE, THEN, MapAsked
from pages.parts.noted import noted
from pages.parts.opened import house
from pages.parts.words import language, pick, say

NOTHING, QUARTER, INDICATOR = "nothing", "quarter", "indicator"
"""What may stand beside the map: nothing, the same indicator in another quarter, another indicator."""

BESIDE = (NOTHING, QUARTER, INDICATOR)
BOUNDARIES = (THEN, NOW)

WITHOUT, WITH = "without", "with"
"""Whether centres and shelters are drawn; else those of one kind are."""


def choose(who: Visitor) -> tuple[MapAsked, MapAsked | None, str]:
    """The map, the one beside it, if there is to be one, and which centres are drawn: WITHOUT, WITH, or a kind."""
    measure = filters.choose_measure(default=next(iter(house().country.headline), ""))
    offered = _levels(house().country.iso3, opened.outlines().digest)
    level = Level(filters.asked("level", offered, offered[0]))
    with st.container(horizontal=True):
        quarter = filters.choose_quarter(who, width=filters.WIDTH_OF_QUARTER)
        per = _choose_per(map_asked.ways(house().catalogue, measure, level, cached.aims(quarter)))
        if len(offered) > 1:
            _choose_level(offered)
    manners = map_asked.manners(house().catalogue.measure(measure))
    asked = MapAsked(
        measure,
        quarter,
        per,
        level,
        Manner(filters.asked("classes", manners, Manner.NATURAL.value)),
        filters.asked("boundaries", BOUNDARIES, THEN),
    )
    beside, centres = filters.asked("beside", BESIDE, NOTHING), _centres_shown(who, quarter)
    changed = asked.classes is not Manner.NATURAL or beside != NOTHING or centres != WITHOUT or asked.boundaries != THEN
    more = st.expander(say("map_page.more"), expanded=changed, key="map_more", on_change="rerun")
    if not more.open:  # what is seldom chosen is sent when somebody opens it
        return asked, _beside(who, asked, beside), centres
    with more:
        _choose_classes(manners)
        filters.choose(
            say("map_page.beside"),
            key="beside",
            options=BESIDE,
            default=NOTHING,
            show=lambda code: say(f"map_page.beside_{code}"),
            draw=filters.side_by_side,
        )
        _choose_other(who, asked, beside)
        filters.choose(
            say("map_page.centres"),
            key="centres",
            options=_kinds(who, quarter),
            default=WITHOUT,
            show=named,
            help=say("map_page.centres_help"),
            draw=filters.side_by_side,
        )
        if any(each and has_changed(each) for each in (asked, _beside(who, asked, beside))):
            _choose_boundaries()
    asked = replace(asked, boundaries=filters.asked("boundaries", BOUNDARIES, THEN))
    return asked, _beside(who, asked, beside), centres


def has_changed(asked: MapAsked) -> bool:
    """Whether places were divided or merged since the quarter of a map."""
    then, now = (replace(asked, boundaries=each).drawn_on(opened.atlas()) for each in BOUNDARIES)
    return then.digest != now.digest


def _centres_shown(who: Visitor, quarter: Quarter) -> str:
    said = (st.query_params.get("centres"), st.session_state.get("centres"), noted().get("kept_centres"))
    if all(each in (None, WITHOUT) for each in said):  # most want none: no centre is read for them
        return WITHOUT
    return filters.asked("centres", _kinds(who, quarter), WITHOUT)


def named(kind: str) -> str:
    """What such a choice of centres is called."""
    return say(f"map_page.centres_{kind}" if kind in (WITHOUT, WITH) else f"workbook.options.{kind}")


def _kinds(who: Visitor, quarter: Quarter) -> list[str]:
    """None of the centres, all, and each kind that there is."""
    return [WITHOUT, WITH, *sorted({each.kind for each in cached.centres(who, quarter=quarter)}, key=named)]


@kept(2)
def _levels(iso3: str, digest: str) -> list[Level]:
    """As `map_asked.levels`; the digest of the outlines is a key and nothing else."""
    return map_asked.levels(house().country, opened.outlines())


def _choose_per(known: Sequence[str]) -> str:
    """Numbers, rates, or shares of a target. Where only numbers make sense the choice is shown and cannot be made."""
    label = say("map_page.shown_as")

    def show(code: str) -> str:
        return say(f"map_page.per.{code}")

    if len(known) > 1:
        return filters.choose(label, key="per", options=known, default=COUNT, show=show, draw=filters.side_by_side)
    filters.side_by_side(label, (COUNT, RATE), first=COUNT, format_func=show, key="per_never", disabled=True)
    return COUNT


def _choose_level(offered: Sequence[Level]) -> None:
    words = house().country.levels
    filters.choose(
        say("map_page.by"),
        key="level",
        options=[each.value for each in offered],
        default=offered[0].value,
        show=lambda code: pick(words[Level(code)]),
        draw=filters.side_by_side,
    )


def _choose_classes(manners: Sequence[Manner]) -> None:
    filters.choose(
        say("map_page.classes"),
        key="classes",
        options=[each.value for each in manners],
        default=Manner.NATURAL.value,
        show=lambda code: say(f"map_page.classes_{code}"),
        help=say("map_page.classes_help"),
        draw=filters.side_by_side,
    )


def _choose_boundaries() -> None:
    filters.choose(
        say("map_page.boundaries"),
        key="boundaries",
        options=BOUNDARIES,
        default=THEN,
        show=lambda code: say(f"map_page.boundaries_{code}"),
        help=say("map_page.boundaries_help"),
        draw=filters.side_by_side,
    )


def _choose_other(who: Visitor, asked: MapAsked, beside: str) -> None:
    """The other quarter or the other indicator."""
    if beside == QUARTER:
        known = filters.filed_quarters(who)
        filters.choose(
            say("map_page.other_quarter"),
            key="quarter_2",
            options=known,
            default=_year_before(known, asked.quarter),
            show=lambda text: in_words(Quarter.parse(text), language()),
        )
    if beside == INDICATOR:
        names = measures.long_names(house().catalogue, language())
        codes = filters.measures()
        filters.choose(
            say("map_page.other_indicator"),
            key="indicator_2",
            options=codes,
            default=_another(codes, asked.measure),
            show=lambda code: names[code],
        )


def _beside(who: Visitor, asked: MapAsked, beside: str) -> MapAsked | None:
    """The second map, as the first but for its quarter or its indicator, as far as that can be."""
    if beside == NOTHING:
        return None
    measure, quarter = asked.measure, asked.quarter
    if beside == QUARTER:
        known = filters.filed_quarters(who)
        quarter = Quarter.parse(filters.asked("quarter_2", known, _year_before(known, quarter)))
    else:
        codes = filters.measures()
        measure = filters.asked("indicator_2", codes, _another(codes, measure))
    ways = map_asked.ways(house().catalogue, measure, asked.level, cached.aims(quarter))
    known_manners = map_asked.manners(house().catalogue.measure(measure))
    return replace(
        asked,
        measure=measure,
        quarter=quarter,
        per=asked.per if asked.per in ways else COUNT,
        classes=asked.classes if asked.classes in known_manners else Manner.NATURAL,
    )


def _year_before(known: Sequence[str], quarter: Quarter) -> str:
    """The same quarter of the year before, or the oldest known."""
    wanted = str(quarter - 4)
    return wanted if wanted in known else known[-1]


def _another(codes: Sequence[str], measure: str) -> str:
    """The second of the measures that stand for the whole, or the one that follows in the form."""
    named = [code for code in house().country.headline if code != measure and code in codes]
    return named[0] if named else codes[(codes.index(measure) + 1) % len(codes)]
