"""/healthz says whether the database answers, and nothing more."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages.api import health


def test_healthy_when_the_database_answers() -> None:
    asked: list[str] = []
    answer = TestClient(Starlette(routes=[health.route(lambda: asked.append("once"))])).get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["cache-control"] == "no-store"
    assert asked == ["once"]


def test_unavailable_without_a_word_of_why(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> None:
        raise ConnectionError("password 'canary' refused for lima@db.internal")

    answer = TestClient(Starlette(routes=[health.route(broken)])).get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})
    assert "canary" in caplog.text  # the operator's log has it
