"""An open page asks whether its session goes on: without being there by asking, and without believing memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.model import Role
from data.store import people, sign_ins
from data.store.engine import reading, writing
from data.store.house import House
from pages.api import still_signed_in
from pages.api.own_page import EVERY_MS, START
from pages.parts import signed_in
from pages.parts.links import STILL_SIGNED_IN
from tests.pages.api import real_world


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    opened = real_world.opened(tmp_path)
    yield opened
    opened.engine.dispose()


def test_a_disabled_account_is_told_at_once_and_the_next_page_is_refused(house: House) -> None:
    email = real_world.add(house, Role.REVIEWER)
    client = real_world.signed(house, email)
    assert client.get("/", headers=real_world.PAGE).status_code == 200
    assert client.get(STILL_SIGNED_IN).status_code == 204
    now = dt.datetime.now(dt.UTC)
    with writing(house.engine) as connection:  # as another process would
        people.disable(connection, email, by="operator", at=now)
    answer = client.get(STILL_SIGNED_IN)
    assert (answer.status_code, answer.text, answer.headers["cache-control"]) == (401, "", "no-store")
    assert client.get("/", headers=real_world.PAGE).headers["location"].startswith("/sign-in?next=")


def test_to_ask_does_not_count_as_being_there(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    client = real_world.signed(house, real_world.add(house, Role.REVIEWER))
    token = client.cookies[signed_in.COOKIE]
    later = dt.datetime.now(dt.UTC) + sign_ins.IDLE - dt.timedelta(minutes=1)

    clock = SimpleNamespace(datetime=SimpleNamespace(now=lambda zone: later), UTC=dt.UTC)
    monkeypatch.setattr(signed_in, "dt", clock)
    assert client.get(STILL_SIGNED_IN).status_code == 204
    with reading(house.engine) as connection:
        assert sign_ins.signed_in(connection, token, at=later + dt.timedelta(minutes=2)) is None


def test_a_stranger_is_told_to_sign_in_and_a_demo_need_not_be_asked_again(house: House) -> None:
    assert real_world.browser(house).get(STILL_SIGNED_IN).status_code == 401
    demo = type("Demo", (), {"facts": type("Facts", (), {"demo": True})()})()
    alone = TestClient(Starlette(routes=[still_signed_in.route(lambda: demo)]))
    assert alone.get(STILL_SIGNED_IN).status_code == 200


def test_every_page_asks_within_a_minute() -> None:
    assert EVERY_MS < 60_000
    assert f"fetch('{STILL_SIGNED_IN}')" in START
