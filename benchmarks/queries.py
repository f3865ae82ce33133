"""The map's query with one quarter stored and with forty, in databases that differ in nothing else."""

from __future__ import annotations

import datetime as dt
import statistics
import time
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.model import Quarter, Status
from data.settings import read_settings
from data.store import engine, frames
from data.store.house import House, open_house
from data.store.tables import counting_returns, district_values, returns

NEWEST = Quarter(2026, 3)
MEASURES, ROUNDS = 75, 200


def measure(folder: Path) -> tuple[float, float]:
    """The median seconds of the query with one and with forty quarters stored, measured in turns."""
    small, large = (_filled(folder / f"{quarters}.db", quarters) for quarters in (1, 40))
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for house, kept in zip((small, large), times, strict=True):
            started = time.perf_counter()
            with engine.reading(house.engine) as connection:
                found = frames.values(connection, measures=["PRE-02"], quarters=[NEWEST])
            kept.append(time.perf_counter() - started)
            if len(found) != len(house.country.districts(NEWEST)):
                raise AssertionError("the query did not find every district")
    return statistics.median(times[0]), statistics.median(times[1])


def _filled(file: Path, quarters: int) -> House:
    settings = read_settings({"COUNTRY": "IDN", "LIMA_VAR": str(file.parent), "DATABASE_URL": f"sqlite:///{file}"})
    house = open_house(settings)
    measures = [part.measure for each in house.catalogue.indicators.values() for part in each.parts][:MEASURES]
    with engine.writing(house.engine) as connection:
        for back in range(quarters):
            _fill_quarter(connection, house, NEWEST - back, measures=measures, first=1 + back * 1000)
        connection.execute(sa.text("ANALYZE"))
    return house


def _fill_quarter(connection: Connection, house: House, quarter: Quarter, *, measures: list[str], first: int) -> None:
    places = list(enumerate((place.code for place in house.country.districts(quarter)), start=first))
    connection.execute(returns.insert(), [_return(number, place, quarter) for number, place in places])
    for measure in measures:
        kept = {"measure": measure, "quarter": str(quarter), "denominator": None, "status": Status.REPORTED.value}
        rows = [{**kept, "place": place, "numerator": number % 90, "return_id": number} for number, place in places]
        connection.execute(district_values.insert(), rows)
    counting = {"quarter": str(quarter), "first_filed_at": _moment(quarter)}
    connection.execute(
        counting_returns.insert(), [{**counting, "place": place, "return_id": number} for number, place in places]
    )


def _moment(quarter: Quarter) -> dt.datetime:
    return dt.datetime.combine(quarter.last_day, dt.time(), dt.UTC)


def _return(number: int, place: str, quarter: Quarter) -> dict[str, object]:
    return {
        "id": number,
        "place": place,
        "quarter": str(quarter),
        "revision": 1,
        "replaces": None,
        "sha256": None,
        "template_version": "1",
        "catalogue_version": "bench",
        "language": "en",
        "filed_at": _moment(quarter),
        "filed_by": "bench@example.org",
        "office": "Bench",
        "receipt": f"bench-{number}",
    }
