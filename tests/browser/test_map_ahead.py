"""The map that is drawn while Streamlit still loads: it can be used, and it gives way to the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from tests.browser.settled import settled
from tests.conftest import Server

pytestmark = pytest.mark.browser

ADDRESS = "map?lang=en&indicator=PRT-02&quarter=2026-Q2"

KEEP_HOLD = """
  const attach = Element.prototype.attachShadow
  Element.prototype.attachShadow = function (how) {
    const root = attach.call(this, how)
    if (how.mode === "closed") window.ahead = root
    return root
  }
"""
"""What is drawn ahead is closed to the page around it; the test looks in by the door through which it was made."""

PLACES = "() => window.ahead?.querySelectorAll('.districts path').length"
WHERE = "() => [...ahead.querySelectorAll('h1, .stage')].map(each => each.getBoundingClientRect().toJSON())"


@pytest.fixture(params=[(1280, 900), (390, 800)], ids=["wide", "phone"])
def context(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    width, height = request.param
    with chromium.new_context(viewport={"width": width, "height": height}, locale="en-GB") as opened:
        opened.add_init_script(KEEP_HOLD)
        yield opened


def test_it_is_there_before_streamlit_and_gives_way_to_the_same_map_in_the_same_place(
    small_server: Server, context: BrowserContext
) -> None:
    page, held_up = context.new_page(), list[Route]()
    held = True

    def hold(script: Route) -> None:
        if held:
            held_up.append(script)
        else:
            script.continue_()

    page.route(re.compile(r"/static/js/index\."), hold)
    page.goto(f"{small_server.address}/{ADDRESS}", wait_until="commit")
    page.wait_for_function(PLACES)
    page.wait_for_function("() => document.querySelector('script[src*=\"/static/js/index\"]')")
    assert page.evaluate("() => ahead.querySelector('.title').textContent").startswith("PRT-02")
    ahead = page.evaluate(WHERE)
    held = False  # also for those that are asked for after this moment
    for script in held_up:
        script.continue_()
    expect(page.locator(".districts path").first).to_be_attached(timeout=60_000)
    page.wait_for_function("() => !ahead.host.isConnected")
    settled(page)
    page.evaluate("() => document.fonts.ready")
    # On a phone the words of the choosers decide how many lines they take.
    for before, now in zip(ahead, (page.locator("h1"), page.locator(".stage")), strict=True):
        after = now.bounding_box()
        assert after is not None
        assert {key: before[key] for key in after} == pytest.approx(after, abs=30)


def test_a_district_opens_before_the_page_has_started(small_server: Server, context: BrowserContext) -> None:
    page = context.new_page()
    page.route(re.compile(r"/static/js/index\."), lambda route: None, times=1)
    page.goto(f"{small_server.address}/{ADDRESS}", wait_until="commit")
    page.wait_for_function(PLACES)
    with page.expect_navigation(url=re.compile(r"/district\?.*place=TL"), wait_until="commit"):
        page.evaluate(
            "() => { const path = ahead.querySelectorAll('.districts path')[3], {x, y, width, height} ="
            " path.getBoundingClientRect(), at = {bubbles: true, clientX: x + width / 2, clientY: y + height / 2,"
            " pointerId: 1, isPrimary: true, button: 0};"
            " for (const kind of ['pointerdown', 'pointerup']) path.dispatchEvent(new PointerEvent(kind, at));"
            " path.dispatchEvent(new MouseEvent('click', at)) }"
        )
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
