"""`python -m benchmarks`: run everything, print the table and write it to RESULTS.md."""

from __future__ import annotations

import argparse
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks import intake, pictures, queries, results, serving, volume
from benchmarks.results import Result
from benchmarks.visits import WINDOW, Subject, Visit, visit

LIMA_MAP = "/map?lang=en&as=ministry&indicator=PRE-02"
OWN = ("/outlines/", "/district-map/")
PATIENCE = 120.0
DRAWN, CHANGED = 0.04, 0.01
"""Shares of the watched part of the window: coloured when a map is drawn, changed when another quarter is shown."""


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds of visits (default 5)")
    parser.add_argument("--workbooks", type=int, default=120, help="returns that are filed (default 120)")
    parser.add_argument("--planted", type=int, default=1500, help="pieces of personal data planted (default 1500)")
    parser.add_argument("--clean", type=int, default=1000, help="workbooks without any (default 1000)")
    asked = parser.parse_args()
    rounds: int = asked.rounds
    with tempfile.TemporaryDirectory(prefix="lima-bench-") as name, sync_playwright() as playwright:
        folder = Path(name)
        say("filling the demo world")
        subprocess.run(
            [sys.executable, "manage.py", "demo"],
            cwd=serving.ROOT,
            env={**os.environ, "LIMA_VAR": str(folder / "var"), "COUNTRY": "IDN"},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        say("writing 514 workbooks for the first-written app")
        serving.write_workbooks(folder / "workbooks")
        executable = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        found, outside = _visits(browser, folder, rounds)
        found.append(_second_start(browser, folder))
        browser.close()
        found += intake.results(folder / "var", workbooks=asked.workbooks, planted=asked.planted, clean=asked.clean)
        say("asking for a map with one quarter stored, and with forty")
        one, forty = queries.measure(_made(folder / "queries"))
        found.append(
            Result(
                "the map's query, forty quarters : one",
                forty / one,
                1.2,
                detail=f"{forty * 1e3:.2f} : {one * 1e3:.2f} ms",
            )
        )
        say("asking over ten years of a large country, on SQLite and PostgreSQL")
        found += volume.results()
    report = results.table(found, rounds=rounds, outside=outside)
    results.FILE.write_text(report, "utf-8")
    print(report)


def _visits(browser: Browser, folder: Path, rounds: int) -> tuple[list[Result], list[str]]:
    seen: dict[str, list[Visit]] = {"lima": [], "empty_page": [], "fair_peer": [], "first_written": []}
    environ = {
        "BENCH_DATABASE": str(folder / "var" / "lima.db"),
        "BENCH_WORKBOOKS": str(folder / "workbooks"),
    }
    with (
        serving.lima(folder / "var") as (lima, _),
        serving.peer("empty_page", folder, environ) as empty,
        serving.peer("fair_peer", folder, environ) as fair,
    ):
        subjects = [
            Subject("lima", lima + LIMA_MAP, DRAWN, CHANGED, lambda path: path.startswith(OWN)),
            Subject("empty_page", empty, 0.5, 0.3),
            Subject("fair_peer", fair, DRAWN, CHANGED),
        ]
        for subject in subjects:
            say(f"warming {subject.name}")
            visit(browser, subject, changes=1)
        for number in range(rounds):
            for subject in subjects:
                say(f"round {number + 1} of {rounds}: {subject.name}")
                seen[subject.name].append(visit(browser, subject))
    with serving.peer("first_written", folder, environ) as first:
        say("the first-written app reads its workbooks")
        # Its own first visitor waits for all the reading: that is what the first visit of this app is.
        seen["first_written"].append(
            visit(browser, Subject("first_written", first, DRAWN, CHANGED, patience=PATIENCE), changes=0)
        )
    return _compared(seen), [url for each in seen["lima"] for url in each.outside]


def _compared(seen: dict[str, list[Visit]]) -> list[Result]:
    first = {name: _median([each.first for each in visits]) for name, visits in seen.items()}
    later = {name: _median([t for each in visits for t in each.later]) for name, visits in seen.items()}
    usable = {name: _median([t for each in visits for t in each.usable]) for name, visits in seen.items()}
    change = {name: _median([t for each in visits for t in each.change]) for name, visits in seen.items()}
    sent = [size for each in seen["lima"] for size in each.change_bytes]
    own = [each.first_bytes.own for each in seen["lima"]]

    def ratio(what: str, times: dict[str, float], to: str, at_most: float) -> Result:
        detail = f"{times['lima']:.2f} : {times[to]:.2f} s"
        return Result(what, times["lima"] / times[to], at_most, detail=detail)

    return [
        ratio("first visit, Lima : fair peer", first, "fair_peer", 0.6),
        ratio("first visit, Lima : first-written app", first, "first_written", 1 / 20),
        ratio("first visit, Lima : empty page", first, "empty_page", math.inf),
        ratio("later visit, Lima : empty page", later, "empty_page", 1.3),
        ratio("later visit until a quarter can be chosen, Lima : empty page", usable, "empty_page", math.inf),
        ratio("changing the quarter, Lima : empty page", change, "empty_page", 1.2),
        ratio("changing the quarter, Lima : fair peer", change, "fair_peer", math.inf),
        Result(
            "websocket on changing the quarter", _median(sent) / 1000, 8, "kB", f"largest {max(sent) / 1000:.1f} kB"
        ),
        Result("Lima's own part of a first visit, compressed", _median(own) / 1000, 150, "kB"),
    ]


def _second_start(browser: Browser, folder: Path) -> Result:
    """From the command `make run` to the first map, on a database that is there."""
    say("the second start")
    times = []
    for _ in range(3):
        port = serving.free_port()
        environ = {**os.environ, "LIMA_VAR": str(folder / "var"), "PORT": str(port), "COUNTRY": "IDN"}
        started = time.time()
        running = subprocess.Popen(
            ["make", "run"],
            cwd=serving.ROOT,
            env=environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            times.append(_first_map(browser, f"http://127.0.0.1:{port}{LIMA_MAP}") - started)
        finally:
            os.killpg(running.pid, 15)
            running.wait(timeout=20)
    return Result("`make run`, second start: command to first map", _median(times), 6, "s")


def _first_map(browser: Browser, address: str) -> float:
    with browser.new_context(viewport=WINDOW) as context:
        context.add_init_script(pictures.TICKING)
        page = context.new_page()
        cast = pictures.Screencast.of(page)
        end = time.time() + PATIENCE
        while time.time() < end:
            try:
                page.goto(address, wait_until="commit")
                drawn = pictures.wait_until_coloured(page, cast, share=DRAWN, seconds=PATIENCE)
                cast.stop(page)
                return drawn
            except Exception:  # nothing listens there yet
                time.sleep(0.05)
    raise TimeoutError("the server did not answer")


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _median(values: Sequence[float]) -> float:
    """The median; of what was not measured, not a number."""
    return statistics.median(values) if values else math.nan


def say(what: str) -> None:
    """Tell the person who waits what is being done."""
    print(f"bench: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
