"""Choosers whose value stands in the address, so that a link reopens the view: quarter, indicator, place, language.

Streamlit's own binding writes an option's *label* into the address; ours writes its code, which stays the same in every
language. One name means the same on every page, and a choice is kept when the visitor goes from page to page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from data.model import Indicator, Part, Pillar, Quarter
from data.words import pick
from data.words import quarter as quarter_in_words
from pages.parts import cached
from pages.parts.opened import house
from pages.parts.words import language, say


def choose(
    label: str,
    *,
    key: str,
    options: Sequence[str],
    default: str,
    show: Callable[[str], str] = str,
    help: str | None = None,  # noqa: A002 - Streamlit's own name for it
) -> str:
    """A select box whose chosen code stands in the address under `key`.

    What the address says counts when the visitor came by a link or went back; else what was chosen last.
    """
    _take_from_address(key, options, default)
    chosen = st.selectbox(label, options, key=key, format_func=show, help=help)
    keep(key, str(chosen))
    return str(chosen)


def keep(key: str, value: str) -> None:
    """Remember a choice beyond its page, and write it into the address."""
    st.session_state[f"kept_{key}"] = value
    if st.query_params.get(key) != value:
        st.query_params[key] = value
    st.session_state[f"written_{key}"] = value


def asked(key: str, options: Sequence[str], default: str) -> str:
    """The value of a choice before its widget is drawn: from the address, the widget, or the last visit to the page."""
    from_address = st.query_params.get(key)
    if from_address in options and from_address != st.session_state.get(f"written_{key}"):
        return str(from_address)
    chosen = st.session_state.get(key, st.session_state.get(f"kept_{key}", default))
    return str(chosen) if chosen in options else default


def _take_from_address(key: str, options: Sequence[str], default: str) -> None:
    value = asked(key, options, default)
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def choose_quarter() -> Quarter:
    """A quarter out of those that somebody filed for; the newest at first."""
    known = [str(quarter) for quarter in reversed(cached.quarters())]
    chosen = choose(
        say("filters.quarter"),
        key="quarter",
        options=known,
        default=known[0],
        show=lambda text: quarter_in_words(Quarter.parse(text), language()),
    )
    return Quarter.parse(chosen)


def choose_measure(*, only: Callable[[Indicator, Part], bool] = lambda *_: True, default: str = "") -> str:
    """A measure of the catalogue, in the order of the form."""
    catalogue = house().catalogue
    known = {
        part.measure: measure_name(part.measure)
        for indicator in catalogue.indicators.values()
        for part in indicator.parts
        if only(indicator, part)
    }
    first = default if default in known else next(iter(known))
    return choose(
        say("filters.indicator"), key="indicator", options=list(known), default=first, show=lambda code: known[code]
    )


def measure_name(measure: str) -> str:
    """A measure's code and name; a part is named after its indicator."""
    catalogue = house().catalogue
    part, indicator = catalogue.measure(measure), catalogue.indicator_of(measure)
    return f"{measure} · {pick(part.names or indicator.names, language())}"


def pillar_name(pillar: Pillar) -> str:
    """A pillar's name in the visitor's language."""
    return say(f"workbook.pillars.{pillar.value}")
