"""What was made of some arguments is kept for the next who ask, whatever page they are on."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import streamlit as st

P, T = ParamSpec("P"), TypeVar("T")


def kept(entries: int, *, copied: bool = False) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep what a function makes in Streamlit's cache, under the text of its arguments.

    Streamlit's own way to a key looks at the function's signature once for each argument, and takes ten times as long.
    Arguments whose name begins with an underscore tell nothing apart, as there. All others must have a text that says
    all that they are: codes, days, a visitor.

    Args:
        entries: how many are kept at most.
        copied: whether each who asks gets a copy, because they change it.
    """
    cache = st.cache_data if copied else st.cache_resource

    def keep(make: Callable[P, T]) -> Callable[P, T]:
        telling = [not name.startswith("_") for name in inspect.signature(make).parameters]

        @cache(show_spinner=False, max_entries=entries)
        @functools.wraps(make)  # by its name and text Streamlit tells this cache from the others
        def under(*, key: str, _given: tuple[Any, ...]) -> T:
            return make(*_given)

        def ask(*given: Any) -> T:
            key = repr([each for each, tells in zip(given, telling, strict=True) if tells])
            found: T = under(key=key, _given=given)
            return found

        return functools.wraps(make)(ask)  # type: ignore[return-value]

    return keep
