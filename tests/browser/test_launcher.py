"""The application as people start it: what answers, with which headers, how compressed, and whom it asks."""

from __future__ import annotations

import gzip
import http.client
import json
import re
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from pages.api.headers import security_headers
from pages.api.own_page import own_page, streamlit_page
from tests.browser.settled import settled, walk
from tests.conftest import ROOT, Server

pytestmark = pytest.mark.browser

PAGES = sorted(
    path.stem for path in (ROOT / "pages").glob("*/[!_]*.py") if path.parent.name not in ("api", "parts", "donor")
)
"""The addresses of all pages that a demo shows of which nothing is released yet."""

USUAL, OTHERS = "reviewer", {"people": "administrator"}
"""Whom the demo is to play, and whom where that one may not see a page."""

LOADED = {"overview", "map", *OTHERS}
"""Pages with an address or an HTML of their own, or that somebody else opens. To all others the visit goes on."""

DARK = {"centres", "gaps", "map", "plan", "review"}
"""Pages whose contrast is looked at on a dark page too: they have all kinds of marks, figures, tables and fields."""

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def get(server: Server, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    with closing(http.client.HTTPConnection(server.host, server.port, timeout=30)) as connection:
        connection.request("GET", path, headers=headers)
        with connection.getresponse() as answer:
            return answer, b"" if answer.status == 101 else answer.read()


def test_healthz_answers_from_the_database(server: Server) -> None:
    answer, body = get(server, "/healthz")
    assert (answer.status, json.loads(body)) == (200, {"status": "ok"})


@pytest.mark.parametrize("path", ["/", "/some/page", "/healthz", "/_stcore/health", "/_stcore/metrics"])
def test_every_answer_carries_the_security_headers(server: Server, path: str) -> None:
    answer, _ = get(server, path)
    expected = security_headers(own_page(streamlit_page()))
    assert {name: answer.headers[name] for name in expected} == expected


def test_streamlits_own_files_are_compressed_and_kept_by_browsers_for_a_year(server: Server) -> None:
    page, html = get(server, "/", **{"Accept-Encoding": "gzip"})
    assert page.headers["content-encoding"] == "gzip"
    scripts = re.findall(r'"\./(static/[^"]+\.(?:js|css))"', gzip.decompress(html).decode())
    assert len(scripts) > 20
    for path in scripts[:3]:
        plain, first, again = (
            get(server, f"/{path}", **{"Accept-Encoding": accepted}) for accepted in ("", "gzip", "gzip")
        )
        assert gzip.decompress(first[1]) == plain[1]
        assert again[1] == first[1]
        assert again[0].headers["content-encoding"] == "gzip"
        assert "immutable" in again[0].headers["cache-control"]


@pytest.mark.parametrize(("host", "status"), [("127.0.0.1", 101), ("localhost", 101), ("lima.attacker.example", 403)])
def test_only_this_machines_own_names_open_a_session(server: Server, host: str, status: int) -> None:
    handshake = {
        "Host": f"{host}:{server.port}",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
    }
    assert get(server, "/_stcore/stream", **handshake)[0].status == status


class Visit:
    """A tab of a browser, with all that its pages asked for and complained about."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        self._under_way: set[Request] = set()
        self.page.on("request", self._asked)
        self.page.on("requestfinished", lambda asked: self._under_way.discard(asked))
        self.page.on("requestfailed", lambda asked: self._under_way.discard(asked))
        self.page.on("console", lambda said: self.complaints.append(f"{said.text} {said.location.get('url')}")
                     if said.type in ("error", "warning") else None)  # fmt: skip
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def load(self, address: str) -> None:
        """Open an address, in a session of its own."""
        self.page.goto(address)
        self.page.get_by_role("heading", level=1).first.wait_for(timeout=60_000)
        self.page.wait_for_load_state("networkidle")
        settled(self.page)

    def walk(self, address: str) -> None:
        """Come to another page of the same session."""
        walk(self.page, address)
        while self._under_way:
            self.page.wait_for_timeout(50)
        settled(self.page)

    def maps_are_drawn(self) -> None:
        """Wait until whatever maps the page has are there: half a map bars nobody, and says nothing of a whole one."""
        for map_ in self.page.locator(".map").all():
            expect(map_.locator(".lines path").first).to_be_attached(timeout=30_000)

    def barriers(self) -> list[str]:
        """What axe calls serious or critical for people who use a keyboard or a screen reader, or see little."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE)
        return self._violations("{}")

    def faint_in_the_dark(self) -> list[str]:
        """Which texts have too little contrast on a dark page; afterwards it is light again."""
        app, maps = (self.page.get_by_test_id("stApp"), "background-color"), self.page.locator("#summary").all()
        coloured = [app, *((each, "color") for each in maps)]  # a map hears of it later than the page around it
        light = [str(each.evaluate(f"each => getComputedStyle(each)['{colour}']")) for each, colour in coloured]
        self.page.emulate_media(color_scheme="dark")
        for (each, colour), before in zip(coloured, light, strict=True):
            expect(each).not_to_have_css(colour, before)
        found = self._violations("{runOnly: ['color-contrast']}")
        self.page.emulate_media(color_scheme="light")
        for (each, colour), before in zip(coloured, light, strict=True):
            expect(each).to_have_css(colour, before)
        return found

    def _violations(self, options: str) -> list[str]:
        found = self.page.evaluate(f"axe.run({{resultTypes: ['violations'], ...{options}}})")["violations"]
        return [
            f"{each['help']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in ("serious", "critical")
        ]

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob"):
            self.hosts.add(address.netloc)
            self._under_way.add(request)


@pytest.fixture(scope="module")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    with chromium.new_context() as context:
        yield context


@pytest.fixture(scope="module")
def begun(context: BrowserContext, server: Server) -> Visit:
    """A visit that has begun, and goes on from page to page."""
    visit = Visit(context)
    visit.load(f"{server.address}/?as={USUAL}")
    assert visit.complaints == []
    return visit


@pytest.mark.parametrize("page", PAGES)
def test_a_visit_asks_nobody_else_breaks_no_rule_and_bars_nobody(
    server: Server, context: BrowserContext, begun: Visit, page: str
) -> None:
    visit = Visit(context) if page in OTHERS else begun
    visit.complaints.clear()
    address = f"{server.address}/{page}?as={OTHERS.get(page, USUAL)}"
    visit.load(address) if page in LOADED else visit.walk(address)
    assert urlsplit(visit.page.url).path == f"/{page}".replace("/overview", "/")
    assert visit.page.get_by_role("dialog").count() == 0  # as of an address that Streamlit does not know
    visit.maps_are_drawn()
    assert visit.barriers() == []
    assert page not in DARK or visit.faint_in_the_dark() == []
    assert visit.hosts == {f"{server.host}:{server.port}"}
    assert visit.complaints == []
    assert "Lima" in visit.page.title()
