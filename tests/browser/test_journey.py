"""The main job, as people do it: download a district's workbook in Chromium, fill it in LibreOffice, bring it, file it.

Then the district's number stands on the map and in the trend, and a centre has a date on which its money ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from data.intake.known import form_for
from data.intake.template import template
from data.settings import read_settings
from data.store.house import House, open_house
from tests.browser.settled import settled
from tests.conftest import Server
from tests.data.intake import forms
from tests.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.libreoffice]

PLACE, NAME, QUARTER = "32.02", "Kabupaten Sukabumi", "2026-Q3"
KNOWN, NEW = "Pusat Pemulihan Sukabumi (demo)", "Rumah Aman Ujung Genteng"
ADDRESS = f"submit?as=taskforce&office={PLACE}&place={PLACE}&quarter={QUARTER}&lang=en"

TYPED: dict[str, object] = {
    "PRT-02": 7,
    "PRT-02|sex_age|F.adult": 4,
    "PRT-04": 21,
    "facilities#1.beds": 14,
    "facilities#1.residents": 6,
    "facilities#1.cash": 400_000_000,
    "facilities#1.monthly_cost": 80_000_000,
    "facilities#2.name": NEW,
    "facilities#2.kind": "Shelter",
    "facilities#2.operator": "NGO",
    "facilities#2.beds": 9,
    "facilities#2.residents": 4,
    "facilities#2.cash": 90_000_000,
    "facilities#2.monthly_cost": 30_000_000,
    "facilities#2.state": "Open",
}
"""What the officer types besides the other core numbers. The new centre's money lasts for three months."""


@pytest.fixture(scope="module")
def house(server: Server) -> Iterator[House]:
    """What the server keeps, which these tests file into: nobody else looks at this quarter of this district."""
    opened = open_house(read_settings({"COUNTRY": "IDN", "LIMA_VAR": str(server.var)}))
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": 1280, "height": 1400}, locale="en-GB") as context:
        yield context.new_page()


def submit(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/{ADDRESS}")
    expect(page.get_by_role("heading", level=1, name="Submit a return")).to_be_visible(timeout=60_000)


def download(page: Page) -> bytes:
    """The workbook, through the button."""
    with page.expect_download() as got:
        page.get_by_role("link", name=f"Download the workbook: {NAME}, Q3 2026").click()
    assert got.value.suggested_filename == f"lima-{PLACE}-{QUARTER}.xlsx"
    return got.value.path().read_bytes()


def fill(office: Office, folder: Path, form: bytes, typed: Mapping[str, object]) -> Path:
    """Type into the form with LibreOffice and save it."""
    (folder / "form.xlsx").write_bytes(form)
    spots = {address: forms.spot(form, address) for address in typed}
    steps = [("type", sheet, f"{letters}{row}", typed[address]) for address, (sheet, letters, row) in spots.items()]
    filled = folder / "filled.xlsx"
    office.run(("open", folder / "form.xlsx"), *steps, ("save", filled), ("close",))
    return filled


def answers(house: House) -> dict[str, object]:
    """Every core number: yes in words, what is usual in the district, and 0 where that may well be."""
    usual = {"POL-07": 700_000_000, "POL-08": 400_000_000, "PRE-01": 12, "PRT-01": 10, "PRO-01": 5}
    return {a: "Yes" if value == "yes" else usual.get(a, value) for a, value in forms.answered(house).items()}


def bring(page: Page, path: Path) -> None:
    page.locator("input[type=file]").set_input_files(path)


def answer_questions(page: Page) -> None:
    """Explain what the checks ask about; a quarter of zeros is odd beside the quarters before."""
    for question in settled(page).locator("textarea").all():
        question.fill("Counted again in the register of the task force.")
        question.press("Control+Enter")
        settled(page)


def go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible(timeout=30_000)


def row(page: Page, *cells: str) -> Locator:
    """A row of a table that holds these texts."""
    found = page.get_by_role("row")
    for text in cells:
        found = found.filter(has_text=text)
    return found.first


def test_a_workbook_goes_from_the_browser_through_libreoffice_to_map_trend_and_centres(
    server: Server, house: House, page: Page, office: Office, tmp_path: Path
) -> None:
    submit(page, server)
    expect(page.get_by_text(f"No return of {NAME} has been filed for Quarter 3, 2026")).to_be_visible()
    form = download(page)
    bring(page, fill(office, tmp_path, form, answers(house) | TYPED))

    expect(page.get_by_role("button", name="File this return")).to_be_visible(timeout=60_000)
    answer_questions(page)
    page.get_by_role("button", name="File this return").click()
    expect(page.get_by_text("Your return has arrived")).to_be_visible(timeout=30_000)
    receipt = page.get_by_text(re.compile(rf"{PLACE}-{QUARTER}-R1-[0-9A-F]{{8}}"))
    expect(receipt.first).to_be_visible()

    page.get_by_role("link", name="See it on the map").click()
    expect(page.locator(".districts path")).to_have_count(514, timeout=60_000)
    page.locator(".map summary").click()
    expect(row(page, NAME)).to_contain_text("21")

    go(page, "Trends")
    expect(row(page, "Q3 2026")).to_contain_text("21")

    go(page, "Recovery centres")
    expect(row(page, NEW)).to_contain_text("January 2027")
    expect(row(page, KNOWN)).to_contain_text("IDR 80.0 million")


def test_a_broken_workbook_is_told_by_sheet_and_cell(
    server: Server, house: House, page: Page, office: Office, tmp_path: Path
) -> None:
    place, quarter = house.country.places[PLACE], forms.QUARTER
    form = template(form_for(house, place=place, quarter=quarter, language="en"))
    submit(page, server)
    bring(page, fill(office, tmp_path, form, answers(house) | {"PRT-02": "seven", "PRT-04": "=1/0"}))
    expect(page.get_by_text("To be put right before this workbook can be filed: ")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("3 Protection", exact=True)).to_be_visible()
    found = page.get_by_text('A number is wanted here, but it says "seven".')
    expect(found).to_contain_text(forms.cell(form, "PRT-02"))
    expect(page.get_by_text("The cell shows an error (#DIV/0!)")).to_contain_text(forms.cell(form, "PRT-04"))
    expect(page.get_by_role("button", name="File this return")).to_have_count(0)


def test_the_workbook_of_another_district_is_refused_in_a_sentence(
    server: Server, house: House, page: Page, tmp_path: Path
) -> None:
    path = tmp_path / "neighbour.xlsx"
    neighbour = house.country.places["32.03"]
    path.write_bytes(template(form_for(house, place=neighbour, quarter=forms.QUARTER, language="en")))
    submit(page, server)
    bring(page, path)
    expect(page.get_by_text("This workbook is for a district that you may not file for.")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="File this return")).to_have_count(0)
