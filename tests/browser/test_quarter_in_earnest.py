"""A quarter as a ministry runs it, on PostgreSQL: four people with four roles, from the first password to the backup.

One return is sent back, mended and accepted, one says that there is nothing to report, the quarter is closed, one is
reopened with a reason; and the backup restored elsewhere holds the same totals and the same log.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from typer.testing import CliRunner

import manage
from data.settings import read_settings
from data.store.house import House, open_house
from tests.browser.settled import open_list, settled, walk
from tests.conftest import Server
from tests.data.intake import forms

pytestmark = [pytest.mark.browser, pytest.mark.postgres]

FIRST, SECOND, PROVINCE, QUARTER = "32.02", "32.03", "32", "2026-Q3"
NAMED = "Q3 2026"
"""What the ministry reads of the quarter where it closes it."""
NAME = "Kabupaten Sukabumi"
PASSWORD = "eleven quiet ferries at dusk"  # noqa: S105 - of this test alone
ADMINISTRATOR, OFFICER, COORDINATOR, REVIEWER = (
    f"{role}@example.org" for role in ("administrator", "officer", "coordinator", "reviewer")
)
WRONG, RIGHT = 7, 5
"""What the officer first types as victims identified, and what stands in the mended workbook."""


@pytest.fixture(scope="module")
def environment(postgres_server: Callable[[str], str]) -> dict[str, str]:
    return {"DATABASE_URL": postgres_server("in_earnest"), "COUNTRY": "IDN"}


@pytest.fixture(scope="module")
def app(serve: Callable[..., Server], environment: dict[str, str]) -> Server:
    """The application on an empty PostgreSQL database."""
    return serve(**environment)


@pytest.fixture(scope="module")
def house(app: Server, environment: dict[str, str]) -> Iterator[House]:
    opened = open_house(read_settings({"LIMA_VAR": str(app.var), **environment}))
    yield opened
    opened.engine.dispose()


@pytest.fixture
def person(chromium: Browser, app: Server) -> Iterator[Callable[[], Page]]:
    """A browser of somebody's own: nobody is signed in."""
    contexts = []

    def opened() -> Page:
        contexts.append(chromium.new_context(viewport={"width": 1280, "height": 1400}, locale="en-GB"))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def command(app: Server, environment: dict[str, str]) -> Callable[..., str]:
    """The operator's command line beside the running server. Gives what it prints."""

    def run(*words: str, **more: str) -> str:
        known = {"LIMA_VAR": str(app.var), **environment, **more}
        done = CliRunner().invoke(manage.app, list(words), env=known, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


def set_password(page: Page, app: Server, printed: str) -> None:
    """Follow the one-time link, and sign in with the new password."""
    link = re.search(r"/first-password/\S+", printed)
    assert link, printed
    page.goto(app.address + link[0])
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same once more").fill(PASSWORD)
    page.get_by_role("button", name="Save this password").click()


def sign_in(page: Page, app: Server, email: str) -> None:
    page.goto(f"{app.address}/sign-in?lang=en")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_test_id("stSidebar")).to_be_attached(timeout=60_000)
    settled(page)


def load(page: Page, app: Server, path: str) -> None:
    """Open a page in a session of its own, which has kept nothing of a form."""
    page.goto(f"{app.address}/{path}{'&' if '?' in path else '?'}lang=en")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
    settled(page)


def go(page: Page, path: str) -> None:
    """Go on to another page, as through a link."""
    walk(page, f"/{path}{'&' if '?' in path else '?'}lang=en")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
    settled(page)


def pick(page: Page, label: str, option: str) -> None:
    open_list(page, label)
    page.keyboard.type(option)
    page.get_by_role("option", name=option).first.click()
    settled(page)


def press(page: Page, name: str | re.Pattern[str]) -> None:
    settled(page).get_by_role("button", name=name, exact=True).click()
    settled(page)


def pick_place(page: Page, place: str) -> None:
    """Add a place to those of a person. Whatever the page draws anew meanwhile closes the list again."""
    box = page.get_by_test_id("stMultiSelect").last.get_by_role("combobox")
    option = page.get_by_role("option", name=f"({place})").first
    for _ in range(10):
        settled(page)
        box.click()
        box.fill(place)
        page.wait_for_timeout(400)
        if option.is_visible():
            break
        page.keyboard.press("Escape")
    option.click()
    page.keyboard.press("Escape")
    settled(page)


def add(page: Page, app: Server, email: str, role: str, *places: str) -> str:
    """Add a person on the page People; gives the link that is shown once."""
    load(page, app, "people")
    page.get_by_role("textbox", name="Name").fill(role)
    page.get_by_role("textbox", name="E-mail").fill(email)
    page.get_by_role("textbox", name="E-mail").press("Tab")
    chooser = settled(page).get_by_role("combobox", name="Role").last
    chooser.click()
    page.get_by_role("option", name=role, exact=True).click()
    settled(page)
    for place in places:
        pick_place(page, place)
    press(page, "Add")
    expect(page.get_by_text("The person is added.")).to_be_visible(timeout=30_000)
    return str(page.get_by_test_id("stCode").last.text_content())


def workbook(house: House, folder: Path, victims: int) -> Path:
    """The form of the first district, filled."""
    usual = {"POL-07": 700_000_000, "POL-08": 400_000_000, "PRT-01": 10}
    typed = {a: "Yes" if value == "yes" else usual.get(a, value) for a, value in forms.answered(house).items()}
    filled = folder / f"{victims}.xlsx"
    filled.write_bytes(forms.filled(forms.empty(house), typed | {"PRT-02": victims}))
    return filled


def file_workbook(page: Page, app: Server, path: Path) -> str:
    """Bring a workbook and file it; gives the receipt."""
    load(page, app, f"submit?place={FIRST}&quarter={QUARTER}")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("button", name="File this return")).to_be_visible(timeout=60_000)
    for question in settled(page).locator("textarea").all():
        question.fill("Counted again in the register of the task force.")
        question.press("Control+Enter")
        settled(page)
    press(page, "File this return")
    expect(page.get_by_text("Your return has arrived")).to_be_visible(timeout=60_000)
    receipt = re.search(rf"{FIRST}-{QUARTER}-R\d-[0-9A-F]{{8}}", page.get_by_test_id("stMain").inner_text())
    assert receipt
    return receipt[0]


def decide(page: Page, receipt: str, button: str, told: str) -> None:
    go(page, f"review?receipt={receipt}")
    press(page, button)
    expect(page.get_by_text(told)).to_be_visible(timeout=30_000)


def test_a_quarter_runs_in_earnest(
    app: Server, house: House, person: Callable[[], Page], command: Callable[..., str], tmp_path: Path
) -> None:
    administrator, officer, coordinator, reviewer = (person() for _ in range(4))

    printed = command("user", "add", ADMINISTRATOR, "--role", "administrator", "--name", "Administrator")
    set_password(administrator, app, printed)
    sign_in(administrator, app, ADMINISTRATOR)
    for page, email, role, places in (
        (officer, OFFICER, "Task force officer", (FIRST, SECOND)),
        (coordinator, COORDINATOR, "Provincial coordinator", (PROVINCE,)),
        (reviewer, REVIEWER, "Ministry", ()),
    ):
        set_password(page, app, add(administrator, app, email, role, *places))
        sign_in(page, app, email)

    # One return is sent back, mended, and accepted.
    first = file_workbook(officer, app, workbook(house, tmp_path, WRONG))
    go(coordinator, f"review?receipt={first}")
    press(coordinator, "Send back")
    coordinator.get_by_role("textbox", name="What is to be mended?").fill("Please count the confirmed victims again.")
    coordinator.get_by_role("textbox", name="What is to be mended?").press("Control+Enter")
    press(coordinator, "Send it back")
    expect(coordinator.get_by_text("is sent back. Its office sees why")).to_be_visible(timeout=30_000)
    go(officer, f"my_returns?place={FIRST}")
    expect(officer.get_by_text("Please count the confirmed victims again.").first).to_be_visible()
    mended = file_workbook(officer, app, workbook(house, tmp_path, RIGHT))
    assert "-R2-" in mended
    decide(coordinator, mended, "Pass on to the ministry", "is passed on to the ministry.")
    decide(reviewer, mended, "Accept", f"The return of {NAME} for {QUARTER} is accepted.")

    # One has nothing to report.
    load(officer, app, f"submit?place={SECOND}&quarter={QUARTER}")
    press(officer, "Our district has nothing to report this quarter")
    press(officer, "Yes, there is nothing to report")
    expect(officer.get_by_text("Your return has arrived")).to_be_visible(timeout=60_000)

    # The quarter is closed: nothing goes in any more, until one district is let in with a reason.
    go(reviewer, f"reporting?quarter={QUARTER}")
    press(reviewer, f"Close {NAMED}")
    press(reviewer, "Close it")
    expect(reviewer.get_by_text(f"The quarter {NAMED} is closed.")).to_be_visible(timeout=30_000)
    load(officer, app, f"submit?place={FIRST}&quarter={QUARTER}")
    expect(officer.locator("input[type=file]")).to_have_count(0)
    go(reviewer, f"review?receipt={mended}")
    reviewer.get_by_role("textbox", name="Reason").fill("A court changed a verdict.")
    reviewer.get_by_role("textbox", name="Reason").press("Control+Enter")
    press(reviewer, "Open again")
    expect(reviewer.get_by_text(f"{NAME} can file for {QUARTER} again.")).to_be_visible(timeout=30_000)
    load(officer, app, f"submit?place={FIRST}&quarter={QUARTER}")
    expect(officer.locator("input[type=file]")).to_have_count(1)
    go(reviewer, f"origin?indicator=PRT-02&place={FIRST}&quarter={QUARTER}")
    told = reviewer.get_by_test_id("stMain").inner_text()
    assert f"filed by {OFFICER}" in told
    assert f"passed on to the ministry by {COORDINATOR}" in told
    assert "“A court changed a verdict.”" in told

    # Restored elsewhere, all is as it was.
    asked = ("values", "--indicator", "PRT-02", "--quarter", QUARTER, "--level", "country", "--json")
    here, head = command(*asked), command("audit", "head", "--json")
    assert json.loads(here)["value"] == RIGHT
    command("backup", "--out", str(tmp_path / "lima.backup"))
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    command("restore", str(tmp_path / "lima.backup"), "--to", elsewhere)
    assert command(*asked, DATABASE_URL=elsewhere) == here
    assert command("audit", "head", "--json", DATABASE_URL=elsewhere) == head
    assert json.loads(command("audit", "verify", "--json", DATABASE_URL=elsewhere))["whole"]
