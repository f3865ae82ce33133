"""The line on Overview that says which pillar is furthest behind its plan."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import streamlit as st

from data.model import Pillar, Role, Status, Visitor
from metrics.progress import Band
from pages.parts import plan_figures
from pages.parts.drawing import plan


@pytest.mark.parametrize(("status", "said"), [(Status.REPORTED, 1), (Status.WITHHELD, 0)])
def test_no_plan_is_judged_by_earlier_releases_alone(monkeypatch: pytest.MonkeyPatch, status: str, said: int) -> None:
    """Whoever reads released figures reads none of a quarter that was not released, and the page Plan says so."""
    line = SimpleNamespace(status=status, progress=SimpleNamespace(band=Band.ON_TRACK, ratio=1.0))
    monkeypatch.setattr(plan, "lines_of", lambda *_: {Pillar.POLICY: (line,)})
    monkeypatch.setattr(plan_figures, "furthest", lambda _: None)
    written = list[str]()
    monkeypatch.setattr(st, "write", written.append)
    monkeypatch.setattr(st, "page_link", lambda *_, **__: None)
    monkeypatch.setattr(plan, "say", lambda key, **_: key)
    plan.in_a_line(Visitor("officer@example.org", Role.TASKFORCE), "tls", "2026-Q3")
    assert written == ["plan.overview_well"] * said
