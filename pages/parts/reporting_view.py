"""What the page *Reporting* is made of: three numbers, by province and over time, and the map."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from data.model import Level, Quarter, Visitor
from metrics.coverage import Share, shares
from metrics.deadlines import ReturnState
from pages.parts import (
    cached,
    figures,
    filters,
    links,
    looking_back,
    map_data,
    map_drawing,
    opened,
    receipt_view,
    reporting_figures,
    reporting_links,
    sent_table,
)
from pages.parts.district_map import assets, district_map, drawn
from pages.parts.looking_back import house_then
from pages.parts.map_asked import MapAsked
from pages.parts.opened import house
from pages.parts.reporting_figures import SHARE, STAND, Stand
from pages.parts.reporting_links import Behind
from pages.parts.reporting_owing import stand_in_words
from pages.parts.shown import PERCENT, Voice
from pages.parts.words import escaped, language, number, say, voice
from pages.parts.words import quarter as in_words

NUMBERS = ("reported", "on_time", "complete")
STATE, DAY, CONTENT = "state", "day", "content"
QUARTERS = 12
DISTRICT_PAGE = "../public/district.py"


@st.cache_resource(
    show_spinner=False, max_entries=40, hash_funcs=cached.BY_TEXT
)  # neither is changed by anybody who gets it
def _stands(version: str, who: Visitor, quarter: str, today: dt.date) -> list[Stand]:
    return reporting_figures.stands(house_then(), who, Quarter.parse(quarter), today=today)


@st.cache_resource(show_spinner=False, max_entries=40, hash_funcs=cached.BY_TEXT)
def _numbers(version: str, who: Visitor, quarters: tuple[str, ...]) -> pd.DataFrame:
    return reporting_figures.numbers(house_then(), who, [Quarter.parse(each) for each in quarters])


def stands(who: Visitor, quarter: Quarter) -> list[Stand]:
    """How each district stands that the visitor may follow."""
    return _stands(cached.version(), who, str(quarter), looking_back.chosen() or dt.datetime.now(dt.UTC).date())


def counts(who: Visitor, quarter: Quarter) -> pd.DataFrame:
    """What each district did in the newest quarters; where this one is older, in those up to it."""
    known = cached.quarters(who)
    newest = known[-QUARTERS:]
    looked_at = newest if quarter in newest else [each for each in known if each <= quarter][-QUARTERS:]
    return _numbers(cached.version(), who, tuple(str(each) for each in looked_at or [quarter]))


def head(areas: pd.DataFrame, who: Visitor, quarter: Quarter) -> None:
    """The three numbers of the quarter, each with its definition, and how many districts are in which state."""
    rows = areas[(areas["quarter"] == str(quarter)) & (areas["place"] == house().country.root.code)]
    cards = st.grid("auto", min_column_width=230)
    for key, share in zip(NUMBERS, _shares(rows), strict=True):
        cards.metric(
            say(f"reporting.numbers.{key}"),
            _percent(share),
            delta=say("figures.of", count=number(share.count), of=number(share.of)),
            delta_color="off",
            delta_arrow="off",
            help=say(f"reporting.means.{key}"),
            border=True,
        )
    links_to = [
        f"[{say(f'reporting.behind.{each.value}')}]({reporting_links.address(each, quarter=quarter)})"
        for each in (Behind.REPORTED, Behind.ON_TIME, Behind.INCOMPLETE, Behind.MISSING)
    ]
    st.caption(f"{say('reporting.behind.lead')} {' · '.join(links_to)}")
    found = Counter(each.state for each in stands(who, quarter))
    told = [f"{stand_in_words(state)}: {number(found[state])}" for state in ReturnState if found[state]]
    st.write(" · ".join(told))


def draw_map(who: Visitor, quarter: Quarter) -> None:
    """One of three maps: how each district stands, whether it came in time, how completely it answered."""
    shown = filters.choose(
        say("reporting.on_map"),
        key="shown",
        options=(STATE, DAY, CONTENT),
        default=STATE,
        show=lambda code: say(f"reporting.maps.{code}"),
        draw=filters.side_by_side,
    )
    here, found = house(), stands(who, quarter)
    names: Mapping[float, str] | None = None
    if shown == STATE:
        values = reporting_figures.state_values(here, found, quarter)
        names = {value: say(f"reporting.states.{key}") for key, value in _NAMED.items()}
    elif shown == DAY:
        values = reporting_figures.day_values(here, found, quarter)
        names = {0.0: say("reporting.states.late"), 1.0: say("reporting.states.in_time")}
    else:
        values = reporting_figures.share_values(here, counts(who, quarter), found, quarter)
    part = SHARE if shown == CONTENT else STAND
    asked = MapAsked(part.measure, quarter)
    outlines = asked.drawn_on(opened.atlas())
    laid_out = map_data.figures(values, asked, part=part, outlines=outlines, country=here.country)
    title = say("reporting.map_title", what=say(f"reporting.maps.{shown}"), quarter=in_words(quarter))
    data = drawn(
        outlines_url=links.outlines_address(here.country.iso3, outlines.digest),
        module_url=assets.MODULE_URL,
        values=laid_out.values,
        statuses=laid_out.statuses,
        classes=laid_out.classes,
        words=map_drawing.named_levels(here.country, voice()),
        language=language(),
        title=title,
        summary=_summary(laid_out, names),
        unit=say("map_page.percent" if shown == CONTENT else "reporting.unit"),
        names=names,
        undrawn=laid_out.undrawn,
        selected=None,
    )
    clicked = district_map(data, key=f"reporting_map_{shown}")
    if clicked in here.country.places:
        page, address = leads_to(clicked, found)
        st.switch_page(page, query_params={**st.query_params.to_dict(), **address})


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


def by_province(areas: pd.DataFrame, who: Visitor, quarter: Quarter) -> None:
    """The three numbers of each province and how many have to send something; the lowest reporting rate first."""
    places = house().country.places
    rows = [row for row in areas[areas["quarter"] == str(quarter)].to_dict("records") if _is_province(row["place"])]
    if not rows:
        return
    st.header(say("reporting.by_province"))
    rows.sort(key=lambda row: (shares(row)[0].share or 0.0, places[row["place"]].name))
    owe = Counter(each.place.parent for each in stands(who, quarter) if each.owes)
    told = [
        {
            say("reporting.province"): _linked(places[row["place"]].name, row["place"], quarter),
            **{
                say(f"reporting.numbers.{key}"): escaped(_of(share))
                for key, share in zip(NUMBERS, shares(row), strict=True)
            },
            say("reporting.to_send"): number(owe[row["place"]]),
        }
        for row in rows
    ]
    sent_table.show(told, alt=say("reporting.by_province"))


def _is_province(code: str) -> bool:
    return house().country.places[code].level is Level.PROVINCE


def over_time(areas: pd.DataFrame) -> None:
    """The three numbers quarter after quarter, for the whole or for one province."""
    country = house().country
    known = sorted(set(areas["place"]), key=lambda code: (code != country.root.code, country.places[code].name))
    if not known:
        return
    st.header(say("reporting.over_time"))
    place = known[0]
    if len(known) > 1:
        place = filters.choose(
            say("reporting.area"),
            key="area",
            options=known,
            default=known[0],
            show=lambda code: country.places[code].name,
            width=filters.WIDTH_OF_QUARTER,
        )
    lines = _lines(areas[areas["place"] == place])
    names = {key: say(f"reporting.numbers.{key}") for key in NUMBERS}
    speech = voice()
    st.plotly_chart(
        figures.trend(lines, names=names, part=SHARE, voice=speech),
        config=figures.CONFIG,
        alt=say("reporting.chart", place=country.places[place].name),
    )
    quarters = list(dict.fromkeys(lines["quarter"]))
    told = [
        {say("my_returns.columns.quarter"): _named(quarter, place, speech)}
        | {names[key]: escaped(written) for key, written in _written(lines, quarter).items()}
        for quarter in reversed(quarters)
    ]
    sent_table.show(told, alt=say("reporting.over_time"))


def _named(quarter: str, place: str, speech: Voice) -> str:
    """A quarter, as a link to the returns behind its numbers."""
    within = "" if place == house().country.root.code else place
    return _linked(speech.quarter(Quarter.parse(quarter)), within, quarter)


def _linked(name: str, within: str, quarter: Quarter | str) -> str:
    """A name, as a link to the returns behind the numbers beside it."""
    return f"[{escaped(name)}]({reporting_links.address(Behind.EXPECTED, quarter=quarter, within=within)})"


def _lines(rows: pd.DataFrame) -> pd.DataFrame:
    """The three numbers as `figures.trend` draws lines."""
    found = [
        {
            "place": key,
            "quarter": row["quarter"],
            "value": float("nan") if share.share is None else share.share,
            "written": _percent(share),
            "answered": say("figures.of", count=number(share.count), of=number(share.of)),
            "provisional": False,
        }
        for row in rows.sort_values("quarter").to_dict("records")
        for key, share in zip(NUMBERS, shares(row), strict=True)
    ]
    return pd.DataFrame(found, columns=["place", "quarter", "value", "written", "answered", "provisional"])


def _written(lines: pd.DataFrame, quarter: str) -> dict[str, str]:
    rows = lines[lines["quarter"] == quarter]
    return {row["place"]: f"{row['written']} ({row['answered']})" for row in rows.to_dict("records")}


def _shares(rows: pd.DataFrame) -> Sequence[Share]:
    found: list[dict[str, Any]] = rows.to_dict("records")
    return shares(found[0]) if found else (Share(0, 0),) * len(NUMBERS)


def _percent(share: Share) -> str:
    if share.share is None:
        return say("numbers.unknown")
    return say("figures.percent", share=number(share.share * PERCENT))


def _of(share: Share) -> str:
    return f"{_percent(share)} ({say('figures.of', count=number(share.count), of=number(share.of))})"
