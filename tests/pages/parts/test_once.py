"""What is asked once in a run of a page is asked again in the next, and after something was written."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from data.store import engine
from pages.parts import once


def test_an_answer_is_kept_for_a_run_and_until_something_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    run = SimpleNamespace(cursors={})
    monkeypatch.setattr(once, "get_script_run_ctx", lambda **_: run)

    @once.in_a_run
    def count() -> int:
        asked.append(0)
        return len(asked)

    assert [count(), count()] == [1, 1]
    run.cursors = {}  # the next run of the same session
    assert [count(), count()] == [2, 2]
    store = engine.connect("sqlite://")
    with engine.reading(store):
        assert count() == 2
    with engine.writing(store):
        pass
    assert [count(), count()] == [3, 3]
    store.dispose()


def test_outside_of_a_run_everything_is_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "get_script_run_ctx", lambda **_: None)
    numbers = iter(range(5))
    count = once.in_a_run(lambda: next(numbers))
    assert [count(), count()] == [0, 1]


def test_what_is_settled_stays_until_the_run_ends_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    run = SimpleNamespace(cursors={})
    monkeypatch.setattr(once, "get_script_run_ctx", lambda **_: run)
    numbers = iter(range(9))
    count = once.Settled(lambda: next(numbers))
    other = once.Settled(lambda: "other")
    assert [count(), count()] == [0, 1]
    count.settle()
    assert [count(), count(), other()] == [2, 2, "other"]
    run.cursors = {}  # the next run of the same session
    assert [count(), count()] == [3, 4]
    count.settle()
    monkeypatch.setattr(once, "get_script_run_ctx", lambda **_: SimpleNamespace(cursors=run.cursors))
    assert count() == 6, "what one visitor's run has settled is nothing to another's"
    monkeypatch.setattr(once, "get_script_run_ctx", lambda **_: None)
    count.settle()
    assert count() == 7
