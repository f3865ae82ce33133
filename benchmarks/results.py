"""What the bench found, as a table beside what is to be reached."""

from __future__ import annotations

import datetime as dt
import math
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("RESULTS.md")


@dataclass(frozen=True)
class Result:
    """One line: what was measured, what it was, and what it is to be at most."""

    what: str
    found: float
    at_most: float
    unit: str = "times"
    detail: str = ""

    @property
    def reached(self) -> bool:
        """Whether it is within what is to be reached."""
        return self.found <= self.at_most


def table(results: Sequence[Result], *, rounds: int, outside: Sequence[str]) -> str:
    """The report in Markdown."""
    lines = [
        "# What `make bench` printed",
        "",
        f"On {dt.datetime.now(dt.UTC):%Y-%m-%d}, {rounds} rounds, Python {platform.python_version()}.",
        "Medians of interleaved rounds. The ratios count; the seconds in the last column are this run's alone.",
        "",
        "| what | found | at most | reached | from |",
        "| --- | ---: | ---: | --- | --- |",
    ]
    lines += [_line(result) for result in results]
    lines += ["", f"Requests of Lima's pages to anywhere else: {', '.join(sorted(set(outside))) or 'none'}.", ""]
    return "\n".join(lines)


def _line(result: Result) -> str:
    reached = "" if math.isinf(result.at_most) else "yes" if result.reached else "**no**"
    limit = "" if math.isinf(result.at_most) else f"{result.at_most:g} {result.unit}"
    return f"| {result.what} | {result.found:.2f} {result.unit} | {limit} | {reached} | {result.detail} |"
