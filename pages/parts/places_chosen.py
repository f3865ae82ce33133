"""The chooser of several places, whose codes stand in the address under `places`, separated by commas."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

import streamlit as st

from data.model import Level, Place, Visitor
from data.settings import Settings
from pages.parts.noted import noted
from pages.parts.opened import house
from pages.parts.words import say

KEY, MOST = "places", 6
KEPT, WRITTEN, FIRST = f"kept_{KEY}", f"written_{KEY}", f"first_{KEY}"


def choose_places(who: Visitor) -> list[str]:
    """Provinces and districts to compare; a task force's own district at first."""
    known = _known(house().settings)
    first = _take_from_address(known, default=[code for code in sorted(who.places) if code in known])
    chosen = st.multiselect(
        say("trends.places", most=MOST),
        list(known),
        default=first,
        key=KEY,
        format_func=lambda code: known[code],
        max_selections=MOST,
        placeholder=say("trends.places_hint"),
        select_all=False,
    )
    _keep(chosen)
    return chosen


@functools.lru_cache(maxsize=2)
def _known(_settings: Settings) -> Mapping[str, str]:
    """The names of the settings' country, which no visitor changes: to put five hundred of them in order takes long."""
    return names(house().country.places)


def names(places: Mapping[str, Place]) -> dict[str, str]:
    """What the provinces and districts are called, by code: provinces first, each with its code beside it."""
    offered = [place for place in places.values() if place.level is not Level.COUNTRY]
    offered.sort(key=lambda place: (place.level is Level.DISTRICT, place.name))
    return {place.code: f"{place.name} ({place.code})" for place in offered}


def read(written: str, known: Mapping[str, str]) -> list[str]:
    """The known codes of an address, each once, at most `MOST`."""
    return [code for code in dict.fromkeys(written.split(",")) if code in known][:MOST]


def unknown(written: str, known: Mapping[str, str]) -> list[str]:
    """The codes of an address that no place has."""
    return [code for code in dict.fromkeys(written.split(",")) if code and code not in known]


def _take_from_address(known: Mapping[str, str], default: Sequence[str]) -> list[str]:
    """Set the chooser to what is asked for, and give the codes with which it was first drawn.

    What the address says counts when the visitor came by a link or went back; else what was chosen last. As with
    `filters.choose` the first codes stay the same, so that five hundred names are not sent again.
    """
    written, value = st.query_params.get(KEY), noted().get(KEPT, list(default))
    by_link = written is not None and written != noted().get(WRITTEN)
    if written is not None and by_link:
        value = read(written, known)
        if strangers := unknown(written, known):
            st.info(say("trends.unknown_place", codes=", ".join(code[:20] for code in strangers)))
    if KEY not in st.session_state:
        noted()[FIRST] = value
    elif by_link and st.session_state[KEY] != value:
        st.session_state[KEY] = value
    first = noted().get(FIRST, value)
    return [code for code in first if code in known]


def _keep(chosen: Sequence[str]) -> None:
    """Remember the choice beyond its page, and write it into the address; an empty one leaves it."""
    noted()[KEPT] = list(chosen)
    written = ",".join(chosen)
    if written:
        st.query_params[KEY] = written
    elif KEY in st.query_params:
        del st.query_params[KEY]
    noted()[WRITTEN] = written or None
