"""The map before its page: the same drawing as the page's, with the same rights."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.model import Visitor
from data.words import text
from pages.api import map_ahead
from pages.parts import links, opened
from tests.pages import map_world
from tests.pages.map_world import BEFORE, LARGE, MEASURE, NEWEST, SHARE, page


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("ahead")
    map_world.make(made)
    return made


@pytest.fixture
def client(var: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    map_world.settle(monkeypatch, var)
    return TestClient(Starlette(routes=[map_ahead.route(opened.house)]))


@pytest.mark.parametrize(
    "address",
    [
        {"lang": "en"},
        {"lang": "en", "indicator": MEASURE, "quarter": str(BEFORE), "per": "100k", "place": LARGE},
        {"lang": "id", "indicator": MEASURE, "as": "taskforce", "office": LARGE},
        {"lang": "en", "indicator": SHARE, "per": "target", "classes": "equal", "level": "province"},
        {"lang": "en", "indicator": "nothing", "quarter": "2026-Q9", "per": "dozen", "place": "nowhere"},
    ],
)
def test_what_is_drawn_ahead_is_what_the_page_draws(client: TestClient, address: dict[str, str]) -> None:
    ahead = client.get(links.MAP_AHEAD, params=address)
    sent = page("map", **address).get("bidi_component")[0].proto
    assert ahead.json()["data"] == json.loads(sent.json)
    assert ahead.headers["cache-control"] == "private, no-store"


def test_it_carries_the_words_around_the_map(client: TestClient) -> None:
    ahead = client.get(links.MAP_AHEAD, params={"lang": "id"}).json()
    assert ahead["heading"] == "Peta"
    assert ahead["opening"]
    assert ahead["above"] == [text("shell.demo", "id"), text("released.exact", "id")]


def test_it_shows_the_newest_quarter_where_nothing_is_asked(client: TestClient) -> None:
    title = client.get(links.MAP_AHEAD, params={"lang": "en"}).json()["data"]["title"]
    assert f"Quarter {NEWEST.number}, {NEWEST.year}" in title


def test_who_may_see_nothing_is_drawn_nothing(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_ahead.cached, "visible", lambda visitor: frozenset())
    answer = client.get(links.MAP_AHEAD)
    assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.parametrize("address", [{"as_of": "2026-01-01"}, {"beside": "quarter"}])
def test_the_past_and_two_maps_are_left_to_the_page(client: TestClient, address: dict[str, str]) -> None:
    assert client.get(links.MAP_AHEAD, params=address).status_code == 204


def test_nobody_sees_nothing(client: TestClient) -> None:
    assert map_ahead.cached.visible(Visitor("", "public")) == frozenset()
