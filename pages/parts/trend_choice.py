"""The choosers of the page *Trends* besides measure and places: by quarters or years, and peers."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from data.model import Level
from pages.parts import filters
from pages.parts.drawing.trend import QUARTERS, YEARS
from pages.parts.opened import house
from pages.parts.words import pick, say

WITH, WITHOUT = "with", "without"


def choose_split(measure: str) -> str:
    """By which of its breakdowns a measure is split; empty where it is not, or has none."""
    part = house().catalogue.measure(measure)
    labels = {each.key: pick(each.labels) for each in part.dimensions}
    if not labels:
        return ""
    chosen = filters.choose(
        say("trends.split"),
        key="split",
        options=(WITHOUT, *labels),
        default=WITHOUT,
        show=lambda code: say("trends.split_without") if code == WITHOUT else labels[code],
    )
    return chosen if chosen in labels else ""


def choose(places: Iterable[str]) -> tuple[str, bool]:
    """By quarters or fiscal years, and whether the peers of a district stand beside it."""
    known = house().country.places
    with st.container(horizontal=True):
        by = filters.choose(
            say("trends.by"),
            key="by",
            options=(QUARTERS, YEARS),
            default=QUARTERS,
            show=lambda code: say(f"trends.by_{code}"),
            draw=filters.side_by_side,
        )
        if by == YEARS or all(known[code].level is not Level.DISTRICT for code in places):
            return by, False
        peers = filters.choose(
            say("trends.peers"),
            key="peers",
            options=(WITHOUT, WITH),
            default=WITHOUT,
            show=lambda code: say(f"trends.peers_{code}"),
            help=say("trends.peers_help"),
            draw=filters.side_by_side,
        )
    return by, peers == WITH
