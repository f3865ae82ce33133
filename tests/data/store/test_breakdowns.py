"""The parts of a number are summed over the counting returns of the districts asked for, and of no others."""

from __future__ import annotations

from data.model import Status
from data.store import breakdowns, engine
from data.store.new_return import Observation
from data.store.returns import file_returns
from tests.data.store.world import QUARTER, XLAND, new_return, total


def part(item: str, value: float | None, dimension: str = "sex", measure: str = "M-1") -> Observation:
    status = Status.NOT_EXPECTED if value is None else Status.REPORTED
    return Observation(measure, dimension, item, value, status, "Sheet", "C4")


def test_parts_of_counting_returns_are_summed(store_url: str) -> None:
    store = engine.connect(store_url)
    engine.create(store, country="XXX", world="real")
    ratio = (total("R-1a", 1), total("R-1b", 4))
    said = {
        "1.0": (part("F", 3), part("M", 2), part("fishing", 1, "work"), part("F", 90, measure="M-2")),
        "1.1": (part("F", 4), part("M", None)),
        "2.0": (part("F", 50),),
    }
    news = [new_return(place, total("M-1", 60), total("M-2", 90), *parts, *ratio) for place, parts in said.items()]
    earlier = new_return("1.0", total("M-1", 9), part("F", 9), *ratio)
    before = new_return("1.1", total("M-1", 7), part("F", 7), *ratio, quarter=QUARTER - 1)
    with engine.writing(store) as connection:
        file_returns(connection, [earlier, before], country=XLAND)
        file_returns(connection, news, country=XLAND)
    with engine.reading(store) as connection:
        found = breakdowns.told(connection, measure="M-1", quarter=QUARTER, places=["1.0", "1.1"])
        nowhere = breakdowns.told(connection, measure="M-1", quarter=QUARTER, places=[])
    rows: list[tuple[object, ...]] = [tuple(row) for row in found.to_numpy().tolist()]
    assert rows == [("sex", "F", 7, 2), ("sex", "M", 2, 1), ("work", "fishing", 1, 1)]
    assert list(nowhere.columns) == list(breakdowns.BREAKDOWN)
    assert nowhere.empty
    store.dispose()
