"""A word to whoever waits, once in a visit: afterwards what was worked on is at hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import streamlit as st

from pages.parts import cached
from pages.parts.noted import noted


@contextmanager
def working(told: str, *, key: str, of: object) -> Iterator[None]:
    """Say that something is worked on, unless the very same was before: a spinner begins a thread of its own.

    Args:
        told: what is said.
        key: tells this work from others.
        of: what is worked on; its text tells whether it is the same.
    """
    note, now = f"worked_{key}", repr((cached.version(), of))
    with nullcontext() if noted().get(note) == now else st.spinner(told):
        yield
    noted()[note] = now  # not before: work that was broken off has to be done again
