"""A table that is laid out, on a page: with its notes, and of very many rows the first."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from data.model import Language, Level, Quarter, Visitor
from data.rights import reads_released_only
from data.store.house import House
from pages.parts import cached, chain_source, released, released_parts, sent_table, sight
from pages.parts.chain_source import ByMeasure, Read, Source, by_measure
from pages.parts.kept import kept
from pages.parts.laid_out import Laid
from pages.parts.looking_back import house_then
from pages.parts.words import escaped, language, number, say, voice

ROWS, TALL = 16, 640
"""From more rows on, the table is so many pixels tall and scrolls under its head."""
FEW = 16
"""So many quarters of all districts are kept, of some megabytes each."""
MOST = 60
"""So many rows stand on a page; the file has all."""


def source(who: Visitor, place: str, quarter: str) -> Source:
    """From where the tables of a page take their figures; what one part of a page has read, the others need not."""
    return _source(cached.version(), language(), who, place, quarter)


@kept(FEW)  # nobody changes it
def _source(version: str, language: Language, who: Visitor, place: str, quarter: str) -> Source:
    here = house_then()
    asked = {"place": here.country.places[place], "quarter": Quarter.parse(quarter), "voice": voice()}
    return chain_source.opened(here, who, **asked, read=_read(version, who, here))


def _read(version: str, who: Visitor, here: House) -> Read:
    return Read(
        district_values=lambda measures, asked: _of_districts(version, who, measures, str(asked), here),
        series=functools.cache(
            lambda measures, places: by_measure(cached.series(who, measures=measures, places=places))
        ),
        accepted=lambda asked: _accepted(version, who, str(asked), here),
    )


@kept(FEW)
def _of_districts(version: str, who: Visitor, measures: tuple[str, ...], quarter: str, _house: House) -> ByMeasure:
    return by_measure(
        released.level_values(_house, who, measures=measures, quarter=Quarter.parse(quarter), level=Level.DISTRICT)
    )


@kept(FEW)
def _accepted(version: str, who: Visitor, quarter: str, _house: House) -> frozenset[str]:
    return released_parts.accepted_places(_house, sight.of(_house, who), Quarter.parse(quarter))


def unreleased(who: Visitor, quarter: Quarter) -> bool:
    """Whether the visitor reads releases alone, and none was made of a quarter."""
    return reads_released_only(who) and quarter not in cached.quarters(who)


def show(
    laid: Laid,
    *,
    titled: bool = True,
    most: int = MOST,
    beneath: Mapping[str, str] | None = None,
    stacked: Mapping[str, Sequence[str]] | None = None,
    silent: Collection[str] = (),
    headed: bool = False,
) -> None:
    """The table with its title and its notes; of very many rows the first.

    Args:
        laid: the table.
        titled: whether its title stands above it.
        most: so many rows.
        beneath: which columns stand beneath which, where the table has both.
        stacked: which columns stand beneath each other under which headings, as in `sent_table.stacked`.
        silent: what need not be said beneath another, as there.
        headed: whether the first column says of which group a row is, and stands above the first row of each.
    """
    if titled:
        st.subheader(escaped(laid.title))
    if not laid.rows:
        st.write(say("chains.nothing"))
        return
    height = TALL if min(len(laid.rows), most) > ROWS else "content"
    texts = laid.as_frame(most).map(escaped)
    # A column of which nothing is told, as a quarter before the first, is none.
    texts = texts.loc[:, (texts != "").any()]
    for upper, lower in (beneath or {}).items():
        if upper in texts and lower in texts:
            texts = sent_table.beneath(texts, upper, lower)
    if headed:
        texts = sent_table.headed(texts, laid.columns[0], laid.columns[1])
    if stacked:
        texts = sent_table.stacked(texts, stacked, silent)
    sent_table.show(texts, alt=escaped(laid.title), height=height)
    more = [say("chains.more_rows", count=number(len(laid.rows) - most))] if len(laid.rows) > most else []
    if told := [*more, *laid.notes]:
        st.caption(" ".join(told))
