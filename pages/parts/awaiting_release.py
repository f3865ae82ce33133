"""On a demo whose quarters are still being released: whoever asks to visit as a donor is told so, and becomes one then.

The address names the role; before anything is released nobody can be played in it.
"""

from __future__ import annotations

import streamlit as st

from data.demo.state import is_released
from data.model import Role
from data.rights import RELEASED_ONLY
from data.store.house import House
from pages.parts.open_roles import open_roles
from pages.parts.opened import house
from pages.parts.visiting import FIRST
from pages.parts.words import say

ROLE, WANTED = "as", "wanted_role"
SECONDS = 5
"""After so many it is looked again."""


def remember() -> None:
    """Keep the role that the address asks for and that cannot be played yet; give it back as soon as it can."""
    here = house()
    asked = str(st.query_params.get(ROLE, ""))
    if asked in RELEASED_ONLY and asked not in open_roles() and not is_released(here):
        st.session_state[WANTED] = asked
    elif asked in open_roles() and asked != FIRST:  # somebody chose another one meanwhile
        st.session_state.pop(WANTED, None)
    if (wanted := st.session_state.get(WANTED)) and wanted in open_roles():
        st.query_params[ROLE] = st.session_state.pop(WANTED)


def notice() -> None:
    """Say over every page that it is waited, and look again every now and then."""
    if WANTED in st.session_state and not _is_over(house()):
        st.info(say("visitor.being_released"), icon=":material/hourglass:")
        _look()


@st.fragment(run_every=SECONDS)
def _look() -> None:
    if _is_over(house()):
        st.rerun()


def _is_over(here: House) -> bool:
    """Whether the role can be played now, or never will be."""
    return Role(st.session_state[WANTED]) in open_roles() or is_released(here)
