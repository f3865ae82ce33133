"""Filing is killed at random moments, and afterwards everything that was acknowledged is there, whole.

`python -m tests.data.store.kills` does it many times on SQLite and on PostgreSQL; the tests do it a few times.
"""

from __future__ import annotations

import itertools
import multiprocessing
import random
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection as Pipe

import sqlalchemy as sa

from data.model import Country, Quarter
from data.store import engine, returns, rollups
from data.store.new_return import KeptFinding, NewReturn, Observation
from data.store.schema import metadata
from tests.data.store.kills.wholeness import problems
from tests.data.store.world import XLAND, facility_row, new_return, total

LONGEST = 0.06
"""Seconds after which a writer is killed at the latest: time enough for some returns."""
DISTRICTS = sorted(place.code for place in XLAND.places.values() if "." in place.code)
Writer = Callable[[str, int, Pipe], None]

# Each writer is a process of its own, made from one that has everything imported: thousands can be killed in a minute.
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload([__name__])


@dataclass
class Tally:
    """What came of killing."""

    kills: int = 0
    acknowledged: set[str] = field(default_factory=set)
    stored: int = 0
    problems: list[str] = field(default_factory=list)


def a_return(number: int) -> NewReturn:
    """A return with something for every table; later ones of a district correct the earlier."""
    sexes = [Observation("A-1", "sex", sex, number, total("A-1", 1).status, "Sheet", "D3") for sex in ("f", "m")]
    return new_return(
        DISTRICTS[number % len(DISTRICTS)],
        *(total("A-1", 2 * number), *sexes, total("R-1a", number), total("R-1b", number + 1)),
        quarter=Quarter(2026, 1) + number // len(DISTRICTS) % 4,
        answers={"blank_cell": f"Answer {number}"},
        facility_rows=[facility_row(beds=number)],
        content=b"%d" % number,
        findings=[KeptFinding("blank_cell", "ask", "Sheet", "C3", {"found": number})] * (number % 3),
    )


def file_for_ever(url: str, first: int, told: Pipe) -> None:
    """File one return after the other, and acknowledge each after its transaction has ended."""
    store = engine.connect(url)
    for number in itertools.count(first):
        with engine.writing(store) as connection:
            (receipt,) = returns.file_returns(connection, [a_return(number)], country=XLAND)
        told.send(receipt.receipt)


def file_in_two_transactions(url: str, first: int, told: Pipe) -> None:
    """A wrong writer: what is filed is stored first, the sums and the log in a second transaction.

    It stands between the two until it is killed, and by closing its end says that it does.
    """

    def refresh(connection: sa.Connection, touched: Mapping[str, set[str]], *, country: Country) -> None:
        connection.connection.commit()
        told.close()
        signal.pause()

    rollups.refresh = refresh  # type: ignore[assignment]
    file_for_ever(url, first, told)


def acknowledge_early(url: str, first: int, told: Pipe) -> None:
    """A wrong writer: it acknowledges before the transaction has ended, and stands there until it is killed."""
    with engine.writing(engine.connect(url)) as connection:
        (receipt,) = returns.file_returns(connection, [a_return(first)], country=XLAND)
        told.send(receipt.receipt)
        signal.pause()


def kill_filing(url: str, times: int, *, chance: random.Random, writer: Writer = file_for_ever) -> Tally:
    """Kill a writer at random moments and look after each kill; the first time that something is wrong ends it."""
    store = engine.connect(url)
    engine.create(store, country=XLAND.iso3, world="real")
    store.dispose()
    tally = Tally()
    while tally.kills < times and not tally.problems:
        tally.acknowledged |= set(_acknowledged_until_killed(url, tally.kills * 100_000, chance, writer))
        tally.kills += 1
        _wait_for_the_servers_end(store)
        with engine.reading(store) as connection:
            tally.stored = connection.execute(
                sa.select(sa.func.count()).select_from(metadata.tables["returns"])
            ).scalar_one()
        tally.problems = problems(store, tally.acknowledged)
        if not len(tally.acknowledged) <= tally.stored <= len(tally.acknowledged) + tally.kills:
            tally.problems.append(f"{tally.stored} returns for {len(tally.acknowledged)} acknowledgements")
        store.dispose()
    return tally


def _wait_for_the_servers_end(store: sa.Engine) -> None:
    """A server may still be ending the last command of a client that is dead; SQLite has no server."""
    if store.dialect.name == "sqlite":
        return
    others = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND backend_type = 'client backend'"
    )
    while True:
        with engine.reading(store) as connection:
            if not connection.execute(others).scalar_one():
                return
        time.sleep(0.01)


def _acknowledged_until_killed(url: str, first: int, chance: random.Random, writer: Writer) -> Iterator[str]:
    """Start a writer, kill it, and give what it had acknowledged by then."""
    here, there = processes.Pipe(duplex=False)
    process = processes.Process(target=writer, args=(url, first, there), daemon=True)
    process.start()
    there.close()
    # Mostly in the middle of filing, a wrong writer where it stands; now and then already while it opens the database.
    if chance.random() < 0.9:
        here.poll(30)
    time.sleep(chance.uniform(0, LONGEST))
    process.kill()
    process.join()
    if process.exitcode != -9:
        raise RuntimeError(f"the writer ended by itself, with {process.exitcode}")
    process.close()
    with here:
        while True:
            try:
                yield here.recv()
            except EOFError:
                return
