"""The way from a figure to where it comes from: one address for each measure, place and quarter."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from pages.parts import looking_back
from pages.parts.words import KEY as LANGUAGE
from pages.parts.words import escaped, language

PAGE, ADDRESS = "../public/origin.py", "/origin"
OF_DEMO = ("as", "office")


def address(*, measure: str, place: str, quarter: str) -> str:
    """Where it is told where a figure comes from, for the same visitor, language and day."""
    day = looking_back.chosen()
    kept = {key: str(st.session_state.get(f"kept_{key}", "")) for key in OF_DEMO}
    asked = {"indicator": measure, "place": place, "quarter": quarter, LANGUAGE: language()} | kept
    asked[looking_back.KEY] = day.isoformat() if day else ""
    return f"{ADDRESS}?{urlencode({key: value for key, value in asked.items() if value})}"


def named(name: str, *, measure: str, place: str, quarter: str) -> str:
    """The name of a figure, in Markdown, as a link to where it comes from."""
    return f"[{escaped(name)}]({address(measure=measure, place=place, quarter=quarter)})"
