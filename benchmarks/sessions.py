"""`python -m benchmarks.sessions`: very many visitors at once, beside the same page drawn by plain Plotly Express.

Each visitor has a websocket of their own, speaks Streamlit's protocol, and changes the indicator of the page Trends
(with a district and its peers) after a pause for thought. What is told is how long a change took until the script had
ended.
Both servers are loaded in the same run, one after the other.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import protocol, serving
from benchmarks.pages import COUNTRY, demo, said
from benchmarks.protocol import Visitor
from data.countries import load_country
from data.model import Level, Quarter
from metrics.peers import peers_of

PAGE, CHOOSER = "trends", "Indicator"
OPTIONS = 6
"""So many options are chosen in turn: the usual ones, which others have seen before."""
PATIENCE = 30.0
"""So many seconds an answer is waited for when the time is over."""
AT_MOST, AT_LEAST = 0.3, 5.0
"""Seconds: the 95th percentile of Lima at most, of the peer at least."""


@dataclass
class Load:
    """What many visitors met: seconds of each change, and the server's CPU in all; and how many were still waiting."""

    seconds: list[float] = field(default_factory=list)
    waiting: int = 0
    cpu: float = 0.0

    def percentile(self, share: float) -> float:
        """Of the changes; one that had not come back when all was over counts with what it had waited."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def main() -> None:
    """Load both, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--var", type=Path, help="a filled and released demo of Indonesia; else one is made")
    parser.add_argument("--sessions", type=int, default=100, help="visitors at once (default 100)")
    parser.add_argument("--think", type=float, default=5.0, help="seconds of thought between changes (default 5)")
    parser.add_argument("--seconds", type=float, default=60.0, help="for how long each server is loaded (default 60)")
    asked = parser.parse_args()
    load = {"sessions": asked.sessions, "think": asked.think, "seconds": asked.seconds}
    place = _district()
    with demo(asked.var) as var:
        lima = _loaded(
            "lima", serving.lima(var), PAGE, {"lang": "en", "as": "ministry", "places": place, "peers": "with"}, load
        )
        said(_told("lima", lima))
        with tempfile.TemporaryDirectory(prefix="lima-sessions-") as folder:
            environ = _of_peer(var, place)
            peer = _loaded("plain px", serving.peer("plain_px", Path(folder), environ), "", {}, load)
    print(f"{asked.sessions} visitors, {asked.think:g} s of thought, {asked.seconds:g} s on each server:")
    for name, found in (("lima", lima), ("plain px", peer)):
        print(_told(name, found))
    reached = lima.percentile(0.95) < AT_MOST and peer.percentile(0.95) > AT_LEAST
    print(f"p95 of Lima below {AT_MOST:g} s and that of plain px above {AT_LEAST:g} s: {'yes' if reached else 'no'}")


def _told(name: str, found: Load) -> str:
    each = found.cpu / max(1, len(found.seconds)) * 1e3
    told = f"median {found.percentile(0.5):6.3f} s, p95 {found.percentile(0.95):6.3f} s"
    return f"{name:>9}: {told}, {len(found.seconds)} changes, {found.waiting} unanswered, {each:.0f} ms of CPU each"


def _district() -> str:
    places = load_country(COUNTRY).places.values()
    return min(place.code for place in places if place.level is Level.DISTRICT)


def _of_peer(var: Path, place: str) -> Mapping[str, str]:
    """What the peer's page is told: where the numbers are, and of whom."""
    country = load_country(COUNTRY)
    alike = peers_of(country, country.places[place], Quarter(2026, 2))
    return {
        "BENCH_DATABASE": str(var / "lima.db"),
        "BENCH_COUNTRY": country.root.code,
        "BENCH_DISTRICT": place,
        "BENCH_PEERS": ",".join(alike),
        "BENCH_MEASURES": ",".join(country.headline[:2]),
    }


def _loaded(
    name: str, server: AbstractContextManager[object], path: str, query: Mapping[str, str], load: Mapping[str, float]
) -> Load:
    with server as served:
        address = served[0] if isinstance(served, tuple) else str(served)
        said(f"{name}: {load['sessions']} visitors")
        return asyncio.run(_load(address, path, query, **load))


async def _load(
    address: str, path: str, query: Mapping[str, str], *, sessions: int, think: float, seconds: float
) -> Load:
    first = await protocol.visiting(address, path, query)
    await first.again()
    options = await _warm(first)
    found, process = Load(), serving.process_at(address)
    visitors = [await protocol.visiting(address, path, query) for _ in range(sessions)]
    await asyncio.gather(*(_arrive(visitor, number, sessions, think) for number, visitor in enumerate(visitors)))
    before, end = sum(process.cpu_times()[:2]), time.monotonic() + seconds
    await asyncio.gather(*(_live(visitor, options, think, end, found) for visitor in visitors))
    found.cpu = sum(process.cpu_times()[:2]) - before
    await asyncio.gather(*(visitor.leave() for visitor in (first, *visitors)))
    return found


async def _warm(visitor: Visitor) -> Sequence[str]:
    """See each of the usual options once, as others did before."""
    chooser = _chooser(visitor)
    at = chooser.options.index(chooser.chosen)
    options = [chooser.options[(at + number) % len(chooser.options)] for number in range(OPTIONS)]
    for option in options:
        await visitor.again(chooser, option)
    return options


def _chooser(visitor: Visitor) -> protocol.Chooser:
    return next(each for each in visitor.choosers.values() if each.label == CHOOSER)


async def _arrive(visitor: Visitor, number: int, sessions: int, think: float) -> None:
    """Open the page, one after the other; then no longer look closely, which takes the machine from the server."""
    await asyncio.sleep(number / sessions * think)
    await visitor.again()
    visitor.heed(False)


async def _live(visitor: Visitor, options: Sequence[str], think: float, end: float, found: Load) -> None:
    """Think, change, wait, until the time is over."""
    draw, chooser = random.Random(id(visitor)), _chooser(visitor)  # noqa: S311 - nobody is to be kept from guessing it
    now = chooser.chosen
    while True:
        pause = draw.uniform(0, 2 * think)
        if time.monotonic() + pause >= end:
            return
        await asyncio.sleep(pause)
        started, now = time.monotonic(), draw.choice([option for option in options if option != now])
        try:
            answer = await asyncio.wait_for(visitor.again(chooser, now), max(PATIENCE, end - started))
        except TimeoutError:
            found.waiting += 1
            found.seconds.append(time.monotonic() - started)
            return
        found.seconds.append(answer.seconds)


if __name__ == "__main__":
    main()
