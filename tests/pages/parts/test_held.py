"""What waits in memory for one visitor: for how long, how much of it, and for nobody else."""

from __future__ import annotations

import pytest

from data.errors import NoLongerHeld
from data.intake.findings import Severity
from data.intake.marks import Mark
from data.model import Role, Visitor
from pages.parts import held
from pages.parts.held import Shelf

ONE = Visitor("one@example.org", Role.TASKFORCE, places=frozenset({"TL01"}))
OTHER = Visitor("other@example.org", Role.TASKFORCE, places=frozenset({"TL01"}))
MARKS = [Mark("Sheet", "C3", Severity.STOP, "said")]


class Clock:
    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(held, "time", clock)
    return clock


def there(shelf: Shelf, *keys: str) -> list[bool]:
    return [shelf.waits(key) for key in keys]


def test_it_is_taken_once_as_it_was_put() -> None:
    shelf = Shelf()
    key = shelf.put(ONE, b"workbook", MARKS)
    taken = shelf.take(key, ONE)
    assert (taken.content, list(taken.marks)) == (b"workbook", MARKS)
    with pytest.raises(NoLongerHeld):
        shelf.take(key, ONE)
    assert there(shelf, key) == [False]


def test_another_visitor_does_not_get_it_and_does_not_take_it_away() -> None:
    shelf = Shelf()
    key = shelf.put(ONE, b"workbook", MARKS)
    with pytest.raises(NoLongerHeld):
        shelf.take(key, OTHER)
    assert shelf.take(key, ONE).content == b"workbook"


def test_keys_cannot_be_guessed_from_each_other() -> None:
    shelf = Shelf()
    keys = {shelf.put(ONE, b"workbook", MARKS) for _ in range(20)}
    assert len(keys) == 20
    assert min(map(len, keys)) >= 32


def test_it_waits_some_minutes_and_longer_while_the_page_shows_it(clock: Clock) -> None:
    shelf = Shelf()
    key, forgotten = shelf.put(ONE, b"workbook", MARKS), shelf.put(ONE, b"workbook", MARKS)
    clock.now += held.SECONDS - 1
    assert there(shelf, key) == [True]
    clock.now += 2
    with pytest.raises(NoLongerHeld):
        shelf.take(forgotten, ONE)
    assert there(shelf, key, forgotten) == [True, False]
    clock.now += held.SECONDS + 1
    assert there(shelf, key) == [False]


def test_what_is_too_old_is_let_go_when_the_next_comes(clock: Clock) -> None:
    shelf = Shelf()
    shelf.put(ONE, b"workbook", MARKS)
    clock.now += held.SECONDS + 1
    shelf.put(OTHER, b"workbook", MARKS)
    assert len(shelf._held) == 1


def test_the_oldest_of_a_visitor_goes_first_and_nobody_else_loses_by_it() -> None:
    shelf = Shelf()
    others = shelf.put(OTHER, b"workbook", MARKS)
    keys = [shelf.put(ONE, b"workbook", MARKS) for _ in range(held.OF_ONE_VISITOR + 2)]
    assert there(shelf, *keys) == [False, False, *[True] * held.OF_ONE_VISITOR]
    assert there(shelf, others) == [True]


def test_all_together_take_no_more_memory_than_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "ALL_BYTES", 25)
    shelf = Shelf()
    visitors = [Visitor(f"{number}@example.org", Role.TASKFORCE) for number in range(4)]
    keys = [shelf.put(visitor, b"0123456789", MARKS) for visitor in visitors]
    assert there(shelf, *keys) == [False, False, True, True]


def test_it_is_looked_at_again_and_again_by_its_visitor_alone(clock: Clock) -> None:
    shelf = Shelf()
    key = shelf.put(ONE, b"workbook", MARKS)
    assert shelf.look(key, ONE) == shelf.look(key, ONE)
    with pytest.raises(NoLongerHeld):
        shelf.look(key, OTHER)
    clock.now += held.SECONDS + 1
    with pytest.raises(NoLongerHeld):
        shelf.look(key, ONE)


def test_what_is_laid_under_a_key_takes_the_place_of_what_waited_there() -> None:
    shelf = Shelf()
    key = shelf.put(ONE, b"workbook", MARKS)
    assert shelf.lay(held.Held(ONE, b"another", (), shelf.look(key, ONE).until), key) == key
    assert shelf.look(key, ONE).content == b"another"


def test_no_more_wait_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "ALL_FILES", 2)
    shelf = Shelf()
    keys = [shelf.put(Visitor(f"{number}@example.org", Role.TASKFORCE), b"", MARKS) for number in range(3)]
    assert there(shelf, *keys) == [False, True, True]
