"""Kill many times, on SQLite and on PostgreSQL, and say what came of it: `make kills`."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.data.store.kills.killing import kill_filing
from tests.postgres import NoPostgres, postgres


def main() -> int:
    """Kill on both databases and say what came of it. Exit status 1 if anything was lost or half-stored."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=200, help="how many kills on each database")
    asked.add_argument("--seed", type=int, default=None, help="of the random moments")
    given = asked.parse_args()
    seed = random.randrange(10**6) if given.seed is None else given.seed  # noqa: S311 (moments, not secrets)
    with tempfile.TemporaryDirectory() as folder:
        good = _said("SQLite", f"sqlite:///{folder}/lima.db", given.times, seed)
        try:
            (Path(folder) / "postgres").mkdir()
            with postgres(Path(folder) / "postgres") as new_database:
                good &= _said("PostgreSQL", new_database("kills"), given.times, seed)
        except NoPostgres:
            sys.stdout.write("PostgreSQL: NOT RUN, there is none on this machine\n")
    return 0 if good else 1


def _said(name: str, url: str, times: int, seed: int) -> bool:
    began = time.monotonic()
    tally = kill_filing(url, times, chance=random.Random(seed))  # noqa: S311
    ending = "; ".join(tally.problems) or "none lost, none half-stored, log whole"
    seconds = f"{time.monotonic() - began:.0f} s"
    counts = f"{len(tally.acknowledged)} returns acknowledged, {tally.stored} stored"
    sys.stdout.write(f"{name}: {tally.kills} kills (seed {seed}, {seconds}); {counts}; {ending}\n")
    sys.stdout.flush()
    return not tally.problems


if __name__ == "__main__":
    sys.exit(main())
