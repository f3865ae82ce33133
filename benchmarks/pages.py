"""`python -m benchmarks.pages`: every page of the menu, its weight, its cost and how soon it opens.

For the ministry and for a donor, on Indonesia's demo: the bytes of a first view beyond Streamlit's own files, those of
a changed filter (every chooser of the page is changed), the server's CPU of a repeated view, the first draw that nobody
saw before, and the opening beside an otherwise empty Streamlit page with the very same figures.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks import opening, protocol, serving
from benchmarks.protocol import Answer, Chooser, Visitor
from data.countries import load_country
from data.model import Level

COUNTRY = "IDN"
ROLES = ("ministry", "donor")
FIRST_VIEW, CHANGED, CPU_MS, OPENING, WAIT = 300, 30, 20, 1.5, 1.0
"""What is to be reached: kB, kB, milliseconds, times the page with the same figures, seconds without a word."""
REPEATED = 30
IMPORTING_S = 5
"""A browser loads Streamlit's scripts while the server, just started, imports what pages need; this visitor waits."""
START = "start"
"""What the page is called here that has no name in its address."""


@dataclass
class Weighed:
    """A page as somebody sees it.

    Attributes:
        name: the page, what is asked of it, and by whom.
        drawn: seconds until it was drawn for the first time ever.
        view: bytes of the websocket for it.
        changed: for each chooser the most bytes that another choice took.
        cpu: milliseconds of the server's CPU for a repeated view.
        own: bytes of files beyond Streamlit's that a browser fetched.
        opened, beside: seconds until the page stands there, and the one with the same figures.
    """

    name: str
    path: str
    query: Mapping[str, str]
    drawn: float = math.nan
    view: int = 0
    changed: dict[str, int] = field(default_factory=dict)
    cpu: float = math.nan
    own: int = 0
    opened: float = math.nan
    beside: float = math.nan
    answer: Answer = field(default_factory=Answer)

    @property
    def heaviest(self) -> tuple[int, str]:
        """The most bytes that a changed filter takes, and which it was."""
        return max(((size, label) for label, size in self.changed.items()), default=(0, "-"))

    @property
    def first_view(self) -> int:
        """Bytes beyond Streamlit's own files."""
        return self.own + self.view


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--var", type=Path, help="a filled and released demo of Indonesia; else one is made")
    parser.add_argument("--only", nargs="*", default=[], help="names of pages as in their addresses; else all")
    parser.add_argument("--rounds", type=int, default=3, help="openings of each page in a browser (default 3; 0: none)")
    parser.add_argument("--kinds", action="store_true", help="say of what the first view is made")
    asked = parser.parse_args()
    with demo(asked.var) as var, serving.lima(var) as (address, _):
        found = asyncio.run(weigh(address, only=asked.only, process=serving.process_at(address)))
        if asked.rounds:
            opening.measure(address, var, found, rounds=asked.rounds)
    print(table(found))
    if asked.kinds:
        print(*(f"{each.name}: {_kinds(each.answer)}" for each in found), sep="\n")


@contextmanager
def demo(given: Path | None):
    """A filled and released demo; it takes some minutes where none is given."""
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="lima-pages-") as folder:
        environ = {**os.environ, "LIMA_VAR": folder, "COUNTRY": COUNTRY}
        subprocess.run([sys.executable, "manage.py", "demo"], cwd=serving.ROOT, env=environ, check=True)
        yield Path(folder)


async def weigh(address: str, *, only: Sequence[str], process: psutil.Process) -> list[Weighed]:
    """Every page of each role's menu, and such views of it as need another choice first."""
    found = []
    await asyncio.sleep(IMPORTING_S)
    for role in ROLES:
        query = {"lang": "en", "as": role}
        start = await protocol.visiting(address, "", query)
        first = await start.again()
        await start.leave()
        for page in start.pages:
            if not only or (page.path or START) in only:
                for more in ({}, *MORE.get(page.path, ())):
                    asked = {**query, **more}
                    said(f"{role}: {page.path or START} {more or ''}")
                    found.append(await _weighed(address, page.path, asked, process))
                    if not page.path:
                        found[-1].drawn = first.seconds  # it was drawn to learn the menu
    return found


def _district() -> str:
    """A district of long standing, whose peers can be laid beside it."""
    places = load_country(COUNTRY).places.values()
    return min(place.code for place in places if place.level is Level.DISTRICT)


MORE: Mapping[str, Sequence[Mapping[str, str]]] = {
    "trends": ({"places": _district(), "peers": "with"}, {"split": "sex_age"}),
    "map": ({"with": "map", "level": "province"},),
}
"""Views that a page offers only after another choice."""


async def _weighed(address: str, path: str, query: Mapping[str, str], process: psutil.Process) -> Weighed:
    visitor = await protocol.visiting(address, path, query)
    more = " ".join(f"{key}={value}" for key, value in query.items() if key != "lang")
    page = Weighed(f"{path or START} {more}", path, query)
    page.answer = await visitor.again()
    page.drawn, page.view = page.answer.seconds, page.answer.size
    page.cpu = await _cpu(visitor, process)
    for chooser in list(visitor.choosers.values()):
        page.changed[chooser.label] = max([0, *await _changes(visitor, chooser)])
    await visitor.leave()
    return page


async def _changes(visitor: Visitor, chooser: Chooser) -> list[int]:
    """The bytes of two other choices, and back again each time."""
    found, at = [], chooser.options.index(chooser.chosen) if chooser.chosen in chooser.options else 0
    others = dict.fromkeys(((at + 1) % len(chooser.options), len(chooser.options) // 2)) if chooser.options else ()
    for other in others:
        if other != at:
            found.append((await visitor.again(chooser, chooser.options[other])).size)
            await visitor.again(chooser, chooser.chosen)
    return found


async def _cpu(visitor: Visitor, process: psutil.Process) -> float:
    """Milliseconds of the server's CPU for a view that was seen before."""
    await visitor.again()
    before = sum(process.cpu_times()[:2])
    for _ in range(REPEATED):
        await visitor.again()
    return (sum(process.cpu_times()[:2]) - before) / REPEATED * 1e3


def table(found: Sequence[Weighed]) -> str:
    """What was found, what is beyond its limit marked."""
    lines = [
        f"| page | first view kB (at most {FIRST_VIEW}) | changed filter kB ({CHANGED}) | which | repeated view ms CPU "
        f"({CPU_MS}) | never drawn before s ({WAIT}) | opens s | same figures s | times ({OPENING}) |",
        "| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for each in found:
        size, which = each.heaviest
        cells = (
            each.name,
            _marked(each.first_view / 1e3, FIRST_VIEW, 0),
            _marked(size / 1e3, CHANGED, 1),
            which,
            _marked(each.cpu, CPU_MS, 0),
            _marked(each.drawn, WAIT, 2),
            f"{each.opened:.2f}",
            f"{each.beside:.2f}",
            _marked(each.opened / each.beside, OPENING, 2),
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _marked(found: float, at_most: float, digits: int) -> str:
    return f"**{found:.{digits}f}**" if found > at_most else f"{found:.{digits}f}"


def _kinds(answer: Answer) -> str:
    return ", ".join(f"{kind} {size}" for kind, size in sorted(answer.kinds.items(), key=lambda each: -each[1]))


def said(what: str) -> None:
    """Tell the person who waits what is being done."""
    print(f"pages: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
