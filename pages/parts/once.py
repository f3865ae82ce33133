"""What is asked once in a run of a page, however many parts of the page ask for it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.store import engine

T = TypeVar("T")


def in_a_run(ask: Callable[[], T]) -> Callable[[], T]:
    """Remember an answer out of the database until the run ends, or until this process has written something.

    Streamlit keeps one object for all runs of a session, and gives it new cursors for each: by them a run is known.
    Outside of a run, as in a route, everything is asked anew.
    """

    @functools.wraps(ask)
    def answer() -> T:
        run = get_script_run_ctx(suppress_warning=True)
        if run is None:
            return ask()
        kept, now = vars(run).setdefault("asked_in_a_run", {}), (run.cursors, engine.written())
        if ask not in kept or kept[ask][0][0] is not now[0] or kept[ask][0][1] != now[1]:
            kept[ask] = (now, ask())
        found: T = kept[ask][1]
        return found

    return answer
