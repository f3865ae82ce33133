"""The map in the running application: links, choosing, opening a district, going back, files, and how much is sent."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, Request, WebSocket, expect

from tests.browser.settled import open_list, settled
from tests.conftest import Server

pytestmark = pytest.mark.browser

MEASURE, OTHER, QUARTER, PLACE = "PRT-02", "PRO-07", "2026-Q2", "TL06"
MOST_BYTES = 8_000


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """A tab that goes from address to address: what a browser keeps of Streamlit's scripts it need not read again."""
    with chromium.new_context(viewport={"width": 1280, "height": 1000}, locale="en-GB") as context:
        yield context.new_page()


@pytest.fixture
def visit(page: Page) -> Iterator[Callable[[Server, str], Page]]:
    """Open an address of a server. At the end: nobody else was asked, and nothing went wrong."""
    hosts: set[str] = set()
    wrong: list[str] = []
    served: set[str] = set()

    def asked(request: Request) -> None:
        hosts.add(urlsplit(request.url).netloc)

    def failed(error: Error) -> None:
        wrong.append(str(error))

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            wrong.append(f"{message.text} {message.location.get('url')}")

    def opened(server: Server, path: str) -> Page:
        served.add(f"{server.host}:{server.port}")
        page.goto(f"{server.address}/{path}")
        expect(page.locator(".districts path").first).to_be_attached(timeout=60_000)
        return page

    page.on("request", asked)
    page.on("pageerror", failed)
    page.on("console", said)
    yield opened
    page.remove_listener("request", asked)
    page.remove_listener("pageerror", failed)
    page.remove_listener("console", said)
    assert hosts - {""} == served
    assert wrong == []


def title(page: Page) -> Locator:
    return page.locator("figcaption .title")


def address(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def choose(page: Page, label: str, option: str) -> None:
    open_list(page, label)
    page.keyboard.type(option)  # of a long list only a part is in the page
    page.get_by_role("option", name=option).click()


def wait_until_quiet(page: Page, sent: list[int]) -> None:
    """Wait until nothing more comes down the websocket."""
    before = -1
    while before != len(sent):
        before = len(sent)
        page.wait_for_timeout(700)


def open_district(page: Page, name: str) -> None:
    """Find it, and open it with Enter, as with a keyboard alone."""
    page.get_by_role("combobox", name="Find a place").fill(name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("application")).to_be_focused()
    page.keyboard.press("Enter")


def test_a_link_reopens_the_view_on_a_server_that_nobody_has_visited(
    serve: Callable[..., Server], visit: Callable[[Server, str], Page], small_demo_database: Path
) -> None:
    page = visit(
        serve(small_demo_database, COUNTRY="TLS"),
        f"map?indicator={MEASURE}&quarter={QUARTER}&per=100k&place={PLACE}&lang=en",
    )
    expect(title(page)).to_have_text(re.compile(rf"{MEASURE} .*, per 100,000 people, Quarter 2, 2026"))
    expect(page.get_by_role("radio", name="Per 100,000")).to_be_checked()
    expect(page.locator(".rings .selected").last).to_be_attached()
    assert "Lima" in page.title()  # the shell's title: the page did not run by itself


def test_choosing_changes_the_address_and_the_map(small_server: Server, visit: Callable[[Server, str], Page]) -> None:
    page = visit(small_server, "map?lang=en")
    choose(page, "Quarter", "Quarter 2, 2026")
    expect(title(page)).to_have_text(re.compile("Quarter 2, 2026"))
    assert address(page)["quarter"] == QUARTER
    choose(page, "Indicator", OTHER)
    expect(title(page)).to_have_text(re.compile(OTHER))
    assert (address(page)["indicator"], address(page)["quarter"]) == (OTHER, QUARTER)
    page.go_back()
    expect(title(page)).not_to_have_text(re.compile(OTHER))
    expect(page.get_by_role("combobox", name="Indicator", exact=True)).not_to_have_value(re.compile(OTHER))


def test_a_district_opens_its_page_and_back_returns_to_the_same_map(
    small_server: Server, visit: Callable[[Server, str], Page]
) -> None:
    page = visit(small_server, f"map?indicator={MEASURE}&quarter={QUARTER}&per=100k&lang=en")
    shown = title(page).text_content()
    open_district(page, "Dili")
    expect(page.get_by_role("heading", level=1, name="Dili")).to_be_visible()
    assert urlsplit(page.url).path == "/district"
    assert (address(page)["place"], address(page)["quarter"], address(page)["indicator"]) == (PLACE, QUARTER, MEASURE)
    page.go_back()
    expect(title(page)).to_have_text(str(shown))
    assert (address(page)["quarter"], address(page)["indicator"], address(page)["per"]) == (QUARTER, MEASURE, "100k")


def test_a_click_opens_a_district_and_its_link_leads_back(
    small_server: Server, visit: Callable[[Server, str], Page]
) -> None:
    page = visit(small_server, f"map?indicator={MEASURE}&quarter={QUARTER}&lang=en")
    page.locator(".districts path").nth(3).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Map")
    page.get_by_role("main").get_by_role("link", name="To the map").click()
    expect(title(page)).to_have_text(re.compile(rf"{MEASURE} .*Quarter 2, 2026"))


def test_a_choice_goes_along_from_page_to_page(small_server: Server, visit: Callable[[Server, str], Page]) -> None:
    page = visit(small_server, f"map?indicator={MEASURE}&lang=en")
    open_district(page, "Dili")
    expect(page.get_by_role("heading", level=1, name="Dili")).to_be_visible()
    choose(page, "Quarter", "Quarter 1, 2026")
    expect(page).to_have_url(re.compile("quarter=2026-Q1"))  # before that the page is still that of the quarter before
    expect(page.get_by_role("heading", level=1, name="Dili")).to_be_visible()
    settled(page).get_by_role("link", name="Map", exact=True).click()
    expect(title(page)).to_have_text(re.compile(rf"{MEASURE} .*Quarter 1, 2026"))


def test_what_is_counted_opens_beneath_the_map(small_server: Server, visit: Callable[[Server, str], Page]) -> None:
    page = visit(small_server, f"map?indicator={MEASURE}&lang=en")
    page.get_by_text("What is counted, and on which basis").click()
    expect(page.get_by_text("Palermo Protocol")).to_be_visible()
    choose(page, "Indicator", OTHER)
    expect(page.get_by_text("Palermo Protocol, Art. 5")).to_be_visible()


def test_the_file_says_what_the_map_says(small_server: Server, visit: Callable[[Server, str], Page]) -> None:
    page = visit(small_server, f"map?indicator={MEASURE}&quarter={QUARTER}&lang=en")
    table = page.locator(".map tbody tr")
    expect(table).to_have_count(14)
    on_the_page = dict(row.split("\t")[:2] for row in table.all_inner_texts())
    with page.expect_download() as download:
        page.get_by_role("link", name="Download CSV").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    start = rows.index([]) + 2
    in_the_file = {row[1]: row[3] or "-" for row in rows[start:]}
    assert in_the_file == on_the_page
    assert download.value.suggested_filename == f"lima-{MEASURE}-{QUARTER}.csv"


def test_changing_quarter_or_indicator_sends_few_bytes(
    server: Server, page: Page, visit: Callable[[Server, str], Page]
) -> None:
    sent: list[int] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: sent.append(len(frame)))

    page.once("websocket", listen)
    visit(server, "map?lang=en")
    wait_until_quiet(page, sent)
    changes = (
        ("Quarter", "Quarter 2, 2026"),
        ("Indicator", MEASURE),
        ("Quarter", "Quarter 1, 2026"),
        ("Indicator", OTHER),
    )
    for label, option in changes:
        sent.clear()
        choose(page, label, option)
        expect(title(page)).to_have_text(re.compile(re.escape(option)))
        wait_until_quiet(page, sent)
        assert 1_000 < sum(sent) <= MOST_BYTES, (label, option)
