"""What the page *District* is made of: what it filed, its core numbers, one of them over time, its centres."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from data.model import Country, Kind, Level, Place, Quarter, Visitor
from metrics.trend import Sense
from pages.parts import cached, centre_list, drawn, figures, filters, origin_links, shown, summary, trend_lines
from pages.parts.opened import house
from pages.parts.released_centres import Centre
from pages.parts.shown import Voice
from pages.parts.summary import Figure
from pages.parts.visitor import visitor
from pages.parts.words import date, escaped, number, pick, say, voice
from pages.parts.words import quarter as in_words

MAP_PAGE, CENTRES_PAGE = "../public/map.py", "../public/centres.py"


def choosers(who: Visitor) -> tuple[Place, Quarter]:
    """The district and the quarter."""
    country = house().country
    places = districts(country)
    filters.say_unknown(place=lambda: places, quarter=lambda: filters.filed_quarters(who), indicator=filters.measures)
    word = pick(country.levels[Level.DISTRICT])
    with st.container(horizontal=True):
        code = filters.choose(
            word[:1].upper() + word[1:],
            key="place",
            options=list(places),
            default=next(iter(places)),
            show=lambda code: f"{places[code].name} ({code})",
        )
        quarter = filters.choose_quarter(who, width=filters.WIDTH_OF_QUARTER)
    return places[code], quarter


def districts(country: Country) -> dict[str, Place]:
    """Every district that exists or existed, by code, in the order of names."""
    found = [place for place in country.places.values() if place.level is Level.DISTRICT]
    return {place.code: place for place in sorted(found, key=lambda place: (place.name, place.code))}


def where(place: Place) -> str:
    """Its province, its code, and its codes in other systems."""
    country = house().country
    above = country.places.get(place.parent or "")
    code = say("district.code", code=place.code)
    others = [
        f"{pick(country.code_systems[system])} {other}"
        for system, other in place.alternate_codes.items()
        if other != place.code
    ]
    province = [above.name] if above and above.level is Level.PROVINCE else []
    return escaped(" · ".join([*province, code, *others]))


def filing(who: Visitor, place: Place, quarter: Quarter) -> Iterator[str]:
    """What the district filed for the quarter and when; the receipt for those alone who may read its figures."""
    told = {"place": escaped(place.name), "quarter": in_words(quarter)}
    if not place.exists_in(quarter):
        yield say("district.not_there", **told)
        return
    filed, due = cached.returns(who, quarter), cached.coverage(who, quarter).due
    mine = filed[filed["place"] == place.code]
    if mine.empty:
        yield say("district.not_filed", due=date(due), **told)
        return
    row = mine.iloc[0]
    first = row["first_filed_at"].date()
    late = (first - due).days
    yield say("district.late" if late > 0 else "district.on_time", day=date(first), due=date(due), days=number(late))
    if row["revision"] > 1:
        yield say("district.revised", revision=number(row["revision"]), day=date(row["filed_at"].date()))
    if may_see(who, place):
        yield say("district.receipt", receipt=escaped(row["receipt"]))


def may_see(who: Visitor, place: Place) -> bool:
    """Whether the visitor may read the exact figures of the place."""
    return place.code in cached.visible(who)


def may_read(who: Visitor, place: Place) -> bool:
    """Whether the visitor may read figures of the place, exact or released."""
    return place.code in cached.readable(who)


def show_core(who: Visitor, place: Place, quarter: Quarter) -> None:
    """Draw the core indicators with this quarter's value, the one before, and the change."""
    _core(who, place.code, str(quarter))


@drawn.replayed
def _core(who: Visitor, place: str, quarter: str) -> None:
    here, asked = house(), Quarter.parse(quarter)
    indicators = summary.core_indicators(here.catalogue, here.country, asked)
    measures = [summary.leading_part(indicator).measure for indicator in indicators]
    points = cached.series(who, measures=measures, places=[place])
    rows = [_core_row(figure, place, quarter, voice()) for figure in summary.figures(points, indicators, asked)]
    st.table(rows, border="horizontal", hide_index=True, alt=say("district.core"))


def _core_row(figure: Figure, place: str, quarter: str, speech: Voice) -> dict[str, str]:
    now, before = (
        escaped(shown.value(value or 0.0, figure.part, status, reporting=1, above=False, voice=speech, step=step))
        for value, status, step in (
            (figure.now, figure.status, figure.step),
            (figure.before, figure.status_before, figure.step_before),
        )
    )
    return {
        say("district.indicator"): origin_links.named(
            filters.measure_name(figure.part.measure), measure=figure.part.measure, place=place, quarter=quarter
        ),
        say("district.now"): f"**{now}**",
        say("district.before"): before,
        say("district.change"): _change(figure, speech),
    }


def _change(figure: Figure, speech: Voice) -> str:
    """The change, and whether that is for the better where the number alone can say so."""
    if figure.hides_change:
        return say("map.withheld")
    if figure.change is None or figure.part.kind is Kind.YES_NO:
        return ""
    if not figure.change:
        return say("district.same")
    written = escaped(shown.change(figure.change, figure.part, speech))
    return written if figure.sense is Sense.NEITHER else f"{written} ({say(f'district.{figure.sense.value}')})"


@st.fragment
def show_trend(place: Place, quarter: Quarter) -> None:
    """Draw one measure of the district over the quarters, with the way to where this quarter's number comes from."""
    measure = filters.choose_measure(default=next(iter(house().country.headline), ""))
    _trend(visitor(), measure, place.code)
    if may_read(visitor(), place):
        st.markdown(origin_links.named(say("origin.title"), measure=measure, place=place.code, quarter=str(quarter)))


@drawn.replayed
def _trend(who: Visitor, measure: str, place: str) -> None:
    here, speech = house(), voice()
    part, names = here.catalogue.measure(measure), {place: here.country.places[place].name}
    points = cached.series(who, measures=[measure], places=[place])
    told = trend_lines.told(points, part=part, country=here.country, voice=speech)
    if trend_lines.withheld(told):
        st.info(say("district.withheld"))
    elif trend_lines.nothing(told):
        st.info(say("district.no_trend"))
    else:
        line = figures.trend(told, names=names, part=part, voice=speech)
        st.plotly_chart(line, config=figures.CONFIG, alt=_in_words(told, measure, names[place]))


def _in_words(told: pd.DataFrame, measure: str, place: str) -> str:
    pairs = zip(told["quarter"], told["written"], strict=True)
    points = "; ".join(f"{voice().quarter(Quarter.parse(quarter))}: {written}" for quarter, written in pairs)
    return say("district.trend_alt", measure=filters.measure_name(measure), place=place, points=points)


def show_centres(who: Visitor, place: Place, quarter: Quarter) -> None:
    """Show the district's centres, the one whose money ends first at the head, with the way to their page."""
    mine = [centre for centre in cached.centres(who, quarter=quarter) if centre.place.code == place.code]
    if not may_see(who, place) and may_read(who, place):
        st.caption(say("district.confidential"))
    if not mine:
        st.write(say(_why_no_centres(who, place)))
        return
    st.table(
        [_centre_row(centre, voice()) for centre in mine],
        border="horizontal",
        hide_index=True,
        alt=say("district.centres"),
    )
    asked = {**st.query_params.to_dict(), "centre": mine[0].code}
    st.page_link(CENTRES_PAGE, label=say("district.to_centres"), icon=":material/arrow_forward:", query_params=asked)


def _why_no_centres(who: Visitor, place: Place) -> str:
    if not may_read(who, place):
        return "district.withheld"
    return "district.no_centres" if may_see(who, place) else "district.none_named"


def _centre_row(centre: Centre, speech: Voice) -> dict[str, str]:
    return {
        say("centres.columns.centre"): escaped(centre_list.name(centre, speech)),
        say("centres.columns.beds"): number(centre.position.beds),
        say("centres.columns.status"): escaped(centre_list.risk(centre.ahead.risk, speech)),
        say("centres.columns.cash_out"): escaped(centre_list.ends(centre, speech)),
    }


def link_to_map() -> None:
    """The way back to the map of the same indicator and quarter, the district marked on it."""
    address = st.query_params.to_dict()
    st.page_link(MAP_PAGE, label=say("district.to_map"), icon=":material/map:", query_params=address)
