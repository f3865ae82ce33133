"""Reading releases in one query: what one of them moves against another, and which quarters wait for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from data.store import engine, releases
from data.store.house import House
from tests.data.store import release_world as world
from tests.data.store.release_world import COUNTED, PUBLISHED, SHOWN
from tests.data.store.world import QUARTER

EARLIER = QUARTER - 1


@pytest.fixture
def house(store_url: str) -> Iterator[House]:
    with world.opened(store_url) as found:
        yield found


def waiting(house: House) -> list[object]:
    with engine.reading(house.engine) as connection:
        return list(releases.to_be_released(connection))


def test_a_release_moves_what_it_shows_otherwise_or_for_the_first_time_or_no_more(house: House) -> None:
    first = world.publish(house, SHOWN)
    world.correct(house, "1.1", 7907)
    second = world.publish(house, {"1.0": 5.0, "1.1": 10.0}, at=PUBLISHED.replace(day=9))
    with engine.reading(house.engine) as connection:
        moved = releases.moves(connection, first.id, second.id)
        same = releases.moves(connection, first.id, first.id)
    found = moved[moved["measure"] == COUNTED].astype(object).where(moved.notna(), None)
    assert [tuple(row) for row in found[["place", "before", "after"]].values] == [
        ("1", 5.0, 15.0),
        ("1.1", 0.0, 10.0),
        ("2", 15.0, None),
        ("2.0", 15.0, None),
        ("XXX", 20.0, 15.0),
    ]
    assert same.empty
    assert list(same.columns) == list(releases.MOVES)


def test_numbers_are_those_of_the_place_and_of_no_part(house: House) -> None:
    made = world.publish(house, SHOWN)
    with engine.reading(house.engine) as connection:
        found = releases.numbers(connection, [made.id, 99], measures=[COUNTED, "UNKNOWN"], place="2.0")
    assert found == {(made.id, COUNTED): 15.0}


def test_a_quarter_waits_until_what_is_accepted_now_is_published(house: House) -> None:
    assert waiting(house) == [QUARTER]
    made = world.make(house, SHOWN)
    assert waiting(house) == [QUARTER]
    world.publishing.publish(house.store, made.id, by=world.REVIEWER, at=PUBLISHED)
    assert waiting(house) == []
    world.reopen(house, "1.1")  # one return fewer is accepted
    assert waiting(house) == [QUARTER]
    with engine.writing(house.engine) as connection:
        world.accept(connection, [world.filed("1.1", 7907), world.filed("2.0", quarter=EARLIER)])
    assert waiting(house) == [QUARTER]  # another return; and the earlier quarter is open
    world.publish(house, SHOWN, at=PUBLISHED.replace(day=9))
    with engine.writing(house.engine) as connection:
        world.close(connection, EARLIER)
    assert waiting(house) == [EARLIER]
