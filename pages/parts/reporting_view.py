"""What the page *Reporting* reads, and its map."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from data.model import Language, Part, Quarter, Status, Visitor
from pages.parts import (
    cached,
    filters,
    links,
    map_data,
    map_drawing,
    opened,
    receipt_view,
    reporting_figures,
)
from pages.parts.district_map import assets, district_map, drawn
from pages.parts.kept import kept
from pages.parts.looking_back import house_then
from pages.parts.map_asked import MapAsked
from pages.parts.opened import house
from pages.parts.reporting_figures import SHARE, STAND, Stand
from pages.parts.words import language, number, say, voice
from pages.parts.words import quarter as in_words

STATE, DAY, CONTENT = "state", "day", "content"
QUARTERS = 12
DISTRICT_PAGE = "../public/district.py"


@kept(40)  # neither is changed by anybody who gets it
def _stands(version: str, who: Visitor, quarter: str, today: dt.date) -> list[Stand]:
    return reporting_figures.stands(house_then(), who, Quarter.parse(quarter), today=today)


@kept(40)
def _numbers(version: str, who: Visitor, quarters: tuple[str, ...]) -> pd.DataFrame:
    return reporting_figures.numbers(house_then(), who, [Quarter.parse(each) for each in quarters])


@kept(40)
def _areas(version: str, who: Visitor, quarter: str) -> pd.DataFrame:
    return reporting_figures.areas(house(), counts(who, Quarter.parse(quarter)))


@kept(40)
def _known_areas(version: str, who: Visitor, quarter: str) -> list[str]:
    """The codes of the areas, the whole first, then by name."""
    country = house().country
    found = set(areas(who, Quarter.parse(quarter))["place"])
    return sorted(found, key=lambda code: (code != country.root.code, country.places[code].name))


@kept(40)
def _map(
    version: str, outlines: str, spoken: Language, who: Visitor, quarter: str, today: dt.date, shown: str
) -> dict[str, Any]:
    """What the map's script reads. The language is a key and nothing else, like the version."""
    here, names = house(), _names(shown)
    laid_out = _on_map(who, Quarter.parse(quarter), today, shown)
    return drawn(
        outlines_url=links.outlines_address(here.country.iso3, outlines),
        module_url=assets.MODULE_URL,
        values=laid_out.values,
        statuses=laid_out.statuses,
        classes=laid_out.classes,
        words=map_drawing.named_levels(here.country, voice()) | _said(shown),
        language=spoken,
        title=say("reporting.map_title", what=say(f"reporting.maps.{shown}"), quarter=in_words(Quarter.parse(quarter))),
        summary=_summary(laid_out, names),
        unit=say("map_page.percent" if shown == CONTENT else "reporting.unit"),
        names=names,
        undrawn=laid_out.undrawn,
        selected=None,
    )


def _said(shown: str) -> dict[str, str]:
    """Who owes a return has reported nothing; the status beside it says only whether one is expected."""
    return {} if shown == CONTENT else {Status.REPORTED.value: say("reporting.map_expected")}


def _on_map(who: Visitor, asked: Quarter, today: dt.date, shown: str) -> map_data.Figures:
    here = house()
    found, part = stands(who, asked, today), _part(shown)
    if shown == STATE:
        values = reporting_figures.state_values(here, found, asked)
    elif shown == DAY:
        values = reporting_figures.day_values(here, found, asked)
    else:
        values = reporting_figures.share_values(here, counts(who, asked), found, asked)
    on = MapAsked(part.measure, asked)
    return map_data.figures(values, on, part=part, outlines=on.drawn_on(opened.atlas()), country=here.country)


def stands(who: Visitor, quarter: Quarter, today: dt.date) -> list[Stand]:
    """How each district stands that the visitor may follow."""
    return _stands(cached.version(), who, str(quarter), today)


def counts(who: Visitor, quarter: Quarter) -> pd.DataFrame:
    """What each district did in the newest quarters; where this one is older, in those up to it."""
    known = cached.quarters(who)
    newest = known[-QUARTERS:]
    looked_at = newest if quarter in newest else [each for each in known if each <= quarter][-QUARTERS:]
    return _numbers(cached.version(), who, tuple(str(each) for each in looked_at or [quarter]))


def areas(who: Visitor, quarter: Quarter) -> pd.DataFrame:
    """What was done in the newest quarters, as `reporting_figures.areas`."""
    return _areas(cached.version(), who, str(quarter))


def draw_map(who: Visitor, quarter: Quarter, today: dt.date) -> None:
    """One of three maps: how each district stands, whether it came in time, how completely it answered."""
    shown = filters.choose(
        say("reporting.on_map"),
        key="shown",
        options=(STATE, DAY, CONTENT),
        default=STATE,
        show=lambda code: say(f"reporting.maps.{code}"),
        draw=filters.side_by_side,
    )
    outlines = MapAsked(_part(shown).measure, quarter).drawn_on(opened.atlas())
    data = _map(cached.version(), outlines.digest, language(), who, str(quarter), today, shown)
    clicked = district_map(data, key=f"reporting_map_{shown}")
    if clicked in house().country.places:
        page, address = leads_to(clicked, stands(who, quarter, today))
        st.switch_page(page, query_params={**st.query_params.to_dict(), **address})


def _part(shown: str) -> Part:
    return SHARE if shown == CONTENT else STAND


def _names(shown: str) -> Mapping[float, str] | None:
    """What the numbers on a map stand for; None where they are shares."""
    if shown == STATE:
        return {value: say(f"reporting.states.{key}") for key, value in _NAMED.items()}
    if shown == DAY:
        return {0.0: say("reporting.states.late"), 1.0: say("reporting.states.in_time")}
    return None


def leads_to(code: str, found: Sequence[Stand]) -> tuple[str, dict[str, str]]:
    """What a district on the map leads to: the receipt of the return that counts; where none does, the district."""
    receipt = next((each.receipt for each in found if each.place.code == code), None)
    return (receipt_view.PAGE, {"receipt": receipt}) if receipt else (DISTRICT_PAGE, {"place": code})


_NAMED = {
    "behind": reporting_figures.BEHIND,
    "sent_back": reporting_figures.BACK,
    "waiting": reporting_figures.LOOKED_AT,
    "accepted": reporting_figures.ACCEPTED,
}


def _summary(laid_out: map_data.Figures, names: Mapping[float, str] | None) -> str:
    if names is None:
        return say("reporting.answered_by", count=number(len(laid_out.reported)))
    found = Counter(laid_out.reported)
    return "; ".join(f"{name}: {number(found[value])}" for value, name in names.items())


def choose_area(who: Visitor, quarter: Quarter) -> str:
    """The whole or one province, to be looked at over the quarters; empty where there is neither."""
    country, known = house().country, _known_areas(cached.version(), who, str(quarter))
    if not known:
        return ""
    st.header(say("reporting.over_time"))
    if len(known) == 1:
        return known[0]
    return filters.choose(
        say("reporting.area"),
        key="area",
        options=known,
        default=known[0],
        show=lambda code: country.places[code].name,
        width=filters.WIDTH_OF_QUARTER,
    )
