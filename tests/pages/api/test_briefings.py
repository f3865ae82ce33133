"""The file of the two pages: a page says that it is made and fetches it; nobody gets it who may not."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.model import Role, Visitor
from data.store.engine import reading
from data.store.house import House
from data.store.tables import audit
from data.words import text
from pages.api import downloads
from pages.parts import links
from tests.pages import small_world
from tests.pages.api import real_world

MINISTRY = Visitor("ministry@example.org", Role.LEADERSHIP)
OFFICER = Visitor("officer@example.org", Role.TASKFORCE, places=frozenset({"TL01"}))
ASKED = {"quarter": str(small_world.NEWEST), "language": "id", "as_of": ""}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return small_world.make(small_world.settings(tmp_path_factory.mktemp("briefings")))


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    with TestClient(Starlette(routes=[downloads.route(lambda: house)])) as client:
        yield client


def test_a_page_says_what_is_done_and_fetches_the_file_without_script(house: House, client: TestClient) -> None:
    waiting = client.get(links.signed(house, "briefing.html", visitor=MINISTRY, **ASKED))
    assert text("briefing.made_hint", "id") in waiting.text
    assert "<script" not in waiting.text
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', waiting.text)
    assert found
    answer = client.get(html.unescape(found[1]))
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="lima-2026-Q3-id.pdf"'


def test_as_known_on_a_day_before_anything_was_filed(house: House, client: TestClient) -> None:
    address = links.signed(house, "briefing.pdf", visitor=MINISTRY, **ASKED | {"as_of": "2025-01-31"})
    assert client.get(address).content.startswith(b"%PDF")


def test_who_may_read_only_what_is_released_gets_nothing_before_it_is(house: House, client: TestClient) -> None:
    answer = client.get(links.signed(house, "briefing.pdf", visitor=OFFICER, **ASKED))
    assert (answer.status_code, answer.text) == (400, text("briefing.not_released", quarter="2026-Q3"))
    for what in ("briefing.html", "briefing.pdf"):
        stranger = client.get(links.signed(house, what, visitor=Visitor("", Role.PUBLIC), **ASKED))
        assert stranger.status_code == 403


def test_that_exact_pages_were_taken_along_stands_in_the_log(tmp_path: Path) -> None:
    house = real_world.opened(tmp_path)
    theirs = Visitor(real_world.add(house, Role.LEADERSHIP), Role.LEADERSHIP)
    client = real_world.signed(house, theirs.email)
    assert client.get(links.signed(house, "briefing.pdf", visitor=theirs, **ASKED)).content.startswith(b"%PDF")
    with reading(house.engine) as connection:
        newest = connection.execute(sa.select(audit).order_by(audit.c.id.desc()).limit(1)).mappings().one()
    assert (newest["actor"], newest["action"], newest["subject"]) == (theirs.email, "download", "2026-Q3")
    house.engine.dispose()
