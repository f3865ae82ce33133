"""`python -m benchmarks.fuzz`: break workbooks by chance, examine each, and hold what is filed against LibreOffice."""

from __future__ import annotations

import argparse
import itertools
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fuzz.comparing import differences
from benchmarks.fuzz.shown import Sheets, show
from benchmarks.fuzz.trials import Original, Outcome, broken, original, tried
from benchmarks.intake import filled_workbooks
from data.intake.worker import WORKER
from data.settings import read_settings
from data.store.house import House, open_house

ORIGINALS, AT_A_TIME, AHEAD = 4, 30, 2


@dataclass
class Run:
    """A run and what came out of it.

    Attributes:
        only: the number of one trial that is to be made again; None for as many as there is time.
        keep: where workbooks are kept over which something was found.
    """

    house: House
    originals: Sequence[Original]
    seed: str
    folder: Path
    keep: Path
    with_office: bool
    verdicts: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)
    waiting: dict[Path, Outcome] = field(default_factory=dict)
    office: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    showing: list[tuple[Future[dict[Path, Sheets]], dict[Path, Outcome]]] = field(default_factory=list)
    unnamed: Counter[str] = field(default_factory=Counter)
    compared: int = 0
    not_opened: int = 0
    slowest: tuple[float, int] = (0.0, 0)
    most_workers: int = 0

    def trial(self, number: int) -> None:
        """Make, examine and count one broken workbook."""
        chance = random.Random(f"{self.seed} {number}")  # noqa: S311 - chance, not secrets
        outcome = tried(*broken(self.originals, chance), house=self.house, chance=chance)
        self.verdicts[outcome.verdict] += 1
        self.codes.update(outcome.codes)
        self.slowest = max(self.slowest, (outcome.seconds, number))
        self.most_workers = max(self.most_workers, len(WORKER.children))
        path = self.folder / f"trial-{number}.xlsx"
        if outcome.verdict == "failed":
            self.tell(number, outcome, outcome.failure)
        elif "workbook_too_hard" in outcome.codes:
            self.tell(number, outcome, "a worker was ended over it")
        elif "unreadable_workbook" in outcome.codes:
            self.unnamed[outcome.how] += 1
        elif outcome.reading is not None and self.with_office:
            path.write_bytes(outcome.content)
            self.waiting[path] = outcome
            if len(self.waiting) >= AT_A_TIME:
                self.compare()

    def compare(self) -> None:
        """Have LibreOffice show the workbooks that wait, while others are examined; look at what it showed before."""
        if self.waiting:
            batch, self.waiting = self.waiting, {}
            self.showing.append((self.office.submit(show, list(batch), self.folder), batch))
        while self.showing and (self.showing[0][0].done() or len(self.showing) > AHEAD):
            self.look_at(*self.showing.pop(0))

    def finish(self) -> None:
        """Look at all that LibreOffice is still to show."""
        self.compare()
        while self.showing:
            self.look_at(*self.showing.pop(0))
        self.office.shutdown()

    def look_at(self, showing: Future[dict[Path, Sheets]], batch: dict[Path, Outcome]) -> None:
        """Hold workbooks against what was shown of them."""
        shown = showing.result()
        for path, outcome in batch.items():
            if path not in shown or outcome.reading is None or outcome.examination is None:
                self.not_opened += 1
                continue
            self.compared += 1
            for line in differences(outcome.reading, outcome.examination, shown[path]):
                self.tell(int(path.stem.partition("-")[2]), outcome, line)

    def tell(self, number: int, outcome: Outcome, what: str) -> None:
        """Say what was found, and keep the workbook."""
        self.keep.mkdir(parents=True, exist_ok=True)
        (self.keep / f"{self.seed}-{number}.xlsx").write_bytes(outcome.content)
        line = f"trial {number} ({outcome.how}): {what}"
        self.found.append(line)
        print(f"FOUND {line}\n  again: python -m benchmarks.fuzz --seed {self.seed} --only {number}", flush=True)


def main() -> int:
    """Run, print, and say by the exit code whether anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="how long (default 10)")
    parser.add_argument("--seed", default="lima", help="another seed, other workbooks (default lima)")
    parser.add_argument("--only", type=int, help="make one trial again")
    parser.add_argument("--keep", type=Path, default=Path("var/fuzz"), help="where to keep what it finds")
    asked = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="lima-fuzz-") as name:
        folder = Path(name)
        house = open_house(read_settings({"COUNTRY": "IDN", "LIMA_VAR": str(folder / "var")}))
        contents = list(itertools.islice(filled_workbooks(house), ORIGINALS))
        originals = [original(content, house) for content in contents]
        office = shutil.which("soffice") is not None
        run = Run(house, originals, asked.seed, folder, asked.keep, office)
        numbers = itertools.count() if asked.only is None else [asked.only]
        for number in numbers:
            if time.monotonic() - start > asked.minutes * 60:
                break
            run.trial(number)
        run.finish()
        WORKER.close()
        house.engine.dispose()
    return report(run, time.monotonic() - start)


def report(run: Run, seconds: float) -> int:
    """Print the figures."""
    left = children()
    print(f"{run.verdicts.total()} workbooks in {seconds / 60:.1f} minutes, seed {run.seed}")
    print("  " + ", ".join(f"{verdict}: {count}" for verdict, count in run.verdicts.most_common()))
    print(f"  held against LibreOffice: {run.compared}, not opened by it: {run.not_opened}")
    if not run.with_office:
        print("  LibreOffice is not on this machine: nothing was held against it")
    print(f"  slowest answer: {run.slowest[0]:.2f} s (trial {run.slowest[1]})")
    print(f"  workers at once: {run.most_workers} at most; left over at the end: {len(left)}")
    print("  findings: " + ", ".join(f"{code} {count}" for code, count in run.codes.most_common(60)))
    unnamed = ", ".join(f"{how} {count}" for how, count in run.unnamed.most_common(12))
    print(f"  refused without naming a cause: {run.unnamed.total()} ({unnamed})")
    print(f"  found: {len(run.found)}")
    return 1 if run.found or left else 0


def children() -> list[int]:
    """The processes that this one started and that still run, where the system tells."""
    listed = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return [int(number) for number in listed.read_text("utf-8").split()] if listed.exists() else []


if __name__ == "__main__":
    sys.exit(main())
