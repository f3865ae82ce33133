"""What is asked once in a run of a page, however many parts of the page ask for it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Generic, TypeVar

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


class Settled(Generic[T]):
    """A question whose answer a run of a page can change until it is settled; then it is the same until the run ends.

    To be written over a function that asks. Outside of a run everything is asked anew.
    """

    def __init__(self, ask: Callable[[], T]) -> None:
        """Nothing is settled yet."""
        self._ask = ask
        functools.update_wrapper(self, ask)

    def __call__(self) -> T:
        """The settled answer of this run, else one that is asked for now."""
        run = get_script_run_ctx(suppress_warning=True)
        of, answer = vars(run).get("settled", {}).get(self, _NOTHING) if run else _NOTHING
        if run is None or of is not run.cursors:
            return self._ask()
        found: T = answer
        return found

    def settle(self) -> None:
        """From now on the answer stays as it is, until this run ends."""
        if run := get_script_run_ctx(suppress_warning=True):
            vars(run).setdefault("settled", {})[self] = (run.cursors, self._ask())


_NOTHING = (None, None)
