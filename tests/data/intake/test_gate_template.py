"""Our own form passes the gate, however it was saved; saved as something else, it is told what it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from xml.etree.ElementTree import tostring

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from data.errors import UnreadableWorkbook
from data.intake.gate import markup
from data.intake.gate.opening import open_safely
from data.intake.receive import may_be_opened
from data.intake.workbook import read_workbook
from data.store.house import House
from tests.data.intake import forms, gate_files
from tests.office import Office


@pytest.fixture(scope="module")
def filled(house: House) -> bytes:
    return forms.filled(forms.empty(house), forms.answered(house))


def test_the_reader_finds_in_the_copy_what_stands_in_the_form(house: House, filled: bytes) -> None:
    for content in (forms.empty(house), forms.empty(house, language="id"), filled):
        assert read_workbook(open_safely(content).content) == read_workbook(content)


def test_the_reader_finds_in_the_elements_that_the_gate_parsed_what_stands_in_the_form(
    house: House, filled: bytes
) -> None:
    fonts = forms.opened(filled)
    fonts[fonts.sheetnames[1]]["Z99"] = CellRichText("one ", TextBlock(InlineFont(b=True), "bold"), " word")
    for content in (forms.empty(house), forms.empty(house, language="id"), filled, forms.saved(fonts)):
        safe = open_safely(content)
        assert read_workbook(safe.frame, roots=safe.sheets, strings=safe.strings) == read_workbook(content)


def test_workbooks_made_from_one_form_have_one_frame(house: House, filled: bytes) -> None:
    other = forms.filled(forms.empty(house), {"PRT-02": 7})
    assert open_safely(filled).frame == open_safely(other).frame
    assert open_safely(filled).content != open_safely(other).content


def test_a_date_that_was_typed_leaves_the_next_workbook_its_frame(house: House, filled: bytes) -> None:
    forms.filled(forms.empty(house), {"PRT-05": dt.date(2026, 2, 1)})
    after = forms.filled(forms.empty(house), {"PRT-02": 8})
    assert open_safely(filled).frame == open_safely(after).frame


def test_the_gate_leaves_the_elements_as_they_were_sent(filled: bytes) -> None:
    cell, joined = '<row r="9"><c r="A9"><v>1</v></c><c r="XFD9" s="1"/></row>', '<mergeCell ref="A5:XFD5"/>'
    odd = gate_files.workbook({gate_files.SHEET: gate_files.sheet(cell, after=f"<mergeCells>{joined}</mergeCells>")})
    for content in (filled, odd):
        safe = open_safely(content)
        assert safe.trees.keys() == {name for name in safe.parts if name.endswith((".xml", ".rels"))}
        for name, tree in safe.trees.items():
            assert tostring(tree) == tostring(markup.tree(safe.parts[name])), name


def test_the_copy_passes_the_gate_itself(filled: bytes) -> None:
    copy = open_safely(filled).content
    assert open_safely(copy).content == copy


FILTERS = {
    "xlsx": ("Calc MS Excel 2007 XML", None),
    "xlsm": ("Calc MS Excel 2007 VBA XML", "MacroWorkbook"),
    "ods": ("calc8", "OpenDocumentFile"),
    "xls": ("MS Excel 97", "OldExcelFile"),
    "csv": ("Text - txt - csv (StarCalc)", "TextFile"),
}


@pytest.mark.libreoffice
def test_what_libreoffice_saves_is_opened_or_told_what_it_is(office: Office, filled: bytes, tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(filled)
    saved = [("save", tmp_path / f"saved.{ending}", filter_) for ending, (filter_, _) in FILTERS.items()]
    office.run(("open", form), *saved, ("close",))
    for ending, (_, refusal) in FILTERS.items():
        content = (tmp_path / f"saved.{ending}").read_bytes()
        assert answer(content) == refusal, ending
        if refusal is None:
            assert read_workbook(open_safely(content).content) == read_workbook(content)


def answer(content: bytes) -> str | None:
    try:
        may_be_opened(content)
        open_safely(content)
    except UnreadableWorkbook as error:
        return type(error).__name__
    return None
