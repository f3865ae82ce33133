"""Our own form passes the gate, however it was saved; saved as something else, it is told what it is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from data.errors import UnreadableWorkbook
from data.intake.gate.opening import open_safely
from data.intake.receive import may_be_opened
from data.intake.workbook import read_workbook
from data.store.house import House
from tests.data.intake import forms


@pytest.fixture(scope="module")
def filled(house: House) -> bytes:
    return forms.filled(forms.empty(house), forms.answered(house))


def test_the_reader_finds_in_the_copy_what_stands_in_the_form(house: House, filled: bytes) -> None:
    for content in (forms.empty(house), forms.empty(house, language="id"), filled):
        assert read_workbook(open_safely(content).content) == read_workbook(content)


def test_the_copy_passes_the_gate_itself(filled: bytes) -> None:
    copy = open_safely(filled).content
    assert open_safely(copy).content == copy


FILTERS = {
    "xlsx": ("xlsx:Calc MS Excel 2007 XML", None),
    "xlsm": ("xlsm:Calc MS Excel 2007 VBA XML", "MacroWorkbook"),
    "ods": ("ods", "OpenDocumentFile"),
    "xls": ("xls", "OldExcelFile"),
    "csv": ("csv", "TextFile"),
}


@pytest.mark.libreoffice
def test_what_libreoffice_saves_is_opened_or_told_what_it_is(soffice: str, filled: bytes, tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    form.write_bytes(filled)
    own = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    for ending, (filter_, refusal) in FILTERS.items():
        command = [soffice, own, "--headless", "--convert-to", filter_, "--outdir", tmp_path / "saved", form]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        content = (tmp_path / "saved" / f"form.{ending}").read_bytes()
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
