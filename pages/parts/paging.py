"""Long lists, so many rows at a time: which of them are shown stands in the address, and none is out of reach."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from pages.parts import filters
from pages.parts.noted import noted
from pages.parts.words import number, say

Row = TypeVar("Row")

AT_ONCE = 50
"""Rows: these are sent with every change; all of a country's districts would be a hundred kilobytes."""
WIDTH = 200
FIRST = "1"


def page_of(rows: Sequence[Row], *, key: str, of: object, at_once: int = AT_ONCE) -> Sequence[Row]:
    """The rows that are shown; where there are more, a chooser says which and of how many.

    Args:
        rows: all of them.
        key: the chooser's name in the address.
        of: what the list is of, as the filters say it; of another list the first rows are shown.
        at_once: how many are shown.
    """
    pages = math.ceil(len(rows) / at_once)
    if st.session_state.get(f"{key}_of", of) != of:
        _begin_afresh(key)
    st.session_state[f"{key}_of"] = of
    if pages < 2:
        return rows
    chosen = filters.choose(
        say("paging.rows"),
        key=key,
        options=[str(page) for page in range(1, pages + 1)],
        default=FIRST,
        show=lambda page: _named(int(page) * at_once, len(rows), at_once),
        width=WIDTH,
    )
    last = int(chosen) * at_once
    return rows[last - at_once : last]


def _begin_afresh(key: str) -> None:
    noted()[f"kept_{key}"] = FIRST
    if key in st.session_state:
        st.session_state[key] = FIRST


def _named(last: int, of: int, at_once: int) -> str:
    return say("paging.some", first=number(last - at_once + 1), last=number(min(last, of)), of=number(of))
