"""*View as donor*: the ministry looks at every page and file as a donor does, in this session and no other."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.model import Role, Visitor
from data.rights import may_view_as_donor
from pages.parts.words import say

KEY = "views_as_donor"


def seen_as(found: Visitor) -> Visitor:
    """The visitor, or a donor in their place, where they chose to look as one."""
    if not may_view_as_donor(found) or get_script_run_ctx(suppress_warning=True) is None:
        return found
    return as_donor(found) if st.session_state.get(KEY) else found


def as_donor(found: Visitor) -> Visitor:
    """A donor with the address of the one who looks."""
    return Visitor(found.email, Role.DONOR, office=found.office, previews=True)


def offer(who: Visitor) -> None:
    """In the sidebar of those who may: the way in."""
    if may_view_as_donor(who):
        st.button(say("released.view_as_donor"), key=f"{KEY}_begin", on_click=_look, args=(True,), type="tertiary")


def notice(who: Visitor) -> None:
    """Over every page: that it is seen as a donor sees it, and the way back."""
    if who.previews:
        st.warning(say("released.viewing_as_donor"), icon=":material/visibility:")
        st.button(say("released.view_as_oneself"), key=f"{KEY}_end", on_click=_look, args=(False,))


def _look(as_a_donor: bool) -> None:
    st.session_state[KEY] = as_a_donor
