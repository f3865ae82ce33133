"""A table that is laid out, on a page: with its notes, and of very many rows the first."""

from __future__ import annotations

import functools

import pandas as pd
import streamlit as st

from data.chains import load_chains
from data.model import Level, Quarter, Visitor
from pages.parts import cached, released_parts, sight
from pages.parts.chain_source import Source
from pages.parts.laid_out import Laid
from pages.parts.looking_back import house_then
from pages.parts.opened import house
from pages.parts.words import escaped, number, say, voice

ROWS, TALL = 16, 640
"""From more rows on, the table is so many pixels tall and scrolls under its head."""
MOST = 60
"""So many rows stand on a page; the file has all."""


def source(who: Visitor, place: str, quarter: str) -> Source:
    """From where the tables of a page take their figures: through its caches, all measures of the page at once."""
    asked, seen = Quarter.parse(quarter), sight.of(house_then(), who)
    chains = load_chains(house().settings.content)
    measures = tuple(dict.fromkeys((*chains.assistance.measures, *chains.justice.measures)))

    @functools.cache
    def of_districts(when: Quarter) -> pd.DataFrame:
        return cached.level_values(who, measures=measures, quarter=when, level=Level.DISTRICT)

    @functools.cache
    def of_places(*places: str) -> pd.DataFrame:
        return cached.series(who, measures=measures, places=places)

    return Source(
        house_then(),
        house().country.places[place],
        asked,
        voice(),
        district_values=lambda _, when: of_districts(when),
        series=lambda _, places: of_places(*places),
        parts=lambda measure: released_parts.parts(house_then(), who, measure=measure, quarter=asked, place=place),
        accepted=functools.cache(lambda when: released_parts.accepted_places(house_then(), seen, when)),
    )


def show(laid: Laid, *, titled: bool = True, most: int = MOST) -> None:
    """The table with its title and its notes; of very many rows the first."""
    if titled:
        st.subheader(escaped(laid.title))
    if not laid.rows:
        st.write(say("chains.nothing"))
        return
    st.table(
        laid.as_frame(most).map(escaped),
        border="horizontal",
        hide_index=True,
        height=TALL if min(len(laid.rows), most) > ROWS else "content",
        alt=escaped(laid.title),
    )
    more = [say("chains.more_rows", count=number(len(laid.rows) - most))] if len(laid.rows) > most else []
    if told := [*more, *laid.notes]:
        st.caption(" ".join(told))
