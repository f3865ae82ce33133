"""Files made for one visitor: who gets what, what stands in them, and that an address cannot be bent."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import anyio.to_thread
import openpyxl
import pytest
from itsdangerous import URLSafeTimedSerializer
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from data.model import Role, Visitor
from data.settings import read_settings
from data.store.house import House, open_house
from pages.api import downloads
from pages.parts import links
from tests.pages import map_world
from tests.pages.map_world import LARGE, LATE, MEASURE, NEWEST, NIL, NOT_ASKED, SHARE, SILENT, ZERO

MINISTRY = Visitor("ministry@example.org", Role.REVIEWER)
OFFICER = Visitor("officer@example.org", Role.TASKFORCE, places=frozenset({ZERO}))
NOBODY = Visitor("", "public")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return map_world.make(tmp_path_factory.mktemp("downloads"))


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    with TestClient(Starlette(routes=[downloads.route(lambda: house)])) as client:
        yield client


def address(house: House, kind: str, visitor: Visitor, measure: str = MEASURE, **more: str) -> str:
    asked = {"indicator": measure, "quarter": str(NEWEST), "per": "", "language": "en", "as_of": ""} | more
    return links.signed(house, f"values.{kind}", visitor=visitor, **asked)


def lines(client: TestClient, url: str) -> list[list[str]]:
    answer = client.get(url)
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def table(client: TestClient, url: str) -> dict[str, dict[str, str]]:
    """The rows of the table by the district's code."""
    read = lines(client, url)
    start = read.index([])
    columns, rows = read[start + 1], read[start + 2 :]
    return {row[0]: dict(zip(columns, row, strict=True)) for row in rows}


def test_the_ministry_gets_every_district_with_its_number_or_the_word_for_why_there_is_none(
    client: TestClient, house: House
) -> None:
    rows = table(client, address(house, "csv", MINISTRY))
    assert len(rows) == map_world.DISTRICTS
    told = {code: (row["Value"], row["Status"]) for code, row in rows.items()}
    assert told[LARGE] == ("1200", "reported")
    assert told[ZERO] == ("0", "reported")
    assert told[NIL] == ("0", "nothing to report")
    assert told[NOT_ASKED] == ("", "not expected")
    assert told[SILENT] == ("", "no report")
    assert sum(int(row["Reported (1 = yes)"]) for row in rows.values()) == map_world.ANSWERED
    assert sum(int(row["Expected (1 = yes)"]) for row in rows.values()) == map_world.EXPECTED


def test_a_file_of_the_past_holds_what_was_known_and_says_so(client: TestClient, house: House) -> None:
    url = address(house, "csv", MINISTRY, as_of="2026-11-05")
    assert table(client, url)[LATE]["Value"] == "4"
    assert table(client, address(house, "csv", MINISTRY))[LATE]["Value"] == "3"
    assert any("at the end of 5 November 2026" in "".join(line) for line in lines(client, url))


def test_each_line_says_in_which_return_and_cell_its_number_stands(client: TestClient, house: House) -> None:
    rows = table(client, address(house, "csv", OFFICER))
    assert [code for code, row in rows.items() if row["Receipt"]] == sorted(OFFICER.places)
    for code in OFFICER.places:
        row = rows[code]
        assert (row["Sheet"], row["Cell"]) == ("Sheet", "C3")
        assert row["Receipt"].startswith(f"{code}-{NEWEST}-R")
        found = urlsplit(row["Where it comes from"])
        assert (found.netloc, found.path) == ("testserver", "/origin")
        assert parse_qs(found.query) == {
            "indicator": [MEASURE],
            "place": [code],
            "quarter": [str(NEWEST)],
            "lang": ["en"],
        }


def test_the_head_says_what_the_numbers_are_and_that_they_are_not_for_publication(
    client: TestClient, house: House
) -> None:
    head = [line[0] for line in lines(client, address(house, "csv", MINISTRY))[:8]]
    assert head[:4] == [
        "PRT-02 · Victims identified (confirmed)",
        "Quarter 3, 2026 (July to September)",
        "Unit: people",
        "4 of 13 municipalities reported",
    ]
    assert any("not for publication" in line for line in head)
    assert any(line.startswith("Demo") for line in head)
    assert any(line.startswith("Made on") for line in head)


def test_a_task_force_gets_its_own_number_and_of_others_the_word_withheld(client: TestClient, house: House) -> None:
    rows = table(client, address(house, "csv", OFFICER))
    assert (rows[ZERO]["Value"], rows[ZERO]["Status"]) == ("0", "reported")
    assert (rows[LARGE]["Value"], rows[LARGE]["Status"]) == ("", "withheld")
    assert (rows[SILENT]["Value"], rows[SILENT]["Status"]) == ("", "no report")
    assert not any("1200" in cell for line in lines(client, address(house, "csv", OFFICER)) for cell in line)


def test_who_may_see_nothing_gets_no_number_and_no_line_about_exact_figures(client: TestClient, house: House) -> None:
    rows = table(client, address(house, "csv", NOBODY))
    assert {row["Value"] for row in rows.values()} == {""}
    assert {row["Status"] for row in rows.values()} == {"withheld"}
    assert not any("publication" in cell for line in lines(client, address(house, "csv", NOBODY)) for cell in line)


def test_the_workbook_says_the_same_with_numbers_as_numbers(client: TestClient, house: House) -> None:
    answer = client.get(address(house, "xlsx", MINISTRY))
    assert answer.headers["content-disposition"] == f'attachment; filename="lima-{MEASURE}-{NEWEST}.xlsx"'
    assert "no-store" in answer.headers["cache-control"]
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    large = next(row for row in rows if row[0] == LARGE)
    assert large[1:6] == ("Dili", None, 1200, "1,200", "reported")


def test_rates_come_with_the_population_and_only_where_they_make_sense(client: TestClient, house: House) -> None:
    row = table(client, address(house, "csv", MINISTRY, per="100k"))[LARGE]
    people = house.country.places[LARGE].population_in(NEWEST.year)
    assert (row["Value"], row["Population"]) == ("1200", str(people))
    assert float(row["Per 100,000 people"]) == pytest.approx(1200 / people * 100_000)
    assert "Population" not in table(client, address(house, "csv", MINISTRY, map_world.ANSWER, per="100k"))[LARGE]


def test_a_share_comes_with_its_two_numbers(client: TestClient, house: House) -> None:
    row = table(client, address(house, "csv", MINISTRY, SHARE))[LARGE]
    assert (row["Percent"], row["Number counted"], row["Out of"]) == ("75", "3", "4")


def test_headings_and_words_are_in_the_language_asked_for(client: TestClient, house: House) -> None:
    rows = table(client, address(house, "csv", MINISTRY, language="id"))
    assert rows[SILENT]["Status"] == "tidak ada laporan"
    assert "Nilai" in rows[SILENT]


@pytest.mark.parametrize("part", [0, 1, 2], ids=["what is asked", "when", "the signature"])
def test_an_address_that_was_changed_opens_nothing(client: TestClient, house: House, part: int) -> None:
    before, token = address(house, "csv", MINISTRY).split("token=")
    pieces = token.rsplit(".", 2)
    pieces[part] = pieces[part][:2] + ("A" if pieces[part][2] != "A" else "B") + pieces[part][3:]
    assert client.get(f"{before}token={'.'.join(pieces)}").status_code == 403


@pytest.mark.parametrize(
    "url", ["/download/values.csv", "/download/values.csv?token=", "/download/values.csv?token=x.y.z"]
)
def test_without_a_signature_nothing_opens(client: TestClient, url: str) -> None:
    assert client.get(url).status_code == 403


def test_an_address_of_one_kind_does_not_open_another(client: TestClient, house: House) -> None:
    [token] = parse_qs(urlsplit(address(house, "csv", MINISTRY)).query)["token"]
    for other in ("values.xlsx", "template.xlsx"):
        assert client.get(f"/download/{other}", params={"token": token}).status_code == 403


def test_an_address_of_another_database_opens_nothing(client: TestClient, tmp_path: Path) -> None:
    other = open_house(read_settings(map_world.environment(tmp_path)))
    assert client.get(address(other, "csv", MINISTRY)).status_code == 403


def test_an_address_does_not_live_for_ever(client: TestClient, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    url = address(house, "csv", MINISTRY)
    later = URLSafeTimedSerializer("any").make_signer().get_timestamp() + links.SECONDS_VALID + 1
    monkeypatch.setattr("itsdangerous.timed.TimestampSigner.get_timestamp", lambda self: later)
    assert client.get(url).status_code == 403


def test_a_measure_that_nobody_knows_is_a_sentence(client: TestClient, house: House) -> None:
    answer = client.get(address(house, "csv", MINISTRY, "XXX-99"))
    assert (answer.status_code, answer.headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert "XXX-99" in answer.text


def test_an_unknown_kind_of_download_is_not_found(client: TestClient) -> None:
    assert client.get("/download/everything.zip").status_code == 404


@pytest.mark.parametrize("what", ["briefing.pdf", "proposal.pdf", "proposal.csv", "proposal.xlsx"])
def test_what_takes_seconds_is_made_two_at_a_time_and_whoever_waits_holds_no_thread(
    house: House, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    go = threading.Event()

    def made(*_: object) -> Response:
        go.wait(10)
        return Response()

    monkeypatch.setitem(downloads.MAKERS, what, made)
    query = urlsplit(links.signed(house, what, visitor=MINISTRY, quarter=str(NEWEST))).query.encode()
    asked = Request({"type": "http", "method": "GET", "scheme": "http", "server": ("lima", 80), "path": "/",
                     "headers": [], "query_string": query, "path_params": {"what": what}})  # fmt: skip

    async def three_at_once() -> tuple[int, int, float]:
        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(downloads.route(lambda: house).endpoint, asked)
            await anyio.wait_all_tasks_blocked()
            room, others = downloads.MADE_AT_ONCE.statistics(), anyio.to_thread.current_default_thread_limiter()
            go.set()
            return int(room.borrowed_tokens), room.tasks_waiting, others.borrowed_tokens

    with ThreadPoolExecutor(1) as apart:  # where a browser is open, its own loop runs in this thread
        assert apart.submit(anyio.run, three_at_once).result() == (2, 1, 0)
