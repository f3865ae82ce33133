"""A word to whoever waits, once in a visit: afterwards what was worked on is at hand."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import streamlit as st

from pages.parts import cached
from pages.parts.noted import noted


def working(told: str, *, key: str, of: object) -> AbstractContextManager[None]:
    """Say that something is worked on, unless the very same was before: a spinner begins a thread of its own.

    Args:
        told: what is said.
        key: tells this work from others.
        of: what is worked on; its text tells whether it is the same.
    """
    known, now = noted().get(f"worked_{key}"), repr((cached.version(), of))
    noted()[f"worked_{key}"] = now
    return nullcontext() if known == now else st.spinner(told)
