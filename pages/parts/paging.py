"""Long lists, so many rows at a time: which of them are shown stands in the address, and none is out of reach."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from pages.parts import filters
from pages.parts.words import number, say

Row = TypeVar("Row")

AT_ONCE = 50
"""Rows: a page of them is sent with every change, the whole of a country's districts would be a hundred kilobytes."""
WIDTH = 200
FIRST = "1"


def page_of(rows: Sequence[Row], *, key: str, of: object) -> Sequence[Row]:
    """The rows that are shown; where there are more, a chooser says which and of how many.

    Args:
        rows: all of them.
        key: the chooser's name in the address.
        of: what the list is of, as the filters say it; of another list the first rows are shown.
    """
    pages = math.ceil(len(rows) / AT_ONCE)
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
        show=lambda page: _named(int(page), len(rows)),
        width=WIDTH,
    )
    first = (int(chosen) - 1) * AT_ONCE
    return rows[first : first + AT_ONCE]


def _begin_afresh(key: str) -> None:
    st.session_state[f"kept_{key}"] = FIRST
    if key in st.session_state:
        st.session_state[key] = FIRST


def _named(page: int, of: int) -> str:
    first, last = (page - 1) * AT_ONCE + 1, min(page * AT_ONCE, of)
    return say("paging.some", first=number(first), last=number(last), of=number(of))
