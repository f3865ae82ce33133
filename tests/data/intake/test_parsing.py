"""One pass over a sheet sees what openpyxl sees in two."""

from __future__ import annotations

import datetime as dt

import pytest
from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import MAC_EPOCH
from openpyxl.worksheet.formula import ArrayFormula

from data.errors import UnreadableWorkbook
from data.intake.gate.opening import open_safely
from data.intake.layout import TAG_SHEET
from data.intake.parsing import BLANK, Seen, Sheets
from data.store.house import House
from tests.data.intake import forms, gate_files


def same_as_openpyxl(content: bytes) -> int:
    """Compares every cell of a workbook with what openpyxl says of it; gives how many hold something."""
    seen, values, written = Sheets(content), forms.opened(content, values=True), forms.opened(content)
    filled = 0
    for sheet in written.worksheets:
        for row in sheet.iter_rows(max_row=sheet.max_row + 2, max_col=sheet.max_column + 2):
            for cell in row:
                shown = values[sheet.title][cell.coordinate]
                found = seen.cell(sheet.title, cell.coordinate)
                assert (found.value, found.is_formula) == (shown.value, cell.data_type == "f"), cell.coordinate
                if found is not BLANK:
                    assert (found.data_type, found.number_format) == (shown.data_type, shown.number_format)
                    filled += 1
                assert not isinstance(cell, MergedCell) or found is BLANK
    return filled


def test_everything_that_stands_in_a_cell() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["A3"], sheet["A4"] = 7, -0.25, 1e300, "text"
    sheet["B1"], sheet["B2"], sheet["B3"] = (
        dt.date(2026, 2, 1),
        dt.datetime.fromisoformat("2026-02-01T09:30"),
        dt.time(12, 30),
    )
    sheet["B4"], sheet["B5"] = dt.timedelta(hours=30), True
    sheet["C1"], sheet["C2"], sheet["C3"] = "#DIV/0!", "=A1*2", ArrayFormula("C3:C4", "=A1:A2")
    sheet["C5"] = CellRichText("one ", TextBlock(InlineFont(b=True), "bold"), " word")
    sheet["D1"], sheet["D2"] = 0.45, 3_000_000_000
    sheet["D1"].number_format, sheet["D2"].number_format = "0%", "yyyy-mm-dd"
    sheet["E1"], sheet["E2"], sheet["F1"] = "seen", 5, 6
    sheet.merge_cells("E1:F2")
    sheet["F2"]
    book.create_sheet("Second")["Z99"] = "far"
    content = forms.saved(book)
    with pytest.warns(UserWarning, match="outside the limits"):
        assert same_as_openpyxl(content) == 17


def test_days_of_a_workbook_that_counts_from_another_day() -> None:
    book = Workbook()
    book.epoch = MAC_EPOCH
    book.worksheets[0]["A1"] = dt.datetime.fromisoformat("2026-09-30")
    content = forms.saved(book)
    assert same_as_openpyxl(content) == 1
    assert Sheets(content).cell("Sheet", "A1").value == dt.datetime.fromisoformat("2026-09-30")


def test_a_form_of_ours(house: House) -> None:
    sent = forms.filled(forms.empty(house), forms.answered(house) | {"PRT-02|sex_age|F.adult": "=1+1"})
    assert same_as_openpyxl(open_safely(sent).content) > 500


ROWS = {
    "cells_without_addresses": "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><f>A1</f></c></row>",
    "calculated_and_not": '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c></row>',
    "a_shared_formula": (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:B1" si="0">1+1</f><v>2</v></c>'
        '<c r="B1"><f t="shared" si="0"/><v>3</v></c></row>'
    ),
    "a_calculated_text": '<row r="1"><c r="A1" t="str"><f>"a"</f><v>a</v></c><c r="B1" t="e"><v>#N/A</v></c></row>',
    "a_day_in_iso": '<row r="1"><c r="A1" t="d"><v>2026-09-30T00:00:00</v></c></row>',
    "nothing_shown": '<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><v></v></c></row>',
    "two_rows_apart": '<row r="2"><c r="B2"><v>1</v></c></row><row r="9"><c r="A9"><v>2</v></c></row>',
}


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_however_a_program_writes_it(rows: str) -> None:
    safe = open_safely(gate_files.workbook({gate_files.SHEET: gate_files.sheet(rows)}))
    assert same_as_openpyxl(safe.content) > 0
    whole, framed = Sheets(safe.content), Sheets(safe.frame, roots=safe.sheets, strings=safe.strings)
    for address in (f"{column}{row}" for column in "ABCD" for row in range(1, 10)):
        assert framed.cell("Figures", address) == whole.cell("Figures", address)


SHARED = {
    "plain": "<t>Women</t>",
    "with_spaces": '<t xml:space="preserve"> Women </t>',
    "empty": "<t/>",
    "nothing": "",
    "with_fonts": "<r><rPr><b/></rPr><t>Wo</t></r><r><t>men</t></r>",
    "with_readings": '<t>Women</t><rPh sb="0" eb="1"><t>wi</t></rPh>',
    "escaped": "<t>_x005F_x000D_</t>",
}


@pytest.mark.parametrize("written", SHARED.values(), ids=SHARED)
def test_a_shared_text_is_what_openpyxl_reads(written: str) -> None:
    table = f'<sst xmlns="{gate_files.MAIN}"><si>{written}</si></sst>'
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    safe = open_safely(gate_files.workbook({gate_files.SHEET: gate_files.sheet(rows), gate_files.STRINGS: table}))
    framed = Sheets(safe.frame, roots=safe.sheets, strings=safe.strings)
    assert framed.cell("Figures", "A1").value == forms.opened(safe.content)["Figures"]["A1"].value


def test_what_is_hidden_under_a_merge_is_not_seen() -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="B2"><f>A1</f><v>9</v></c></row>'
    )
    merged = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    sheets = Sheets(gate_files.workbook({gate_files.SHEET: gate_files.sheet(rows, after=merged)}))
    assert [sheets.cell("Figures", cell) for cell in ("A1", "B1", "B2")] == [Seen(1), BLANK, BLANK]


def test_the_rows_of_the_hidden_sheet_show_formulas_as_they_are_written(house: House) -> None:
    sheets = Sheets(forms.empty(house))
    assert TAG_SHEET in sheets
    assert "elsewhere" not in sheets
    lines = [row for row in sheets.rows(TAG_SHEET) if row.get(2) == "PRT-02"]
    assert [(row[1], str(row[3])[0]) for row in lines] == [("cell", "=")]


def test_what_openpyxl_stumbles_over_is_unreadable() -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>99</v></c></row>'
    sheets = Sheets(gate_files.workbook({gate_files.SHEET: gate_files.sheet(rows)}))
    with pytest.raises(UnreadableWorkbook):
        sheets.cell("Figures", "A1")
    with pytest.raises(UnreadableWorkbook):
        list(sheets.rows("Figures"))
