"""A filled form that another program saved is read with the same values, and nothing stops it for where it was made.

The files, the programs' versions and the scripts that made them lie in `made_elsewhere`; see there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell import Cell

from data.intake import receive
from data.intake.findings import Severity
from data.intake.receive import Examination
from data.store.house import House
from tests.data.intake import forms
from tests.office import Office

FOLDER = Path(__file__).parent / "made_elsewhere"
ORIGINAL = (FOLDER / "original.xlsx").read_bytes()


@pytest.fixture(scope="module")
def original(house: House) -> Examination:
    examined = receive.examine(ORIGINAL, house=house)
    assert examined.verdict == "clean"
    assert (len(examined.observations), len(examined.facility_rows), len(examined.funding_rows)) == (52, 2, 1)
    return examined


def would_file(examined: Examination) -> tuple[object, ...]:
    return (
        *(examined.place, examined.quarter, examined.language),
        *(examined.observations, examined.facility_rows, examined.funding_rows),
    )


def codes(examined: Examination) -> set[str]:
    return {found.code for found in examined.findings}


@pytest.mark.parametrize("program", ["sheetjs", "exceljs", "xlsxwriter"])
def test_a_form_saved_by_another_program_is_read_with_the_same_values(
    house: House, original: Examination, program: str
) -> None:
    examined = receive.examine((FOLDER / f"{program}.xlsx").read_bytes(), house=house, file_name=f"{program}.xlsx")
    assert would_file(examined) == would_file(original)
    assert examined.verdict == "clean"


def test_dates_of_which_a_program_left_numbers_are_told(house: House) -> None:
    examined = receive.examine((FOLDER / "sheetjs.xlsx").read_bytes(), house=house)
    said = {found.message("en") for found in examined.findings}
    assert "46251 was read as 2026-08-17. If that is right, nothing needs to be done." in said


def test_a_form_saved_by_openpyxl_again_is_read_with_the_same_values(house: House, original: Examination) -> None:
    assert would_file(receive.examine(forms.saved(forms.opened(ORIGINAL)), house=house)) == would_file(original)


@pytest.mark.libreoffice
def test_a_form_saved_by_libreoffice_is_read_with_the_same_values(
    office: Office, house: House, original: Examination, tmp_path: Path
) -> None:
    office.run(("open", FOLDER / "original.xlsx"), ("save", tmp_path / "saved.xlsx"), ("close",))
    examined = receive.examine((tmp_path / "saved.xlsx").read_bytes(), house=house, file_name="saved.xlsx")
    assert would_file(examined) == would_file(original)
    assert examined.findings == ()


@pytest.mark.libreoffice
def test_a_form_that_went_from_one_program_to_the_next_is_read_with_the_same_values(
    office: Office, house: House, original: Examination, tmp_path: Path
) -> None:
    steps = [
        (("open", FOLDER / f"{program}.xlsx"), ("save", tmp_path / f"{program}.xlsx"), ("close",))
        for program in ("sheetjs", "exceljs", "xlsxwriter")
    ]
    office.run(*(step for each in steps for step in each))
    for path in sorted(tmp_path.glob("*.xlsx")):
        assert would_file(receive.examine(path.read_bytes(), house=house)) == would_file(original), path.name


def reordered(book: Workbook) -> None:
    book._sheets.reverse()  # type: ignore[attr-defined]
    book.active = len(book.worksheets) - 1


def widened(book: Workbook) -> None:
    for sheet in book.worksheets:
        for letters in "ABCDEFG":
            sheet.column_dimensions[letters].width = 90


def hidden_columns(book: Workbook) -> None:
    for sheet in book.worksheets[1:-1]:
        sheet.column_dimensions["C"].hidden = True
        sheet.row_dimensions[8].hidden = True


def unlocked(book: Workbook) -> None:
    for sheet in book.worksheets:
        sheet.protection.sheet = False


def without_aids(book: Workbook) -> None:
    """No drop-downs, no rules, no comments, no names, no formats."""
    for sheet in book.worksheets:
        sheet.data_validations.dataValidation.clear()
        sheet.conditional_formatting = type(sheet.conditional_formatting)()
        sheet.print_title_rows = None
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell):
                    cell.comment = None
                    cell.style = "Normal"
    book.defined_names.clear()


@pytest.mark.parametrize("change", [reordered, widened, hidden_columns, unlocked, without_aids])
def test_what_people_and_programs_change_around_the_values_does_not_matter(
    house: House, original: Examination, change: Callable[[Workbook], None]
) -> None:
    book = forms.opened(ORIGINAL)
    change(book)
    examined = receive.examine(forms.saved(book), house=house)
    assert would_file(examined) == would_file(original)
    assert examined.verdict == "clean"


def test_a_form_without_its_hidden_sheet_is_told_to_start_from_the_form(house: House) -> None:
    book = forms.opened(ORIGINAL)
    del book["_lima"]
    [found] = receive.examine(forms.saved(book), house=house).findings
    assert found.code == "old_template"


def with_sheet(said: str, *, state: str = "visible", kind: str = "") -> bytes:
    book = forms.opened(ORIGINAL)
    more = book.create_sheet("Catatan saya")
    more["B2"] = said
    more["C2"] = 41
    more.sheet_state = state
    return forms.saved(book)


def test_an_added_sheet_is_asked_about_and_never_filed(house: House, original: Examination) -> None:
    examined = receive.examine(with_sheet("Rapat koordinasi"), house=house)
    assert (examined.verdict, codes(examined)) == ("ask", {"added_sheet"})
    assert "Catatan saya" in examined.findings[0].message("id")
    assert would_file(examined) == would_file(original)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_an_added_sheet_that_is_hidden_stops(house: House, state: str) -> None:
    examined = receive.examine(with_sheet("Rapat koordinasi", state=state), house=house)
    assert (examined.verdict, codes(examined)) == ("stop", {"hidden_sheet"})
    assert "Catatan saya" in examined.findings[0].message("en")
    assert examined.observations == ()


@pytest.mark.parametrize("state", ["visible", "hidden"])
def test_an_added_sheet_is_looked_through_for_personal_data(house: House, state: str) -> None:
    examined = receive.examine(with_sheet("NIK 3271046504930002", state=state), house=house)
    assert (examined.verdict, codes(examined)) == ("stop", {"personal_data"})
    assert "3271046504930002" not in examined.findings[0].message("en")


WRONG = {
    "ods": ("calc8", "open_document_file"),
    "xls": ("MS Excel 97", "old_excel_file"),
    "csv": ("Text - txt - csv (StarCalc)", "text_file"),
    "fods": ("OpenDocument Spreadsheet Flat XML", "web_page_file"),
}
"""What LibreOffice calls each format, and what whoever sends it is told."""


@pytest.mark.libreoffice
def test_another_format_is_told_how_to_save_it_right(office: Office, house: House, tmp_path: Path) -> None:
    saved = [("save", tmp_path / f"original.{ending}", filter_) for ending, (filter_, _) in WRONG.items()]
    office.run(("open", FOLDER / "original.xlsx"), *saved, ("close",))
    for ending, (_, code) in WRONG.items():
        content = (tmp_path / f"original.{ending}").read_bytes()
        for name in (f"original.{ending}", "original.xlsx", ""):
            [found] = receive.examine(content, house=house, file_name=name).findings
            assert (found.code, found.severity) == (code, Severity.STOP)
            assert ".xlsx" in found.message("en")
            assert ".xlsx" in found.message("id")
