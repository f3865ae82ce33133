"""Numbers that are typed and lists of which several are chosen, in the address like the choices of `filters`.

What the address says counts when the visitor came by a link or went back; else what was chosen last. What is as usual
is not written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from pages.parts.noted import noted
from pages.parts.what_if_asked import LARGEST
from pages.parts.what_if_asked import whole as as_whole


def text(key: str) -> str:
    """What is asked under a name, before anything is drawn; empty where nothing is."""
    return st.query_params[key] if comes_from_address(key) else noted().get(f"kept_{key}", "")


def comes_from_address(key: str) -> bool:
    """Whether the address asks for something that was not written there from a choice."""
    found = st.query_params.get(key)
    return found is not None and found != noted().get(f"written_{key}")


def keep(key: str, said: str) -> None:
    """Remember a choice beyond its page, and write it into the address; an empty one leaves it."""
    noted()[f"kept_{key}"] = said
    if said and st.query_params.get(key) != said:
        st.query_params[key] = said
    elif not said and key in st.query_params:
        del st.query_params[key]
    noted()[f"written_{key}"] = said or None


def whole(label: str, *, key: str, usual: int = 0, least: int = 0, step: int = 1, **more: Any) -> int:
    """A whole number of at least `least`; the usual one is not written into the address, unless it is an amount.

    Args:
        label: what is asked.
        key: its name in the address.
        usual: at first.
        least: no number is smaller. One that may not be 0 is always written.
        step: by which its buttons change it.
        more: what the widget is told of its looks.
    """
    widget = f"{key}_typed"
    if comes_from_address(key) or widget not in st.session_state:
        st.session_state[widget] = max(least, as_whole(text(key), usual))
    number = int(st.number_input(label, min_value=least, max_value=LARGEST, step=step, key=widget, **more))
    keep(key, str(number) if number or least else "")
    return number


def several(
    label: str, *, key: str, options: Sequence[str], show: Callable[[str], str], **more: Any
) -> tuple[str, ...]:
    """Some of several codes, in the order in which they were chosen."""
    widget = f"{key}_chosen"
    if comes_from_address(key) or widget not in st.session_state:
        st.session_state[widget] = [code for code in dict.fromkeys(text(key).split(",")) if code in options]
    chosen = st.multiselect(label, options, key=widget, format_func=show, select_all=False, **more)
    keep(key, ",".join(chosen))
    return tuple(chosen)
