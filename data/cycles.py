"""Python's search for cycles of objects that nobody holds, left out where there are hardly any to find."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Do not look for cycles meanwhile.

    A quarter of the time would go into it while a million objects are made without one: by filling in the demo, or by
    importing what the pages need.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
