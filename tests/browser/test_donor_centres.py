"""A donor who has never seen it asks six questions of released figures: none is further than three clicks away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from data.geography import outlines
from data.model import Role, Visitor
from metrics.reach import kilometres
from pages.parts import closure, proposal, released_centres, signed_in, what_if_asked, what_if_told
from pages.parts.closure import Closure
from pages.parts.released_centres import Centre
from pages.parts.shown import Voice
from tests.browser.settled import settled
from tests.browser.test_launcher import Visit
from tests.conftest import Server
from tests.pages.traffic import world
from tests.pages.traffic.world import RELEASED, World

pytestmark = pytest.mark.browser

DONOR = Visitor("donor@example.org", Role.DONOR)
QUARTER = RELEASED[-1]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world.make(tmp_path_factory.mktemp("donor"))


@pytest.fixture(scope="module")
def server(made: World, serve: Callable[..., Server]) -> Server:
    return serve(**made.environment)


@pytest.fixture(scope="module")
def visit(chromium: Browser, made: World, server: Server) -> Iterator[Visit]:
    """The tab of a donor who is signed in."""
    with chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB") as context:
        token = world.session(made.house, Role.DONOR)
        context.add_cookies([{"name": signed_in.COOKIE, "value": token, "url": server.address}])
        yield Visit(context)


@pytest.fixture
def page(visit: Visit, server: Server) -> Page:
    """The page that a donor is met by."""
    visit.load(server.address)
    return visit.page


def lost(made: World, centres: list[Centre], within: int) -> Closure:
    country = made.house.country
    middles = outlines(country, made.house.settings.var).middles
    distances = kilometres(middles, to=middles)
    return closure.closure(centres[0], centres, distances, country=country, quarter=QUARTER, within=within)


def test_a_donor_s_own_page_bars_nobody_and_asks_nobody_else(visit: Visit, server: Server) -> None:
    visit.complaints.clear()
    visit.load(f"{server.address}/my_agreements")
    assert urlsplit(visit.page.url).path == "/my_agreements"
    assert visit.barriers() == []
    assert visit.hosts == {f"{server.host}:{server.port}"}
    assert visit.complaints == []


def test_which_closes_first_when_who_is_left_without_one_and_what_keeps_it_open(page: Page, made: World) -> None:
    centres = released_centres.centres(made.house, DONOR, quarter=QUARTER)
    first = centres[0]
    head = page.get_by_test_id("stMain")
    expect(head).to_contain_text(first.name)  # which, and when: without a click
    expect(head).to_contain_text("October 2026")

    page.get_by_role("link", name="What keeps it open").click()  # the first click
    expect(page.get_by_role("heading", level=1)).to_have_text(first.name, timeout=30_000)
    settled(page)
    expect(head).to_contain_text(
        "To stay open to the end of December 2026 it needs USD 90,000 more, in hand by 1 October 2026."
    )
    expect(head).to_contain_text("Municipalities left without a centre within 100 km")
    for within in (100, 50):
        if within == 50:
            page.get_by_text("50 km", exact=True).click()  # the second
            expect(head).to_contain_text("Municipalities left without a centre within 50 km", timeout=30_000)
        left = [place.name for place in lost(made, centres, within).left or ()]
        expect(head).to_contain_text(f"{len(left)} in all. {left[0]}" if left else "None: every municipality")
    hidden = sum(not each.name for each in centres)
    expect(head).to_contain_text(f"This leaves out {hidden} open centres that are told without their municipality")
    asked = parse_qs(urlsplit(page.url).query)
    assert (asked["centre"], asked["month"], asked["reach"]) == ([first.code], ["2026-12"], ["50"])


def test_what_250_000_dollars_would_change_and_why_that_can_be_believed(page: Page, made: World) -> None:
    head, currency = page.get_by_test_id("stMain"), made.house.country.currency
    page.get_by_role("link", name="What if", exact=True).click()  # the first click
    expect(page.get_by_role("heading", level=1)).to_have_text("What if", timeout=30_000)
    settled(page)
    asked = what_if_asked.read({}, quarter=QUARTER, amount=250_000, currency="USD")
    answer, voice = proposal.answered(made.house, DONOR, asked), Voice("en", currency)
    assert what_if_told.headline(answer, voice).startswith("With USD\u00a0250,000")
    expect(head).to_contain_text(what_if_told.headline(answer, voice))
    expect(head).to_contain_text(what_if_told.sureness(answer, voice))
    expect(head).to_contain_text("With and without the money")

    page.get_by_role("link", name="How it is reckoned").click()  # the second
    expect(page.get_by_role("heading", level=1)).to_have_text("How it is reckoned", timeout=30_000)
    expect(head).to_contain_text("The last update of every input")
    expect(head).to_contain_text("The newest release: day of publication, quarter and number")
