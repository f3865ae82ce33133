"""Killed at any moment, filing loses nothing that it acknowledged and leaves nothing by halves."""

from __future__ import annotations

import random

import pytest

from tests.data.store.kills import killing

EACH = 20
"""Kills on each of the two databases; `make kills` does many more."""
ENOUGH = 40
"""So many kills at most until a wrong writer is caught; mostly one or two do."""


def test_what_was_acknowledged_is_there_and_whole_after_every_kill(store_url: str) -> None:
    tally = killing.kill_filing(store_url, EACH, chance=random.Random(0))  # noqa: S311
    assert (tally.kills, tally.problems) == (EACH, [])
    assert len(tally.acknowledged) >= EACH / 2


@pytest.mark.parametrize(
    ("writer", "seen"),
    [(killing.file_in_two_transactions, "half-stored"), (killing.acknowledge_early, "acknowledged and lost")],
)
def test_a_wrong_writer_is_caught(store_url: str, writer: killing.Writer, seen: str) -> None:
    tally = killing.kill_filing(store_url, ENOUGH, chance=random.Random(0), writer=writer)  # noqa: S311
    assert seen in "; ".join(tally.problems)
