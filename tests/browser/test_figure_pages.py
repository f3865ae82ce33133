"""Overview, Trends and Centres in the running application: drawn, legible in both themes, at home on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, ViewportSize, expect

from data.words import text
from tests.browser.settled import open_list, settled
from tests.conftest import Server

pytestmark = pytest.mark.browser

PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)
Theme = Literal["light", "dark"]
LEAST_CONTRAST = 4.5

LUMINANCE = """colour => {
  const channel = part => (part /= 255) <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  const [red, green, blue] = colour.match(/\\d+/g).map(Number).map(channel)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}"""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """A tab that goes from address to address: what a browser keeps of Streamlit's scripts it need not read again."""
    with chromium.new_context(locale="en-GB") as context:
        yield context.new_page()


@pytest.fixture
def visit(page: Page, small_server: Server) -> Iterator[Callable[..., Page]]:
    """Open an address. At the end: nobody else was asked, and nothing went wrong."""
    hosts: set[str] = set()
    wrong: list[str] = []

    def asked(request: Request) -> None:
        hosts.add(urlsplit(request.url).netloc)

    def failed(error: Error) -> None:
        wrong.append(str(error))

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            wrong.append(f"{message.text} {message.location.get('url')}")

    def opened(path: str, *, size: ViewportSize = DESK, theme: Theme = "light") -> Page:
        page.set_viewport_size(size)
        page.emulate_media(media="screen", color_scheme=theme)
        page.goto(f"{small_server.address}/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
        return settled(page)

    page.on("request", asked)
    page.on("pageerror", failed)
    page.on("console", said)
    yield opened
    page.remove_listener("request", asked)
    page.remove_listener("pageerror", failed)
    page.remove_listener("console", said)
    assert hosts - {""} == {f"{small_server.host}:{small_server.port}"}
    assert wrong == []


CUT_ON_PAPER = """() => [...document.querySelectorAll('[data-testid=stTable] > div')]
    .filter(box => getComputedStyle(box).overflow !== 'visible' || box.scrollHeight > box.clientHeight + 1)
    .map(box => box.innerText)"""


def luminance(page: Page, colour: str) -> float:
    return float(page.evaluate(f"({LUMINANCE})({colour!r})"))


def test_figures_can_be_read_in_both_themes_and_take_their_colours(visit: Callable[..., Page]) -> None:
    lines = []
    for theme in ("light", "dark"):
        page = visit("trends", theme=theme)
        figure = page.get_by_role("figure").first
        mark = figure.locator(".xtick text").first
        expect(mark).to_be_visible(timeout=30_000)
        text = luminance(page, mark.evaluate("mark => getComputedStyle(mark).fill"))
        app = page.locator('[data-testid="stApp"]')
        ground = luminance(page, app.evaluate("app => getComputedStyle(app).backgroundColor"))
        assert (max(text, ground) + 0.05) / (min(text, ground) + 0.05) >= LEAST_CONTRAST
        lines.append(figure.locator("path.js-line").first.evaluate("line => getComputedStyle(line).stroke"))
    assert lines[0] != lines[1]


@pytest.mark.parametrize(("path", "figures"), [("", 0), ("trends?places=TL01,TL02", 4), ("centres", 3)])
def test_on_a_phone_nothing_is_wider_than_the_page(visit: Callable[..., Page], path: str, figures: int) -> None:
    page = visit(path, size=PHONE)
    if figures:
        expect(page.get_by_role("figure")).to_have_count(figures, timeout=30_000)
        expect(page.locator(".main-svg").first).to_be_visible(timeout=30_000)
        for figure in page.get_by_role("figure").all():
            box = figure.bounding_box()
            assert box
            assert 0 <= box["x"] < box["x"] + box["width"] <= PHONE["width"]
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.emulate_media(media="print")
    assert page.evaluate(CUT_ON_PAPER) == []


def test_a_chosen_centre_stands_in_the_address_and_a_link_reopens_it(visit: Callable[..., Page]) -> None:
    page = visit("centre")
    page.wait_for_url(lambda url: "centre" in parse_qs(urlsplit(url).query))
    first = parse_qs(urlsplit(page.url).query)["centre"]
    shown = page.get_by_role("combobox", name="Centre", exact=True).input_value()
    chooser = open_list(page, "Centre")
    other = next(name for name in page.get_by_role("option").all_inner_texts() if name != shown)
    chooser.fill(other)  # to click it, the page might be scrolled, which closes the list
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query)["centre"] != first)
    chosen = settled(page).get_by_role("combobox", name="Centre", exact=True).input_value()
    reopened = visit(page.url.split("/", 3)[3]).get_by_role("combobox", name="Centre", exact=True)
    expect(reopened).to_have_value(chosen, timeout=30_000)


@pytest.mark.parametrize(
    ("language", "line", "link", "title"),
    [
        ("en", "Furthest behind the country's plan:", "To the plan", "Plan"),
        ("id", "Paling tertinggal dari rencana negara:", "Ke rencana", "Rencana"),
    ],
)
def test_which_pillar_is_furthest_behind_stands_on_the_first_page_and_why_is_one_click_away(
    visit: Callable[..., Page], language: str, line: str, link: str, title: str
) -> None:
    page = visit(f"overview?lang={language}", size=PHONE if language == "id" else DESK)
    expect(page.get_by_text(line)).to_be_visible(timeout=30_000)
    page.get_by_role("link", name=link).click()
    expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible(timeout=30_000)
    settled(page)
    expect(page.get_by_role("table").first).to_be_visible(timeout=30_000)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
    if language == "en":  # all five pillars on one screen
        last = page.get_by_text("Partnership", exact=True).first.bounding_box()
        assert last is not None
        assert last["y"] < DESK["height"] / 2


@pytest.mark.parametrize("language", ["en", "id"])
def test_what_a_minister_asks_is_answered_within_two_clicks(visit: Callable[..., Page], language: str) -> None:
    page = visit(f"overview?lang={language}")
    expect(page.get_by_text(text("overview.silent", language))).to_be_visible(timeout=30_000)
    for way, answer in (
        ("assistance.to_page", "assistance.fell"),
        ("justice.to_page", "justice.convictions"),
    ):
        settled(page).get_by_role("link", name=text(way, language)).click()
        expect(page.get_by_role("heading", name=text(answer, language))).to_be_visible(timeout=60_000)
        settled(page).go_back()
        expect(page.get_by_text(text("overview.silent", language))).to_be_visible(timeout=60_000)
    with page.context.expect_page() as opened:
        settled(page).get_by_role("link", name=text("briefing.offer", language)).click()
    with opened.value.expect_download(timeout=60_000) as taken:
        pass
    assert taken.value.path().read_bytes().startswith(b"%PDF")
    opened.value.close()
