"""Files that open clean: read back with csv, openpyxl and LibreOffice; nothing in them is ever run."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.parts.spreadsheets import Table, as_csv, as_xlsx, harmless
from tests.office import Office

TABLE = Table(
    name="PRT-02 2026-Q3",
    head=["Identified · Ataúro", "=1+1"],
    columns=["Code", "District", "Value", "Rate"],
    rows=[["01", "Ataúro", 1200.0, 3.25], ["02", "=cmd|'/c calc'!A1", None, float("nan")]],
    digits={"Rate": 2},
)


def rows_of_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet(content: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_a_csv_begins_with_the_mark_of_utf_8_and_numbers_are_plain() -> None:
    content = as_csv(TABLE)
    assert content.startswith(b"\xef\xbb\xbf")
    assert rows_of_csv(content) == [
        ["Identified · Ataúro"],
        ["'=1+1"],
        [],
        ["Code", "District", "Value", "Rate"],
        ["01", "Ataúro", "1200", "3.25"],
        ["02", "'=cmd|'/c calc'!A1", "", ""],
    ]


def test_a_workbook_holds_numbers_as_numbers_and_texts_as_texts() -> None:
    found = sheet(as_xlsx(TABLE))
    assert found.title == "PRT-02 2026-Q3"
    assert [[cell.value for cell in row] for row in found.iter_rows(min_row=5)] == [
        ["01", "Ataúro", 1200, 3.25],
        ["02", "'=cmd|'/c calc'!A1", None, None],
    ]
    assert {cell.data_type for row in found.iter_rows() for cell in row} <= {"s", "n"}
    assert (found["C5"].number_format, found["D5"].number_format) == ("#,##0", "#,##0.00")
    assert found.freeze_panes == "A5"


def test_a_name_that_excel_would_refuse_is_mended() -> None:
    assert sheet(as_xlsx(Table(name="a/b:" + "c" * 40, head=[], columns=["c"], rows=[]))).title == "a-b-" + "c" * 27


def test_control_characters_are_left_out() -> None:
    assert sheet(as_xlsx(Table(name="n", head=["a\x07b"], columns=["c"], rows=[])))["A1"].value == "ab"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\u200b\ufeff"])
def test_no_text_begins_with_what_a_spreadsheet_runs(sign: str, before: str) -> None:
    assert harmless(f"{before}{sign}1") == f"'{before}{sign}1"


@pytest.mark.parametrize("text", ["", "Kabupaten Bandung", "a=b", "1-2", "'quoted"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


@given(st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_whatever_is_written_comes_back_and_begins_harmless(texts: list[str]) -> None:
    [row] = rows_of_csv(as_csv(Table(name="n", head=[], columns=texts, rows=[])))[1:] or [[""]]
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row)
    assert len(row) == len(texts)


@pytest.mark.libreoffice
def test_libreoffice_opens_the_csv_with_its_accents_and_columns(office: Office, tmp_path: Path) -> None:
    given = tmp_path / "values.csv"
    given.write_bytes(as_csv(TABLE))
    # Comma, quotation mark, UTF-8: what LibreOffice's window proposes for a file with the mark of UTF-8.
    proposed = ("Text - txt - csv (StarCalc)", "44,34,76")
    office.run(("open", given, *proposed), ("save", tmp_path / "values.xlsx"), ("close",))
    found = openpyxl.load_workbook(tmp_path / "values.xlsx").active
    assert found["A1"].value == "Identified · Ataúro"
    assert found["B5"].value == "Ataúro"
    assert [found["C5"].value, found["D5"].value] == [1200, 3.25]
    assert {cell.data_type for row in found.iter_rows() for cell in row} <= {"s", "n"}
