"""The pages of the menu, made once: Streamlit looks for the file of each, which takes longer than all else about it."""

from __future__ import annotations

import base64
import copy
import functools
from pathlib import Path

import streamlit as st

KEPT = 200
"""So many are kept; a menu has about twenty in each language."""


def page(file: str, title: str, icon: str, name: str, *, default: bool) -> st.Page:
    """A page for the menu of this run.

    Args:
        file: its script, as seen from the script of the menu.
        title: what it is called there.
        icon: the icon beside it.
        name: the last part of its address.
        default: whether it is the one that opens where none is asked for.
    """
    return copy.copy(_made(file, title, icon, name, default))  # a run marks its own: the one that it shows


@functools.cache  # of a file, Streamlit would look through the picture in every run
def icon() -> str:
    """The icon of all pages, as an address that holds it."""
    picture = base64.b64encode(Path(__file__).with_name("icon.png").read_bytes()).decode()
    return f"data:image/png;base64,{picture}"


@functools.lru_cache(maxsize=KEPT)
def _made(file: str, title: str, icon: str, name: str, default: bool) -> st.Page:
    return st.Page(file, title=title, icon=icon, url_path=name, default=default)
