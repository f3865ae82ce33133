"""The script and style of the map."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages.api import map_files
from pages.parts.district_map import assets


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=[map_files.route()]))


@pytest.mark.parametrize("name", sorted(assets.FILES))
def test_each_file_is_served_as_what_it_is(client: TestClient, name: str) -> None:
    answer = client.get(f"{assets.FOLDER}/{name}")
    assert answer.content == assets.FILES[name]
    assert answer.headers["content-type"] == assets.media_type(name)
    assert "immutable" in answer.headers["cache-control"]


def test_the_page_asks_for_a_file_that_is_there(client: TestClient) -> None:
    assert client.get(assets.MODULE_URL).status_code == 200


@pytest.mark.parametrize("path", ["/district-map/000000000000/map.js", f"{assets.FOLDER}/assets.py"])
def test_nothing_else_is_answered(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
