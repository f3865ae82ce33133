"""A return over a poor line: 40 kbit/s, a second of delay each way, cut once while the workbook is being sent."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from data.intake.known import form_for
from data.model import Kind, Place, Quarter, Role, Visitor
from data.settings import read_settings
from data.store import receipts
from data.store.engine import reading
from data.store.house import House, open_house
from pages.parts import released, released_reporting
from tests.browser.slow_line import SlowLine
from tests.conftest import Server
from tests.data.intake import forms

pytestmark = pytest.mark.browser

BYTES_A_SECOND, DELAY = 40_000 / 8, 1.0
THREE_MINUTES = 180.0


@pytest.fixture(scope="module")
def app(serve: Callable[..., Server], small_demo_database: Path) -> Server:
    """The application with the demo of a small country; this test files into it."""
    return serve(small_demo_database, COUNTRY="TLS")


@pytest.fixture(scope="module")
def house(app: Server) -> Iterator[House]:
    opened = open_house(read_settings({"COUNTRY": "TLS", "LIMA_VAR": str(app.var)}))
    yield opened
    opened.engine.dispose()


@pytest.fixture
def line(app: Server) -> Iterator[SlowLine]:
    line = SlowLine(app.host, app.port, rate=BYTES_A_SECOND, delay=DELAY)
    yield line
    line.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}) as context:
        yield context.new_page()


def as_before(house: House, place: Place, quarter: Quarter) -> dict[str, object]:
    """The core numbers that the district gave last quarter, to say them again."""
    slots = form_for(house, place=place, quarter=quarter, language="en").layout.core_slots
    ministry = Visitor("ministry@example.org", Role.REVIEWER)
    points = released.series(house, ministry, measures=[slot.tag for slot in slots], places=[place.code])
    before = points[points["quarter"] == str(quarter - 1)].set_index("measure")["value"].dropna().to_dict()
    told = {slot.tag: before.get(slot.tag, 0) for slot in slots}
    yes_or_no = {slot.tag for slot in slots if slot.part.kind is Kind.YES_NO}
    return {tag: ("Yes" if value else "No") if tag in yes_or_no else value for tag, value in told.items()}


def test_a_return_arrives_over_a_poor_line_that_is_cut_once(
    app: Server, house: House, line: SlowLine, page: Page, tmp_path: Path
) -> None:
    quarter = released.quarters(house)[-1]
    place = released_reporting.coverage_of(house, quarter).silent[0]
    began = time.monotonic()

    def left() -> float:
        """Milliseconds of the three minutes."""
        return max(1.0, (THREE_MINUTES - (time.monotonic() - began)) * 1000)

    def patient() -> Page:
        page.set_default_timeout(left())
        return page

    patient().goto(f"{line.address}/send?as=taskforce&lang=en")
    patient().get_by_label("Task force of").select_option(place.code)
    page.get_by_label("Quarter", exact=True).select_option(str(quarter))
    patient().get_by_role("button", name="Next").click()
    patient().get_by_role("link", name="Download the workbook").wait_for()
    page.wait_for_load_state()  # over this line the link is there before the form below it; a click ends the loading
    with page.expect_download(timeout=left()) as got:
        page.get_by_role("link", name="Download the workbook").click()
    form = got.value.path().read_bytes()
    path = tmp_path / "return.xlsx"
    path.write_bytes(forms.filled(form, as_before(house, place, quarter)))

    def send() -> None:
        patient().get_by_label("Your filled workbook").set_input_files(path)
        page.get_by_role("button", name="Send and check").click(no_wait_after=True)

    line.cut_after(path.stat().st_size // 2)
    with page.expect_event("requestfailed", timeout=left()):
        send()
    while not page.url.startswith("chrome-error:"):  # the browser's own page about a line that is down
        page.wait_for_timeout(50)
    line.mend()
    patient().go_back()
    send()

    file = patient().get_by_role("button", name="File this return")
    file.wait_for()  # it comes last: over this line a page is there long before it is whole
    for question in page.locator("textarea").all():
        question.fill("Counted again in the register of the task force.")
    file.click(no_wait_after=True)
    expect(page.get_by_role("heading", name="Your return has arrived")).to_be_visible(timeout=left())
    seconds = time.monotonic() - began

    code = urlsplit(page.url).path.rpartition("/")[2]
    expect(page.get_by_text(code)).to_be_visible()
    with reading(house.engine) as connection:
        newest = receipts.of_places(connection, [place.code])[0]
    assert (newest.receipt.receipt, newest.receipt.revision) == (code, 1)
    sys.stdout.write(f"over a poor line, cut once: {seconds:.0f} s of {THREE_MINUTES:.0f} to the receipt\n")
