"""The button with which a sender fetches their own workbook, its cells marked."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.intake.marks import Mark, marks_of
from data.intake.receive import Examination
from data.model import Visitor
from pages.parts import links
from pages.parts.held import SHELF
from pages.parts.opened import house
from pages.parts.words import language, say

WAITING = "submit_marked"


def offer(examination: Examination, who: Visitor) -> None:
    """Show the button if something was found in cells."""
    marks = marks_of(examination.findings, language(), house().settings.content)
    if marks:
        st.link_button(
            say("marked.download"),
            _address(examination, who, marks),
            help=say("marked.hint"),
            icon=":material/format_paint:",
            key="submit_marked_copy",
            on_click=_fetched,
        )


def _address(examination: Examination, who: Visitor, marks: Sequence[Mark]) -> str:
    """Where the copy is fetched: the same while it waits, so that a rerun for another reason keeps nothing twice."""
    of = (examination.sha256, who, language())
    key, put_for = st.session_state.get(WAITING, ("", None))
    if put_for != of or not SHELF.waits(key):
        key = SHELF.put(who, examination.content, marks)
        st.session_state[WAITING] = (key, of)
    return links.signed(house(), "marked.xlsx", visitor=who, key=key)


def _fetched() -> None:
    """Have a new address made, because each is good for one download."""
    st.session_state.pop(WAITING, None)
