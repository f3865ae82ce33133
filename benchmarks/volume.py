"""`python -m benchmarks.volume`: the dashboards' queries over ten years of a large country, on SQLite and PostgreSQL.

514 districts in 40 quarters, each with 60 indicators of 6 cells: 7.4 million numbers. They are put there by the
database itself, into the very tables, with their indexes and checks; the queries are those that the pages ask. It
takes some minutes and 3 GB of disk.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from benchmarks.results import Result
from data.model import Country, Quarter
from data.settings import read_settings
from data.store import engine, frames
from data.store.house import House, open_house
from tests.postgres import NoPostgres, postgres

NEWEST, QUARTERS, MEASURES, ROUNDS = Quarter(2026, 3), 40, 60, 30
CELLS = (("total", ""), *(("sex_age", item) for item in ("girl", "boy", "woman", "man", "other")))
AT_MOST: Mapping[str, Mapping[str, float]] = {
    "sqlite": {"map": 5, "trend": 5, "scorecard": 5, "district": 10},
    "postgresql": {"map": 10, "trend": 10, "scorecard": 10, "district": 10},
}
"""Milliseconds."""

FILL = (
    "INSERT INTO returns SELECT q.n * 1000 + p.n, p.code, q.quarter, 1, NULL, NULL, '1', 'bench', 'en', :at, "
    "'bench@example.org', 'Bench', 'bench-' || (q.n * 1000 + p.n) FROM some_quarters q CROSS JOIN some_places p",
    "INSERT INTO counting_returns SELECT place, quarter, id, filed_at FROM returns",
    "INSERT INTO observations SELECT r.id, m.measure, c.dimension, c.item, (r.id + m.n + c.n) % 97, 'reported', "
    "'Sheet', 'C' || c.n FROM returns r CROSS JOIN some_measures m CROSS JOIN some_cells c "
    "ORDER BY r.id, m.measure, c.dimension, c.item",
    "INSERT INTO district_values SELECT m.measure, r.quarter, r.place, (r.id + m.n) % 97, NULL, 'reported', r.id "
    "FROM returns r CROSS JOIN some_measures m ORDER BY m.measure, r.quarter, r.place",
    "INSERT INTO rollups SELECT v.measure, v.quarter, a.above, sum(v.numerator), NULL, count(*), 0, 0 "
    "FROM district_values v JOIN some_above a ON a.code = v.place GROUP BY v.measure, v.quarter, a.above",
)
"""What the database does by itself, once it knows the places, quarters, measures and cells."""


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quarters", type=int, default=QUARTERS, help=f"quarters that are stored (default {QUARTERS})")
    asked = parser.parse_args()
    for result in results(quarters=asked.quarters):
        print(f"{result.what:<62} {result.found:6.2f} {result.unit}  at most {result.at_most:g}  {result.detail}")


def results(*, quarters: int = QUARTERS) -> Iterator[Result]:
    """The median of each query on each database, beside what it may take at most."""
    for kind, address in _databases():
        with address as url:
            if url is None:
                yield Result(f"{kind}: there is none on this machine", math.inf, 0, "ms")
                continue
            house = _filled(url, quarters)
            for name, (median, slowest, rows) in _asked(house).items():
                what = f"{name} at {_numbers(house):,} numbers, {kind}"
                yield Result(what, median, AT_MOST[kind][name], "ms", f"slowest {slowest:.2f} ms, {rows} rows")
            house.engine.dispose()


@contextmanager
def _sqlite() -> Iterator[str | None]:
    with tempfile.TemporaryDirectory(prefix="lima-volume-") as folder:
        yield f"sqlite:///{folder}/volume.db"


@contextmanager
def _postgres() -> Iterator[str | None]:
    with tempfile.TemporaryDirectory(prefix="lima-volume-") as folder:
        try:
            with postgres(Path(folder)) as new_database:
                yield new_database("volume")
        except NoPostgres:
            yield None


def _databases() -> tuple[tuple[str, AbstractContextManager[str | None]], ...]:
    return (("sqlite", _sqlite()), ("postgresql", _postgres()))


def _filled(url: str, quarters: int) -> House:
    house = open_house(read_settings({"COUNTRY": "IDN", "DATABASE_URL": url}))
    measures = [part.measure for each in house.catalogue.indicators.values() for part in each.parts][:MEASURES]
    sqlite = house.engine.dialect.name == "sqlite"
    with engine.writing(house.engine) as connection:
        _list(connection, "some_places", "code", [place.code for place in house.country.districts(NEWEST)])
        _list(connection, "some_quarters", "quarter", [str(NEWEST - back) for back in range(quarters)])
        _list(connection, "some_measures", "measure", measures)
        _list(connection, "some_cells", "dimension", [dimension for dimension, _ in CELLS], [item for _, item in CELLS])
        above = list(_above(house.country))
        _list(connection, "some_above", "code", [code for code, _ in above], [over for _, over in above])
        at = dt.datetime(2026, 10, 12, 8, 30, tzinfo=None if sqlite else dt.UTC)
        for statement in FILL:
            connection.execute(sa.text(statement), {"at": at} if ":at" in statement else {})
    with house.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE" if sqlite else "VACUUM ANALYZE"))
    return house


def _above(country: Country) -> Iterator[tuple[str, str]]:
    """Each district with every place above it."""
    for place in country.districts(NEWEST):
        parent = place.parent
        while parent:
            yield place.code, parent
            parent = country.places[parent].parent


def _list(connection: Connection, table: str, column: str, values: list[str], more: list[str] | None = None) -> None:
    """A list that the database reads while it fills; the second column is what the first goes with."""
    second = {"some_cells": "item", "some_above": "above"}.get(table, "more")
    connection.execute(
        sa.text(f"CREATE TEMPORARY TABLE {table} (n INTEGER, {column} VARCHAR(30), {second} VARCHAR(30))")
    )
    rows = [{"n": n, "a": a, "b": b} for n, (a, b) in enumerate(zip(values, more or values, strict=True))]
    connection.execute(sa.text(f"INSERT INTO {table} VALUES (:n, :a, :b)"), rows)  # noqa: S608


def _numbers(house: House) -> int:
    with engine.reading(house.engine) as connection:
        return int(connection.scalar(sa.text("SELECT count(*) FROM observations")) or 0)


def _asked(house: House) -> dict[str, tuple[float, float, int]]:
    """For each query the median and the slowest in milliseconds, and how many rows it gave."""
    measures = [part.measure for each in house.catalogue.indicators.values() for part in each.parts][:MEASURES]
    places = [place.code for place in house.country.districts(NEWEST)]
    country = [house.country.iso3]
    queries: dict[str, Callable[[Connection, int], pd.DataFrame]] = {
        "map": lambda c, n: frames.values(c, measures=[measures[n % MEASURES]], quarters=[NEWEST - n % 8]),
        "trend": lambda c, n: frames.sums(c, measures=[measures[n % MEASURES]], places=country),
        "scorecard": lambda c, n: frames.sums(c, measures=measures, places=country, quarters=[NEWEST - n % 8]),
        "district": lambda c, n: frames.values_of_places(c, measures=measures, places=[places[n * 17 % len(places)]]),
    }
    found = {}
    for name, ask in queries.items():
        times = []
        for number in range(-2, ROUNDS):  # the first two warm the connection and the statement
            started = time.perf_counter()
            with engine.reading(house.engine) as connection:
                rows = len(ask(connection, number % ROUNDS))
            if number >= 0:
                times.append((time.perf_counter() - started) * 1000)
        found[name] = (statistics.median(times), max(times), rows)
    return found


if __name__ == "__main__":
    main()
