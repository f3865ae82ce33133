"""Who waits is told so until the work has once been done, and not again."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
import streamlit as st

from pages.parts import cached, working


def test_it_is_said_until_it_was_done_and_again_for_other_work_and_other_data(monkeypatch: pytest.MonkeyPatch) -> None:
    said, notes, version = list[str](), dict[str, object](), iter("11112")
    monkeypatch.setattr(st, "spinner", lambda told: nullcontext(said.append(told)))
    monkeypatch.setattr(working, "noted", lambda: notes)
    monkeypatch.setattr(cached, "version", lambda: next(version))
    with pytest.raises(InterruptedError), working.working("broken off", key="work", of=1):
        raise InterruptedError
    for told, of in (("done", 1), ("known", 1), ("other work", 2), ("other data", 2)):
        with working.working(told, key="work", of=of):
            pass
    assert said == ["broken off", "done", "other work", "other data"]
