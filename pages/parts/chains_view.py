"""The choosers of Assistance and Justice, and the way to take their tables away."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from data.chains import load_chains
from data.model import Visitor
from pages.parts import cached, drawn, filters, links, looking_back
from pages.parts.opened import house
from pages.parts.service_tables import ANY
from pages.parts.words import language, say

LAGS = 8
"""The longest lag to choose, in quarters."""


class Choice(NamedTuple):
    """What `filters.choose` is to offer: the key in the address, the codes, and the one it begins with."""

    key: str
    options: tuple[str, ...]
    default: str


def choosers(who: Visitor, *below: Choice) -> tuple[str, str]:
    """The place and the quarter, by their codes; a visitor's own place, or the country, at first.

    Args:
        who: the visitor.
        below: what is to be chosen further down the page.
    """
    readable = cached.readable(who)
    filters.say_unknown(place=lambda: readable, quarter=lambda: filters.filed_quarters(who))
    with st.container(horizontal=True):
        place = filters.choose_place(filters.known_places(readable), prefer=who.places)
        quarter = filters.choose_quarter(who, width=filters.WIDTH_OF_QUARTER)
    for each in below:
        filters.write_ahead(*each)
    return place.code, str(quarter)


def services_to_choose() -> Choice:
    """Which service can be seen by place."""
    return Choice("service", (ANY, *load_chains(house().settings.content).assistance.services), ANY)


def people_to_choose() -> Choice:
    """Whose parts can be laid out."""
    options = load_chains(house().settings.content).assistance.people
    return Choice("of", tuple(options), options[0])


def lags_to_choose() -> Choice:
    """How many quarters earlier what comes before can be looked for."""
    usual = load_chains(house().settings.content).justice.lag
    return Choice("lag", tuple(str(lag) for lag in range(1, LAGS + 1)), str(usual))


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


@drawn.replayed
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
def show_service(who: Visitor, place: str, quarter: str) -> None:
    """The service, and where people had it. Another choice draws this again and nothing else."""
    service = filters.choose(
        say("assistance.service"),
        **services_to_choose()._asdict(),
        show=lambda key: say("assistance.any_service" if key == ANY else f"assistance.services.{key}"),
        width=filters.WIDTH_OF_QUARTER,
    )
    drawn.one_service(who, place, quarter, service)


@st.fragment
def show_people(who: Visitor, place: str, quarter: str) -> None:
    """Whose parts, and the tables of them. Another choice draws these again and nothing else."""
    measure = filters.choose(say("assistance.of_whom"), **people_to_choose()._asdict(), show=filters.measure_name)
    drawn.parts_of_people(who, place, quarter, measure)
    take_away(who, place, quarter, "parts", measure=measure)


@st.fragment
def show_ratios(who: Visitor, place: str, quarter: str) -> None:
    """The lag, and the ratios with it."""
    lag = filters.choose(say("justice.lag"), **lags_to_choose()._asdict(), width=filters.WIDTH_OF_QUARTER)
    drawn.lagged_ratios(who, place, quarter, int(lag))
    take_away(who, place, quarter, "lagged", lag=lag)
