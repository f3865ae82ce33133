"""Choosers whose value stands in the address, so that a link reopens the view: quarter, indicator, place, language.

Streamlit's own binding writes an option's *label* into the address; ours writes its code, which stays the same in every
language. One name means the same on every page, and a choice is kept when the visitor goes from page to page.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import Any

import streamlit as st

from data.model import Indicator, Language, Level, Part, Pillar, Place, Quarter, Visitor
from data.rules import Term
from data.words import pick
from data.words import quarter as quarter_in_words
from pages.parts import cached
from pages.parts import measures as measures_of
from pages.parts.kept import kept
from pages.parts.noted import noted
from pages.parts.opened import house
from pages.parts.words import escaped, language, say

WIDTH_OF_QUARTER = 320
"""Pixels for a quarter in words; a narrow phone has as many beside its margins."""


def menu(label: str, options: Sequence[str], *, first: str, **more: Any) -> Any:
    """A chooser for the many: a select box."""
    return st.selectbox(label, options, index=options.index(first), **more)


def side_by_side(label: str, options: Sequence[str], *, first: str, **more: Any) -> Any:
    """A chooser for the few: all of them in sight."""
    return st.radio(label, options, index=options.index(first), horizontal=True, **more)


def choose(
    label: str,
    *,
    key: str,
    options: Sequence[str],
    default: str,
    show: Callable[[str], str] = str,
    help: str | None = None,  # noqa: A002 - Streamlit's own name for it
    draw: Callable[..., Any] = menu,
    **layout: Any,
) -> str:
    """A chooser whose chosen code stands in the address under `key`.

    What the address says counts when the visitor came by a link or went back; else what was chosen last. `layout` is
    what the widget is told of its looks, as `width`.
    """
    first = _take_from_address(key, options, default)
    chosen = draw(label, options, first=first, key=key, format_func=show, help=help, **layout)
    keep(key, str(chosen))
    return str(chosen)


def keep(key: str, value: str) -> None:
    """Remember a choice beyond its page, and write it into the address."""
    noted()[f"kept_{key}"] = value
    if st.query_params.get(key) != value:
        st.query_params[key] = value
    noted()[f"written_{key}"] = value


def write_ahead(key: str, options: Sequence[str], default: str) -> None:
    """Write into the address what a chooser far below will say.

    Written only when that chooser is drawn, it would be a view of its own in the browser's history, and whoever goes
    back from it would be brought to it again.
    """
    keep(key, asked(key, options, default))


def asked(key: str, options: Container[str], default: str) -> str:
    """The value of a choice before its widget is drawn: from the address, the widget, or the last visit to the page."""
    from_address = st.query_params.get(key)
    if from_address in options and from_address != noted().get(f"written_{key}"):
        return str(from_address)
    chosen = st.session_state.get(key, noted().get(f"kept_{key}", default))
    return str(chosen) if chosen in options else default


def _take_from_address(key: str, options: Sequence[str], default: str) -> str:
    """Set the widget to what is asked for, and give the code with which it was first drawn.

    That code stays the same: Streamlit then writes the widget as before, and need not send its options again.
    """
    value = asked(key, options, default)
    if key not in st.session_state:
        noted()[f"first_{key}"] = value
    elif st.session_state[key] != value:
        st.session_state[key] = value
    first = noted().get(f"first_{key}")
    return str(first) if first in options else value


def choose_quarter(who: Visitor, **layout: Any) -> Quarter:
    """A quarter out of those that the visitor reads of; the newest at first."""
    known = filed_quarters(who)
    chosen = choose(
        say("filters.quarter"),
        key="quarter",
        options=known,
        default=known[0],
        show=_in_words(tuple(known), language()).__getitem__,
        **layout,
    )
    return Quarter.parse(chosen)


@kept(4)
def _in_words(quarters: tuple[str, ...], spoken: Language) -> dict[str, str]:
    return {each: quarter_in_words(Quarter.parse(each), spoken) for each in quarters}


def known_places(codes: Container[str]) -> list[Place]:
    """Those places that are among the codes: the country, then provinces, then districts, each by name."""
    return [place for place in _in_order(house().country.iso3) if place.code in codes]


@kept(2)
def _in_order(iso3: str) -> list[Place]:
    levels = {level: number for number, level in enumerate(Level)}
    return sorted(house().country.places.values(), key=lambda place: (levels[place.level], place.name, place.code))


def choose_place(places: Sequence[Place], *, prefer: Container[str] = ()) -> Place:
    """A place out of several; at first the first of those that are preferred, else the first of all."""
    codes, names = [place.code for place in places], place_names()
    chosen = choose(
        say("origin.place"),
        key="place",
        options=codes,
        default=next((code for code in codes if code in prefer), codes[0]),
        show=names.__getitem__,
    )
    return house().country.places[chosen]


def place_names() -> dict[str, str]:
    """What a chooser calls each place, by its code: the name, and the code."""
    return _named(house().country.iso3)


@kept(2)
def _named(iso3: str) -> dict[str, str]:
    return {place.code: f"{place.name} ({place.code})" for place in house().country.places.values()}


def filed_quarters(who: Visitor) -> list[str]:
    """The codes of the quarters to choose from."""
    return [str(quarter) for quarter in reversed(cached.quarters(who))]


def choose_measure(*, only: Callable[[Indicator, Part], bool] = lambda *_: True, default: str = "") -> str:
    """A measure of the catalogue, in the order of the form."""
    known, names = measures(only), measures_of.long_names(house().catalogue, language())
    return choose(
        say("filters.indicator"),
        key="indicator",
        options=known,
        default=default if default in known else known[0],
        show=lambda code: names[code],
    )


def measures(only: Callable[[Indicator, Part], bool] = lambda *_: True) -> list[str]:
    """The codes of the measures to choose from, in the order of the form."""
    return measures_of.codes(house().catalogue, only)


def measure_name(measure: str) -> str:
    """A measure's code and name; a part is named after its indicator."""
    catalogue = house().catalogue
    part, indicator = catalogue.measure(measure), catalogue.indicator_of(measure)
    return f"{measure} · {pick(part.names or indicator.names, language())}"


def long_name(measure: str) -> str:
    """A measure's code and name; a part's with the name of the indicator it is a part of."""
    return measures_of.long_names(house().catalogue, language())[measure]


def name_of(term: Term) -> str:
    """A measure's code and name, and which part of it is meant, if it is one."""
    dimensions = house().catalogue.measure(term.measure).dimensions
    cells = [items for each in dimensions if each.key == term.dimension for items in each.cells()]
    meant = (items for items in cells if ".".join(item.key for item in items) == term.item)
    labels = [" · ".join(pick(item.labels, language()) for item in items) for items in meant]
    return ": ".join([long_name(term.measure), *labels])


def say_unknown(**known: Callable[[], Container[str]]) -> None:
    """Say so where the address asks for a code that nobody knows. To be called before the choosers are drawn.

    Args:
        known: for a name in the address what gives its codes; asked only for what the visitor brought along.
    """
    for key, codes in known.items():
        code = st.query_params.get(key)
        if code and code != noted().get(f"written_{key}") and code not in codes():
            st.warning(say("filters.unknown", what=say(f"filters.{key}"), code=escaped(code[:40])))


def pillar_name(pillar: Pillar) -> str:
    """A pillar's name in the visitor's language."""
    return say(f"workbook.pillars.{pillar.value}")
