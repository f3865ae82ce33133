"""A sender fetches the marked copy of their own workbook: once, in time, and nobody else does."""

from __future__ import annotations

import io
from collections.abc import Iterator

import openpyxl
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.intake.findings import Severity
from data.intake.marks import Mark
from data.model import Role, Visitor
from data.settings import read_settings
from data.store.house import House, open_house
from data.words import text
from pages.api import downloads
from pages.parts import held, links
from pages.parts.held import SHELF

SENDER = Visitor("sender@example.org", Role.TASKFORCE, places=frozenset({"TL01"}), office="Office")
OTHER = Visitor("other@example.org", Role.TASKFORCE, places=frozenset({"TL01"}), office="Office")
MARKS = [Mark("Sheet", "B2", Severity.STOP, "Write only the number.")]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    settings = read_settings({"COUNTRY": "TLS", "LIMA_VAR": str(tmp_path_factory.mktemp("marked"))})
    house = open_house(settings, writes=False)
    yield house
    house.engine.dispose()


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    with TestClient(Starlette(routes=[downloads.route(lambda: house)])) as client:
        yield client


@pytest.fixture(scope="module")
def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = 7
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def address(house: House, key: str, visitor: Visitor = SENDER) -> str:
    return links.signed(house, "marked.xlsx", visitor=visitor, key=key)


def refused(client: TestClient, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 403
    assert answer.headers["content-type"].startswith("text/plain")


def test_the_sender_gets_their_workbook_with_the_cells_marked(
    client: TestClient, house: House, workbook: bytes
) -> None:
    answer = client.get(address(house, SHELF.put(SENDER, workbook, MARKS)))
    assert answer.status_code == 200, answer.text
    assert "no-store" in answer.headers["cache-control"]
    assert answer.headers["content-disposition"] == 'attachment; filename="lima-marked.xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert (sheet["A1"].value, sheet["B2"].comment.text) == (7, "Lima · Write only the number.")


def test_the_second_time_a_sentence_says_how_to_go_on(client: TestClient, house: House, workbook: bytes) -> None:
    url = address(house, SHELF.put(SENDER, workbook, MARKS))
    assert client.get(url).status_code == 200
    refused(client, url)
    assert client.get(url).text == text("marked.gone", "en")


def test_an_address_for_a_poor_line_is_good_for_another_attempt(
    client: TestClient, house: House, workbook: bytes
) -> None:
    url = links.signed(house, "marked.xlsx", visitor=SENDER, key=SHELF.put(SENDER, workbook, MARKS), again="yes")
    assert client.get(url).content == client.get(url).content != b""
    assert client.get(url).status_code == 200


def test_another_visitors_address_does_not_open_it(client: TestClient, house: House, workbook: bytes) -> None:
    key = SHELF.put(SENDER, workbook, MARKS)
    refused(client, address(house, key, OTHER))
    assert client.get(address(house, key)).status_code == 200


def test_an_address_that_was_changed_opens_nothing(client: TestClient, house: House, workbook: bytes) -> None:
    url = address(house, SHELF.put(SENDER, workbook, MARKS))
    payload, stamp, signature = url.rsplit(".", 2)
    refused(client, f"{payload}.{stamp}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}")
    refused(client, f"{payload[:-1]}{'A' if payload[-1] != 'A' else 'B'}.{stamp}.{signature}")
    refused(client, url.replace("marked.xlsx", "template.xlsx"))
    assert client.get(url).status_code == 200


def test_after_some_minutes_it_is_gone(
    client: TestClient, house: House, workbook: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = address(house, SHELF.put(SENDER, workbook, MARKS))
    monkeypatch.setattr(held, "SECONDS", 0)
    gone = address(house, SHELF.put(SENDER, workbook, MARKS))
    refused(client, gone)
    assert client.get(url).status_code == 200


def test_a_workbook_that_cannot_be_opened_is_a_sentence(client: TestClient, house: House, workbook: bytes) -> None:
    answer = client.get(address(house, SHELF.put(SENDER, workbook[:-40], MARKS)))
    assert (answer.status_code, answer.text) == (400, text("findings.damaged_workbook", "en"))
