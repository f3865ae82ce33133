"""The choosers of Assistance and Justice, and the way to take their tables away."""

from __future__ import annotations

import streamlit as st

from data.chains import load_chains
from data.model import Level, Place, Visitor
from pages.parts import cached, drawn, filters, links, looking_back
from pages.parts.opened import house
from pages.parts.words import language, say

LAGS = 8
"""The longest lag to choose, in quarters."""


def choosers(who: Visitor) -> tuple[str, str]:
    """The place and the quarter, by their codes; a visitor's own place, or the country, at first."""
    country, readable = house().country, cached.readable(who)
    places = {code: place for code, place in country.places.items() if code in readable}
    filters.say_unknown(place=lambda: places, quarter=lambda: filters.filed_quarters(who))
    order = sorted(places.values(), key=_by_level)
    own = [place.code for place in order if place.code in who.places]
    root = [place.code for place in order if place.level is Level.COUNTRY]
    with st.container(horizontal=True):
        place = filters.choose(
            say("origin.place"),
            key="place",
            options=[each.code for each in order],
            default=(own or root or [order[0].code])[0],
            show=lambda code: f"{places[code].name} ({code})",
        )
        quarter = filters.choose_quarter(who, width=filters.WIDTH_OF_QUARTER)
    return place, str(quarter)


def choose_people() -> str:
    """Whose parts are laid out."""
    options = load_chains(house().settings.content).assistance.people
    return filters.choose(
        say("assistance.of_whom"),
        key="of",
        options=list(options),
        default=options[0],
        show=filters.measure_name,
    )


def choose_lag() -> int:
    """How many quarters earlier."""
    usual = load_chains(house().settings.content).justice.lag
    lags = [str(lag) for lag in range(1, LAGS + 1)]
    chosen = filters.choose(
        say("justice.lag"),
        key="lag",
        options=lags,
        default=str(usual),
        width=filters.WIDTH_OF_QUARTER,
    )
    return int(chosen)


def files(who: Visitor, place: str, quarter: str, *tables: str) -> None:
    """The tables of a page as files. Their addresses are long: they are sent when somebody asks for them."""
    box = st.expander(say("chains.take_away"), key="chain_files", on_change="rerun", icon=":material/download:")
    if box.open:
        with box:
            take_away(who, place, quarter, *tables)


def take_away(who: Visitor, place: str, quarter: str, *tables: str, **more: str) -> None:
    """Links to some tables as files. Not in what is replayed: an address is signed for half a day."""
    day = looking_back.chosen()
    asked = {
        "place": place,
        "quarter": quarter,
        "language": language(),
        "as_of": day.isoformat() if day else "",
        **more,
    }
    for table in tables:
        files = {
            kind: links.signed(house(), f"table.{kind}", visitor=who, table=table, **asked) for kind in ("xlsx", "csv")
        }
        offered = " · ".join(f"[{say(f'map_page.download_{kind}')}]({address})" for kind, address in files.items())
        st.markdown(f":material/download: :small[{say(f'chains.files.{table}')}: {offered}]")


def _by_level(place: Place) -> tuple[int, str, str]:
    return list(Level).index(place.level), place.name, place.code


def ways(quarter: str) -> None:
    """From another page the ways to two answers: where assistance fell, and how convictions went."""
    with st.container(horizontal=True):
        for page in ("assistance", "justice"):
            st.page_link(
                f"../public/{page}.py",
                label=say(f"{page}.to_page"),
                icon=":material/arrow_forward:",
                query_params={"quarter": quarter},
            )


@st.fragment
def show_people(who: Visitor, place: str, quarter: str) -> None:
    """Whose parts, and the tables of them. Another choice draws these again and nothing else."""
    measure = choose_people()
    drawn.parts_of_people(who, place, quarter, measure)
    take_away(who, place, quarter, "parts", measure=measure)


@st.fragment
def show_ratios(who: Visitor, place: str, quarter: str) -> None:
    """The lag, and the ratios with it."""
    lag = choose_lag()
    drawn.lagged_ratios(who, place, quarter, lag)
    take_away(who, place, quarter, "lagged", lag=str(lag))
