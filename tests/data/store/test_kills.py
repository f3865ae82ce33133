"""Killed at any moment, filing loses nothing that it acknowledged and leaves nothing by halves."""

from __future__ import annotations

import random
import sys
from types import ModuleType

import pytest

from tests.data.store.kills import killing

EACH = 20
"""Kills on each of the two databases; `make kills` does many more."""


@pytest.fixture(autouse=True)
def _no_page_is_the_main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests of pages leave the page as this process's main module, and a writer would begin by running it."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


def test_what_was_acknowledged_is_there_and_whole_after_every_kill(store_url: str) -> None:
    tally = killing.kill_filing(store_url, EACH, chance=random.Random(0))  # noqa: S311
    assert (tally.kills, tally.problems) == (EACH, [])
    assert len(tally.acknowledged) >= EACH / 2


@pytest.mark.parametrize(
    ("writer", "seen"),
    [(killing.file_in_two_transactions, "half-stored"), (killing.acknowledge_early, "acknowledged and lost")],
)
def test_a_wrong_writer_is_caught(store_url: str, writer: killing.Writer, seen: str) -> None:
    tally = killing.kill_filing(store_url, EACH, chance=random.Random(0), writer=writer)  # noqa: S311
    assert seen in "; ".join(tally.problems)
