"""The district map: an SVG component of our own, with its legend, its search and its sortable table.

The browser fetches the outlines once by their address and the component's module once by its own; a redraw sends only
what changed. Why it is not a chart library's map: docs/decisions/001-the-map-is-our-own-component.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.parts.district_map.classes import Classes, Manner, classify
from pages.parts.district_map.payload import Undrawn, drawn

# This text is sent again at every redraw, so it only fetches the module, which the page has already asked for.
_STUB = """export default async component => {
const {draw} = await import(new URL(component.data.module, location.origin))
return draw(component)}"""

_COMPONENT = st.components.v2.component("district_map", js=_STUB)


def district_map(data: Mapping[str, Any], *, key: str) -> str | None:
    """Draw the map of one indicator and quarter, its legend and its table.

    Args:
        data: from `drawn`.
        key: identity of this map on the page.

    Returns:
        The code of the place that the visitor has just opened by click, tap or Enter, else None. It comes from the
        browser: look it up among the country's places before using it. In tests: `app.session_state[key] =
        {"district": "32.02"}` before `app.run()`; there it stays until it is changed, in a browser it is gone with the
        next run.
    """
    opened: str | None = _COMPONENT(key=key, data=dict(data), on_district_change=lambda: None).district
    return opened
