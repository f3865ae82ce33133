"""The district map: an SVG component of our own, with its legend, its search and its sortable table.

The browser fetches the outlines once by their address and the component's module once by its own; a redraw sends only
what changed. Why it is not a chart library's map: docs/decisions/001-the-map-is-our-own-component.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.model import Language, Status
from pages.parts.district_map.classes import Classes, classify
from pages.parts.district_map.payload import Undrawn, encode, legend, sentences, shortest

# This text is sent again at every redraw, so it only fetches the module, which the page has already asked for.
_STUB = """export default async component => {
const {draw} = await import(new URL(component.data.module, location.origin))
return draw(component)}"""

_COMPONENT = st.components.v2.component("district_map", js=_STUB)


def district_map(
    *,
    outlines_url: str,
    module_url: str,
    values: Sequence[float | None],
    statuses: Sequence[Status],
    classes: Classes,
    words: Mapping[str, str],
    language: Language,
    title: str,
    summary: str,
    unit: str,
    key: str,
    selected: str | None = None,
    names: Mapping[float, str] | None = None,
    undrawn: Sequence[Undrawn] = (),
) -> str | None:
    """Draw the map of one indicator and quarter, its legend and its table.

    Args:
        outlines_url: where the browser fetches the outlines. The address changes whenever they do.
        module_url: where it fetches `map.js`; `map.css` and `table.js` lie beside it (`assets.py`).
        values: the number of each place that reports, in the order in which the places first appear in the outlines'
            `reports`, then those of `undrawn`; None where there is none.
        statuses: what is known of each of them, in the same order.
        classes: from `classify`, usually of the reported values.
        words: the component's sentences, from `sentences(language)`. The page may put in what a country says
            otherwise: `place` and `province` are its words for the two levels.
        language: decides how numbers are written and sorted.
        title: what the map shows: indicator and quarter.
        summary: one sentence for those who cannot see the map, also shown beneath the title.
        unit: what the numbers count, in words: "persons", "per 100,000 people".
        key: identity of this map on the page.
        selected: the code of a place to mark.
        names: names of single values, for answers that are no quantities: `{0.0: "No", 1.0: "Yes"}`.
        undrawn: places that have values but no outline (the codes in `missing` of the outlines).

    Returns:
        The code of the place that the visitor has just opened by click, tap or Enter, else None. It comes from the
        browser: look it up among the country's places before using it. In tests: `app.session_state[key] =
        {"district": "32.02"}` before `app.run()`; there it stays until it is changed, in a browser it is gone with the
        next run.
    """
    letters, numbers = encode(values, statuses, classes)
    data: dict[str, Any] = {
        "module": module_url,
        "outlines": outlines_url,
        "letters": letters,
        "numbers": numbers,
        "legend": legend(letters, classes, language, names),
        "zero": classes.zero,
        "digits": classes.digits,
        "unit": unit,
        "title": title,
        "summary": summary,
        "selected": selected,
        "names": {shortest(value): name for value, name in (names or {}).items()},
        "undrawn": [(place.code, place.name, place.parent) for place in undrawn],
        "language": language,
        "words": dict(words),
    }
    opened: str | None = _COMPONENT(key=key, data=data, on_district_change=lambda: None).district
    return opened
