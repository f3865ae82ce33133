"""Who asks to visit a demo as a donor while it is being released is told so, and is one as soon as that is over."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.demo.state import mark_released
from data.model import Role
from data.words import text
from pages.parts import sight
from tests.conftest import ROOT
from tests.pages import map_world
from tests.pages.map_world import settle


def test_a_donor_waits_until_the_demo_is_released(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = map_world.make(tmp_path)
    settle(monkeypatch, tmp_path)
    app = AppTest.from_file(str(ROOT / "pages" / "parts" / "shell.py"), default_timeout=30)
    app.query_params["as"] = "donor"
    told = text("visitor.being_released")
    assert told in [each.value for each in app.run().info]
    assert app.selectbox(key="as").value == "reviewer"
    mark_released(house, at=dt.datetime(2026, 11, 13, tzinfo=dt.UTC), by="nobody")
    monkeypatch.setattr(sight, "let_in", lambda _: frozenset({Role.DONOR}))
    assert told not in [each.value for each in app.run().info]
    assert app.selectbox(key="as").value == "donor"
    house.engine.dispose()
