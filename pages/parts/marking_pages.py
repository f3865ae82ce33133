"""What stands over a page: that its figures are exact and not for publication, or in which steps they are shown."""

from __future__ import annotations

import streamlit as st

from data.model import Visitor
from data.rights import reads_released_only
from pages.parts import cached
from pages.parts.shown import Voice
from pages.parts.words import say, voice

WITHOUT_FIGURES = ("checks", "method", "people")


def say_what_is_read(who: Visitor, page: str) -> None:
    """Say it, and stop where somebody reads released figures and nothing was released yet."""
    if reads_released_only(who) and not cached.readable(who):
        st.info(say("released.nothing"))
        st.stop()
    if page not in WITHOUT_FIGURES and (told := sentence(who, voice())):
        st.caption(told)


def sentence(who: Visitor, speech: Voice) -> str:
    """What a reader must know of the figures on a page; nothing for those who read none."""
    if reads_released_only(who):
        bases = sorted({each.base for each in cached.releases(who).values()})
        steps = ", ".join(map(str, bases))
        return speech.say("released.steps", steps=steps) if bases else speech.say("released.nothing")
    if not cached.visible(who):
        return ""
    return speech.say("released.others" if cached.releases(who) else "released.exact")
