"""Releases are written, published and read; a published one is never changed; the store of them tells nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.errors import (
    NotAllowed,
    NothingAccepted,
    NothingToChange,
    QuarterNotClosed,
    ReleaseFailed,
    ReleaseOutdated,
    UnknownRelease,
)
from data.model import RELEASE_CELLS, Role, Visitor
from data.store import audit, engine, frames, publishing, release_writing, releases
from data.store import review_lists as lists
from data.store.house import House
from data.store.release_tables import OF_RELEASES
from data.store.release_tables import releases as table
from data.store.tables import audit as log
from tests.data.store import release_world as world
from tests.data.store.release_world import EXACT, PUBLISHED, RATIO, REVIEWER, SHOWN, as_read, correct, read, reopen
from tests.data.store.world import QUARTER, XLAND

EARLIER = QUARTER - 1
LATER = PUBLISHED + dt.timedelta(days=3)


@pytest.fixture
def house(store_url: str) -> Iterator[House]:
    """A closed quarter with three accepted returns."""
    with world.opened(store_url) as found:
        yield found


def rows(house: House, release_id: int) -> dict[str, list[tuple[object, ...]]]:
    with engine.reading(house.engine) as connection:
        found = {each.name: every(connection, each, each.c.release_id == release_id) for each in OF_RELEASES}
        return found | {"releases": every(connection, table, table.c.id == release_id)}


def every(connection: Connection, each: sa.Table, where: sa.ColumnElement[bool]) -> list[tuple[object, ...]]:
    chosen = sa.select(each).where(where).order_by(*each.primary_key.columns)
    return [tuple(row) for row in connection.execute(chosen)]


def test_what_is_written_is_read_again(house: House) -> None:
    made = world.make(house, SHOWN)
    assert (made.quarter, made.number, made.base, made.passed, made.published) == (QUARTER, 1, 5, True, False)
    with engine.reading(house.engine) as connection:
        cells = releases.cells(connection, made.id)
        assert releases.every(connection) == releases.of_quarter(connection, QUARTER) == [made]
        assert releases.returns_of(connection, made.id) == releases.accepted_returns(connection, QUARTER)
        assert releases.to_be_released(connection) == [QUARTER]
    keys = list(RELEASE_CELLS[:5])
    wanted = world.cells(SHOWN).sort_values(keys, ignore_index=True)
    pd.testing.assert_frame_equal(cells.sort_values(keys, ignore_index=True), wanted)
    assert {name: len(found) for name, found in rows(house, made.id).items()} == {
        "releases": 1,
        "release_cells": len(wanted),
        "release_returns": 3,
        "release_excused": 0,
        "release_centres": 3,
        "release_funding": 3,
    }


def test_one_that_was_not_published_is_replaced_and_a_published_one_stays_as_it_is(house: House) -> None:
    first = world.make(house, SHOWN)
    second = world.publish(house, SHOWN)
    with engine.reading(house.engine) as connection:
        assert releases.every(connection) == [second]
        assert releases.to_be_released(connection) == []
    assert (first.number, second.number, second.published_by) == (1, 1, REVIEWER.email)
    before = rows(house, second.id)
    correct(house, "1.0", 11)
    with engine.reading(house.engine) as connection:
        assert releases.to_be_released(connection) == [QUARTER]
    world.make(house, {"1.0": 10.0})
    third = world.publish(house, {"1.0": 10.0}, at=LATER)
    world.make(house, {"1.0": 15.0})
    with pytest.raises(NothingToChange):
        publishing.publish(house.store, second.id, by=REVIEWER, at=PUBLISHED)
    publishing.make_anew(house.store)
    assert rows(house, second.id) == before
    with engine.reading(house.engine) as connection:
        assert [each.number for each in releases.of_quarter(connection, QUARTER)] == [1, 2, 3]
        assert releases.newest_published(connection) == {QUARTER: third}
        of_releases = log.c.action.in_(["make_release", "publish_release"])
        logged = connection.execute(sa.select(log.c.action).where(of_releases).order_by(log.c.id)).scalars().all()
        assert audit.examine(connection).whole
    made, done = "make_release", "publish_release"
    assert logged == [made, made, done, made, made, done, made]


def test_what_is_refused(house: House) -> None:
    stranger = Visitor("leader@example.org", Role.LEADERSHIP)
    with engine.writing(house.engine) as connection:
        new = world.new_release(connection, SHOWN)
        with pytest.raises(NotAllowed):
            release_writing.write(connection, new, by=stranger, at=PUBLISHED)
        with pytest.raises(QuarterNotClosed):
            release_writing.write(connection, replace(new, quarter=EARLIER), by=REVIEWER, at=PUBLISHED)
        with pytest.raises(ReleaseOutdated):
            release_writing.write(connection, replace(new, returns={"1.0": 1}), by=REVIEWER, at=PUBLISHED)
        world.close(connection, EARLIER)
        with pytest.raises(NothingAccepted):
            release_writing.require_ready(connection, EARLIER, by=REVIEWER)
    failed = world.make(house, SHOWN, verdict={"passed": False})
    for wrong, by in ((ReleaseFailed, REVIEWER), (NotAllowed, stranger)):
        with pytest.raises(wrong):
            publishing.publish(house.store, failed.id, by=by, at=PUBLISHED)
    with pytest.raises(UnknownRelease):
        publishing.publish(house.store, 999, by=REVIEWER, at=PUBLISHED)
    made = world.make(house, SHOWN)
    reopen(house, "1.0")
    with pytest.raises(ReleaseOutdated):
        publishing.publish(house.store, made.id, by=REVIEWER, at=PUBLISHED)
    assert house.released() is None


def test_a_released_house_is_read_like_any_and_tells_what_is_shown(house: House) -> None:
    assert house.released() is None
    world.publish(house, SHOWN)
    shown = house.released()
    assert shown is not None
    assert read(house)[f"{QUARTER} 1.0"] == EXACT
    assert read(shown) == as_read(SHOWN)
    with shown.reading() as connection:
        assert frames.filed_quarters(connection) == [QUARTER]
        [ratio] = frames.values(connection, measures=[RATIO], quarters=[QUARTER], places=["2.0"]).to_dict("records")
        assert (ratio["numerator"], ratio["denominator"], ratio["status"]) == (15, 15, "reported")
        [all_over] = frames.sums(connection, measures=[RATIO], places=["XXX"]).to_dict("records")
        assert (all_over["numerator"], all_over["denominator"]) == (20, 20)
        alone = frames.sums(connection, measures=[world.ALONE], places=list(XLAND.places))
        assert [tuple(row) for row in alone[["place", "numerator", "reporting"]].to_numpy()] == [("XXX", 70, 3)]
        assert frames.values(connection, measures=[world.ALONE], quarters=[QUARTER]).empty
        assert set(frames.facility_register(connection)["name"]) == {f"House of {place}" for place in SHOWN}
        sheets = frames.facility_sheets(connection, until=QUARTER).set_index("place")
        assert (sheets["residents"].to_dict(), sheets["bed_nights"].to_dict()) == (SHOWN, SHOWN)
        assert (sheets["beds"].to_dict(), set(sheets["cash"])) == (dict.fromkeys(SHOWN, 10.0), {1000.0})
        assert list(frames.funding(connection, until=QUARTER)["amount"]) == [5000.0] * 3
        standing = lists.standing(connection, quarter=QUARTER)
        assert (set(standing["step"]), standing["nil"].any(), set(standing["receipt"])) == ({"accepted"}, False, {""})
        came = lists.first_filed(connection, quarters=[QUARTER])
        assert len(came) == 3
        assert len(frames.counting(connection, quarter=QUARTER)) == 3
    with house.reading() as connection:
        assert lists.first_filed(connection, quarters=[QUARTER]).equals(came)
