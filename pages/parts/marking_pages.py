"""What stands over a page: that its figures are exact and not for publication, or in which steps they are shown."""

from __future__ import annotations

import streamlit as st

from data.model import Visitor
from data.rights import reads_released_only
from pages.parts import cached
from pages.parts.words import say

WITHOUT_FIGURES = ("checks", "people")


def say_what_is_read(who: Visitor, page: str) -> None:
    """Say it, and stop where somebody reads released figures and nothing was released yet."""
    if reads_released_only(who):
        if not cached.readable(who):
            st.info(say("released.nothing"))
            st.stop()
        if page not in WITHOUT_FIGURES:
            st.caption(_steps(who))
    elif cached.visible(who) and page not in WITHOUT_FIGURES:
        st.caption(f":material/lock: {say('released.others' if cached.releases(who) else 'released.exact')}")


def _steps(who: Visitor) -> str:
    bases = sorted({each.base for each in cached.releases(who).values()})
    return say("released.steps", steps=", ".join(map(str, bases))) if bases else say("released.nothing")
