"""What was known at a moment: every reading function sees the store as it was then, on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pandas as pd
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data.model import Role, Visitor
from data.store import engine, frames, receipts, returns, review, schema
from data.store.past import reading_past
from tests.data.store.world import QUARTER, XLAND, facility_row, new_return, total, withdraw

RATIOS = {"R-1": ("R-1a", "R-1b")}
REVIEWER = Visitor("reviewer@example.org", Role.REVIEWER)
BEGIN = dt.datetime(2026, 10, 12, 8, 30, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def store(store_url: str) -> Iterator[Engine]:
    opened = engine.connect(store_url)
    engine.create(opened, country="XXX", world="real")
    yield opened
    opened.dispose()


def on(day: int) -> dt.datetime:
    return BEGIN + day * DAY


def file(connection: Connection, place: str, value: float, day: int) -> str:
    said = total("A", value), total("R-1a", value), total("R-1b", 10.0)
    new = new_return(place, *said, at=on(day), facility_rows=[facility_row(cash=value, name=f"Centre {place}")])
    return returns.file_returns(connection, [new], country=XLAND)[0].receipt


def live(store: Engine) -> None:
    """Twelve days in which everything happens that can happen to a return."""
    days: list[Callable[[Connection], object]] = [
        lambda c: codes.append(file(c, "1.0", 1, 0)),
        lambda c: codes.append(file(c, "1.1", 2, 1)),
        lambda c: codes.append(file(c, "1.0", 3, 2)),
        lambda c: withdraw(c, codes[2], at=on(3)),
        lambda c: codes.append(file(c, "2.0", 4, 4)),
        lambda c: review.accept(c, [codes[3]], by=REVIEWER, at=on(5), country=XLAND),
        lambda c: codes.append(file(c, "1.0", 5, 6)),
        lambda c: review.reopen(
            c, place="2.0", quarter=QUARTER, by=REVIEWER, at=on(7), reason="A wrong row.", country=XLAND
        ),
        lambda c: codes.append(file(c, "2.0", 6, 8)),
        lambda c: review.send_back(
            c, codes[5], by=REVIEWER, at=on(9), note="Not so.", cells=[], country=XLAND, ratios=RATIOS
        ),
        lambda c: review.send_back(
            c, codes[1], by=REVIEWER, at=on(10), note="Not so.", cells=[], country=XLAND, ratios=RATIOS
        ),
        lambda c: codes.append(file(c, "1.1", 7, 11)),
    ]
    codes: list[str] = []
    for act in days:
        with engine.writing(store) as connection:
            act(connection)


def seen(connection: Connection) -> dict[str, object]:
    """All that the reading functions tell."""
    measures = ["A", "R-1"]
    told = {
        "values": frames.values(connection, measures=measures, quarters=[QUARTER]),
        "of places": frames.values_of_places(connection, measures=measures, places=["1.0", "2.0"]),
        "sums": frames.sums(connection, measures=measures, places=["1", "2", "XXX"]),
        "counting": frames.counting(connection, quarter=QUARTER),
        "observations": frames.observations_of(connection, place="1.0", quarter=QUARTER),
        "sheets": frames.facility_sheets(connection, until=QUARTER),
    }
    plain = {name: _rows(frame) for name, frame in told.items()}
    return plain | {"quarters": frames.filed_quarters(connection)}


def _rows(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    rows = frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)
    return sorted((tuple(row) for row in rows), key=repr)


def test_each_day_is_seen_as_it_was(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Held against what was read on that very day, while it was the present."""
    then: list[dict[str, object]] = []
    written = engine.writing

    def watched(opened: Engine) -> object:
        if opened is store:
            with engine.reading(opened) as connection:
                then.append(seen(connection))
        return written(opened)

    monkeypatch.setattr(engine, "writing", watched)
    live(store)
    monkeypatch.undo()
    with engine.reading(store) as connection:
        then.append(seen(connection))
    # Accepting and reopening change no figure; withdrawing and sending back bring an earlier one back.
    assert len({repr(day) for day in then}) == len(then) - 4
    for day, known in enumerate(then):
        with reading_past(store, on(day) - DAY / 2, country=XLAND, ratios=RATIOS) as connection:
            assert seen(connection) == known, day


def test_what_happens_at_the_very_moment_is_known(store: Engine) -> None:
    live(store)
    for moment, places in ((on(1), ["1.0", "1.1"]), (on(1) - dt.timedelta(microseconds=1), ["1.0"])):
        with reading_past(store, moment, country=XLAND, ratios=RATIOS) as connection:
            assert sorted(frames.counting(connection, quarter=QUARTER)["place"]) == places


def test_a_life_ends_where_the_past_does(store: Engine) -> None:
    live(store)
    with reading_past(store, on(5), country=XLAND, ratios=RATIOS) as connection:
        found = receipts.lives_of(connection, [1, 2, 3, 4, 5])
    kinds = [[happened.kind.value for happened in found[number]] for number in (1, 2, 3, 4, 5)]
    assert kinds == [["filed"], ["filed"], ["filed", "withdrawn"], ["filed", "accepted"], []]


def test_nothing_of_the_past_is_left(store: Engine) -> None:
    live(store)
    with engine.reading(store) as connection:
        today = seen(connection)
    for day in (3, 12):
        with reading_past(store, on(day), country=XLAND, ratios=RATIOS):
            pass
        with engine.reading(store) as connection:
            assert seen(connection) == today
    assert set(sa.inspect(store).get_table_names()) >= set(schema.metadata.tables)
    assert sa.inspect(store).get_temp_table_names() == [] if store.dialect.name == "sqlite" else True


def test_the_same_place_may_be_filed_for_while_somebody_looks_back(store: Engine) -> None:
    live(store)
    with reading_past(store, on(1), country=XLAND, ratios=RATIOS) as looking_back:
        before = seen(looking_back)
        with engine.writing(store) as connection:
            file(connection, "1.2", 8, 20)
        assert seen(looking_back) == before


def test_an_error_leaves_nothing_behind(store: Engine) -> None:
    live(store)
    with pytest.raises(ZeroDivisionError), reading_past(store, on(1), country=XLAND, ratios=RATIOS):
        _ = 1 / 0
    with engine.reading(store) as connection:
        assert len(frames.counting(connection, quarter=QUARTER)) == 3


def test_before_anybody_filed_nothing_was_known(store: Engine) -> None:
    live(store)
    with reading_past(store, on(-1), country=XLAND, ratios=RATIOS) as connection:
        assert seen(connection)["quarters"] == []
        assert frames.values(connection, measures=["A"], quarters=[QUARTER]).empty
