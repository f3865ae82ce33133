"""The choosers of the page Gaps, what another choice draws again, and the way to take its tables away."""

from __future__ import annotations

import streamlit as st

from data.model import Quarter, Visitor
from pages.parts import filters, gap_source, links, looking_back
from pages.parts.drawing import gaps
from pages.parts.drawing.gaps import Chosen
from pages.parts.drawn import replayed
from pages.parts.gap_tables import BY
from pages.parts.opened import house
from pages.parts.released_gaps import Funds
from pages.parts.words import language, say

FILES = ("gap_flows", "gap_matrix", "gap_centres", "gap_agreements")


head = replayed(gaps.head)
closing = replayed(gaps.closing)
matrix = replayed(gaps.matrix)
method = replayed(gaps.method)
_by = replayed(gaps.by)
_flows = replayed(gaps.flows)
_flow_table = replayed(gaps.flow_table)
_behind = replayed(gaps.behind)


def readable(who: Visitor) -> Funds | None:
    """As `drawing.gaps.funds`."""
    return gaps.funds(who)


def choosers(who: Visitor, funds: Funds) -> Chosen:
    """The year and the currency: at first this year, or the next where nothing is known of this one's needs."""
    country = house().country
    years = [str(year) for year in gap_source.years(funds, country)]
    currencies = gap_source.currencies(funds, country)
    first, day = Quarter.of(funds.day).fiscal_year(country.fiscal_year_start), funds.day.isoformat()
    known = gaps.source(who, (str(first), currencies[0], day)).whole.known
    now = str(first if known or str(first + 1) not in years else first + 1)
    filters.say_unknown(year=lambda: years, currency=lambda: currencies)
    with st.container(horizontal=True):
        year = filters.choose(say("gaps.year"), key="year", options=years, default=now, width=160)
        currency = filters.choose(
            say("gaps.currency"), key="currency", options=currencies, default=currencies[0], width=160
        )
    filters.write_ahead("by_what", BY, BY[0])
    return year, currency, day


@st.fragment
def show_by(who: Visitor, chosen: Chosen) -> None:
    """By what, and needs and money by it. Another choice draws these again and nothing else."""
    by = filters.choose(
        say("gaps.by_what"),
        key="by_what",
        options=BY,
        default=BY[0],
        show=lambda key: say(f"gaps.by.{key}"),
        draw=filters.side_by_side,
    )
    _by(who, chosen, by)
    _take_away(who, chosen, *(["gap_needs"] if by != "source" else []), "gap_others", by=by)


def flows(who: Visitor, chosen: Chosen) -> None:
    """From whom, for what; as a table for whoever asks for it."""
    _flows(who, chosen)
    box = st.expander(say("gaps.tables.flows"), key="gaps_flows", on_change="rerun", icon=":material/table:")
    if box.open:
        with box:
            _flow_table(who, chosen)


def show_behind(who: Visitor, chosen: Chosen) -> None:
    """What the figures rest on, and all tables as files, for whoever asks for it."""
    box = st.expander(say("gaps.behind"), key="gaps_behind", on_change="rerun", icon=":material/fact_check:")
    if box.open:
        with box:
            _behind(who, chosen)
            _take_away(who, chosen, *FILES)


def _take_away(who: Visitor, chosen: Chosen, *tables: str, by: str = BY[0]) -> None:
    """Links to some tables as files. Not in what is replayed: an address is signed for half a day."""
    day = looking_back.chosen()
    asked = {
        "place": house().country.root.code,
        "quarter": str(Quarter.of(looking_back.today())),
        "language": language(),
        "as_of": day.isoformat() if day else "",
        "year": chosen[0],
        "currency": chosen[1],
        "by": by,
    }
    told = []
    for table in tables:
        files = {
            kind: links.signed(house(), f"table.{kind}", visitor=who, table=table, **asked) for kind in ("xlsx", "csv")
        }
        offered = " · ".join(f"[{say(f'map_page.download_{kind}')}]({address})" for kind, address in files.items())
        told.append(f":material/download: :small[{say(f'gaps.files.{table}')}: {offered}]")
    st.markdown("  \n".join(told))
