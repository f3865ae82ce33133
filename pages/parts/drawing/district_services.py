"""The lower half of the page District: services, centres and money of one district, drawn in one piece."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import streamlit as st

from data.model import Place, Quarter, Visitor
from pages.parts import assistance_tables, cached, district_tables, sent_table
from pages.parts.drawing import centres, laid
from pages.parts.opened import house
from pages.parts.released_centres import Centre
from pages.parts.words import say, voice

ASSISTANCE_PAGE = "../public/assistance.py"


def below(who: Visitor, code: str, quarter: str) -> None:
    """The services that people had, the centres with the way to each one's page, and the money."""
    place, asked = house().country.places[code], Quarter.parse(quarter)
    mine = [centre for centre in cached.centres(who, quarter=asked) if centre.place.code == code]
    sees, reads = code in cached.visible(who), code in cached.readable(who)
    st.header(say("district.services"))
    _services(who, place, quarter) if reads else st.info(say("district.withheld"))
    st.header(say("district.centres"))
    _centres(mine, quarter, sees=sees, reads=reads)
    st.header(say("district.money"))
    _money(who, place, asked, mine) if reads else st.info(say("district.withheld"))


def _services(who: Visitor, place: Place, quarter: str) -> None:
    """The services of the protection pillar: now, a quarter and a year before."""
    found = assistance_tables.services(laid.source(who, place.code, quarter))
    laid.show(dataclasses.replace(found, notes=()), titled=False, headed=True)
    st.page_link(
        ASSISTANCE_PAGE,
        label=say("district.to_assistance"),
        icon=":material/arrow_forward:",
        query_params={"quarter": quarter, "place": place.code},
    )


def _centres(mine: Sequence[Centre], quarter: str, *, sees: bool, reads: bool) -> None:
    """The district's centres, the one whose money ends first at the head."""
    if reads and not sees:
        st.caption(say("district.confidential"))
    if mine:
        sent_table.show(centres.rows(mine, quarter, placed=False), alt=say("district.centres"))
    elif not reads:
        st.write(say("district.withheld"))
    else:
        st.write(say("district.no_centres" if sees else "district.none_named"))


def _money(who: Visitor, place: Place, quarter: Quarter, mine: Sequence[Centre]) -> None:
    """What the district's return says of money, and the agreements of the ledger for its centres."""
    found = district_tables.money(laid.source(who, place.code, str(quarter)))
    if found.rows:
        laid.show(found, titled=False)
    else:
        st.write(say("district.no_money"))
    if (agreed := district_tables.agreements(mine, quarter.last_day, voice())).rows:
        laid.show(agreed)
