"""The values of a few districts are the same, whoever sorts the measures out."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest
import sqlalchemy as sa

from data.model import DISTRICT_VALUES, Status
from data.store import engine, frames
from data.store.returns import file_returns
from tests.data.store.world import XLAND, new_return, total

MEASURES = [f"A-{n}" for n in range(30)]


@pytest.fixture
def store(store_url: str) -> Iterator[sa.Engine]:
    opened = engine.connect(store_url)
    engine.create(opened, country="XXX", world="real")
    said = [total(m, n * 1.5) for n, m in enumerate(MEASURES[:-2])] + [total(MEASURES[-2], None, Status.NOT_EXPECTED)]
    with engine.writing(opened) as connection:
        news = [
            new_return(place, *said, total("B-1", 1), total("R-1a", 1), total("R-1b", 4)) for place in ("1.0", "1.1")
        ]
        file_returns(connection, news, country=XLAND)
    yield opened
    opened.dispose()


@pytest.mark.parametrize("places", [["1.0"], ["1.0", "1.1"], ["2.0"]])
@pytest.mark.parametrize("measures", [[*MEASURES, "R-1"], MEASURES[:20], ["no such measure"] * 20])
def test_it_is_the_same_whoever_sorts_the_measures_out(
    store: sa.Engine, monkeypatch: pytest.MonkeyPatch, places: list[str], measures: list[str]
) -> None:
    def found() -> pd.DataFrame:
        with engine.reading(store) as connection:
            values = frames.values_of_places(connection, measures=measures, places=places)
        return values.sort_values(list(DISTRICT_VALUES[:3]), ignore_index=True)

    here = found()
    monkeypatch.setattr(frames, "MANY_MEASURES", 10_000)
    there = found()
    pd.testing.assert_frame_equal(here, there)
    asked = len(set(measures) & {*MEASURES[:-1], "R-1"}) * len(set(places) & {"1.0", "1.1"})
    assert (list(here.columns), len(here)) == (list(DISTRICT_VALUES), asked)
