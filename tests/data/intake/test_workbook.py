"""Reading a workbook: what stands in a cell, and finding it wherever it went."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from data.errors import NotAWorkbook, OldTemplate, UnreadableWorkbook
from data.intake.layout import TAG_SHEET
from data.intake.reading import Cell, Found, from_json, to_json
from data.intake.workbook import read_workbook
from data.store.house import House
from tests.data.intake import forms


def patched(content: bytes, sheet_number: int, before: str, after: str) -> bytes:
    """A workbook with something changed in the XML of a sheet."""
    out = io.BytesIO()
    name = f"xl/worksheets/sheet{sheet_number}.xml"
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == name:
                assert before.encode() in data
                data = data.replace(before.encode(), after.encode(), 1)
            new.writestr(item, data)
    return out.getvalue()


@pytest.fixture(scope="module")
def empty(house: House) -> bytes:
    return forms.empty(house)


def test_each_kind_of_thing_is_told_from_the_others(empty: bytes) -> None:
    typed: dict[str, object] = {
        "PRT-01": 7,
        "PRT-02": "TB",
        "PRT-03": "   ",
        "PRT-04": True,
        "PRT-05": dt.date(2026, 2, 1),
        "PRT-06": "=1+1",
        "PRT-07": "#REF!",
        "PRT-08": "#DIV/0!",
        "PRT-09": "#hashtag",
        "PRT-10": 2.5,
        "PRT-11": ArrayFormula("C9", "=SUM(D9:E9)"),
        "PRT-12a": dt.time(12, 30),
    }
    cells = read_workbook(forms.filled(empty, typed)).cells
    assert {tag: (cells[tag].found, cells[tag].value) for tag in [*typed, "PRT-14"]} == {
        "PRT-01": (Found.NUMBER, 7),
        "PRT-02": (Found.TEXT, "TB"),
        "PRT-03": (Found.BLANK, None),
        "PRT-04": (Found.BOOLEAN, True),
        "PRT-05": (Found.DATE, "2026-02-01"),
        "PRT-06": (Found.UNCALCULATED, None),
        "PRT-07": (Found.ERROR, "#REF!"),
        "PRT-08": (Found.ERROR, "#DIV/0!"),
        "PRT-09": (Found.TEXT, "#hashtag"),
        "PRT-10": (Found.NUMBER, 2.5),
        "PRT-11": (Found.UNCALCULATED, None),
        "PRT-12a": (Found.TEXT, "12:30:00"),
        "PRT-14": (Found.BLANK, None),
    }
    assert cells["PRT-05"].day == dt.date(2026, 2, 1)
    assert cells["PRT-01"].sheet == "3 Protection"


@pytest.mark.parametrize(
    ("written", "found", "value"),
    [
        ("<f>3+4</f><v>7</v>", Found.NUMBER, 7),
        ("<f>1/0</f><v>#DIV/0!</v>", Found.ERROR, "#DIV/0!"),
        ("<v>1E309</v>", Found.ERROR, "inf"),
    ],
)
def test_a_formula_counts_as_what_its_program_calculated(
    empty: bytes, written: str, found: Found, value: object
) -> None:
    where = forms.cell(empty, "PRT-02")
    with zipfile.ZipFile(io.BytesIO(empty)) as archive:
        xml = archive.read("xl/worksheets/sheet4.xml").decode()
    start = xml.index(f'<c r="{where}"')
    before = xml[start : xml.index("/>", start) + 2]
    opening = before.removesuffix("/>").replace(' t="n"', "").rstrip()
    kind = ' t="e"' if "#" in written else ""
    content = patched(empty, 4, before, f"{opening}{kind}>{written}</c>")
    cell = read_workbook(content).cells["PRT-02"]
    assert (cell.found, cell.value) == (found, value)


def test_rows_of_blocks_and_tables_are_the_filled_ones_with_their_own_cells(empty: bytes) -> None:
    typed = {
        "PRT-02|nationality#2": {"row": "Indonesia", "F.adult": 4},
        "PRT-02|nationality#6": {"M.child": 1},
        "facilities#12": {"name": "Rumah Aman", "beds": 9},
    }
    rows = read_workbook(forms.filled(empty, typed)).rows
    first, last = rows["PRT-02|nationality"]
    assert first["row"].text == "Indonesia"
    assert first["F.adult"].address == forms.cell(empty, "PRT-02|nationality#2.F.adult")
    assert (last["row"].found, last["M.child"].value) == (Found.BLANK, 1)
    [centre] = rows["facilities"]
    assert centre["beds"].address == forms.cell(empty, "facilities#12.beds")
    assert rows["funding"] == ()


def with_tags(content: bytes, change: dict[str, str]) -> bytes:
    """A workbook whose hidden sheet refers to other cells, as a spreadsheet program leaves it after a change."""
    book = forms.opened(content)
    for row in book[TAG_SHEET].iter_rows(max_col=3):
        if row[1].value in change:
            row[2].value = change[str(row[1].value)]
    return forms.saved(book)


def test_a_cell_that_moved_is_found_where_it_is_now(empty: bytes) -> None:
    book = forms.opened(with_tags(empty, {"PRT-02": "='3 Protection'!E200", "PRT-04": "=$'3 Protection'!$E$201"}))
    book["3 Protection"]["E200"].value = 7
    cells = read_workbook(forms.saved(book)).cells
    assert (cells["PRT-02"].value, cells["PRT-02"].address) == (7, "E200")


def test_a_renamed_sheet_is_found_by_its_new_name(empty: bytes) -> None:
    book = forms.opened(forms.filled(empty, {"PRT-02": 7}))
    book["3 Protection"].title = "Bu Tini's lembar"
    for row in book[TAG_SHEET].iter_rows(max_col=3):
        if isinstance(row[2].value, str):
            row[2].value = row[2].value.replace("3 Protection", "Bu Tini''s lembar")
    cell = read_workbook(forms.saved(book)).cells["PRT-02"]
    assert (cell.value, cell.sheet) == (7, "Bu Tini's lembar")


def test_a_deleted_row_leaves_lost_cells_that_are_named(empty: bytes) -> None:
    read = read_workbook(with_tags(empty, {"PRT-02": "=#REF!", "PRT-04": "='3 Protection'!#REF!"}))
    assert set(read.lost) == {"PRT-02", "PRT-04"}
    assert "PRT-02" not in read.cells


def test_a_deleted_sheet_loses_all_its_cells(empty: bytes) -> None:
    book = forms.opened(empty)
    del book["5 Partnership"]
    lost = read_workbook(forms.saved(book)).lost
    assert {tag[:3] for tag in lost} == {"PAR", "nil"}


def test_another_workbook_is_no_form_of_ours() -> None:
    with pytest.raises(OldTemplate):
        read_workbook(forms.saved(Workbook()))


def test_a_form_given_out_before_is_read_without_the_cells_that_it_does_not_have(empty: bytes) -> None:
    book = forms.opened(empty)
    rows = book[TAG_SHEET].iter_rows(max_col=3)
    newer = ("PRT-14x", "PRT-14y", "shown|cover.place", "PRT-02|nationality|*=", "facilities|*peak_residents")
    for kind, key, said in rows:
        if key.value == "form":
            said.value = "1"
        if key.value in newer:
            kind.value = key.value = said.value = None
    read = read_workbook(forms.saved(book))
    assert read.lost == ()
    assert not set(newer) & set(read.cells)
    assert read.cells["PRT-14"].blank


def test_a_number_that_is_shown_as_a_percentage_is_no_number(empty: bytes) -> None:
    book = forms.opened(forms.filled(empty, {"PRT-02": 1, "PRT-04": 0.125, "PRT-05": 45}))
    for tag, shown in (("PRT-02", "0%"), ("PRT-04", "0.00%"), ("PRT-05", '0"%"')):
        sheet, letters, row = forms.spot(empty, tag)
        book[sheet][f"{letters}{row}"].number_format = shown
    read = read_workbook(forms.saved(book))
    assert [(read.cells[tag].found, read.cells[tag].value) for tag in ("PRT-02", "PRT-04", "PRT-05")] == [
        (Found.PERCENT, "100%"),
        (Found.PERCENT, "12.5%"),
        (Found.PERCENT, "45%"),
    ]


def test_an_earlier_version_of_the_form_is_refused(empty: bytes) -> None:
    with pytest.raises(OldTemplate):
        read_workbook(with_tags(empty, {"form": "0"}))


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", NotAWorkbook),
        (b"a,b\n1,2\n", NotAWorkbook),
        (zipped("hello.txt", b"hello"), UnreadableWorkbook),
        (zipped("[Content_Types].xml", b"<Types>"), UnreadableWorkbook),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_workbook(content)


def test_half_a_workbook_is_refused(empty: bytes) -> None:
    with pytest.raises(UnreadableWorkbook):
        read_workbook(empty[: len(empty) // 2])


def test_a_reading_comes_through_the_pipe_as_it_was(empty: bytes) -> None:
    read = read_workbook(forms.filled(empty, {"PRT-02": 7, "funding#1": {"amount": 5, "due_on": dt.date(2026, 12, 1)}}))
    assert from_json(to_json(read)) == read


@pytest.mark.parametrize(
    ("found", "value", "day"),
    [
        (Found.DATE, "2026-09-30", dt.date(2026, 9, 30)),
        (Found.DATE, "2026-09-30T13:00:00", dt.date(2026, 9, 30)),
        (Found.TEXT, " 2026-09-30 ", dt.date(2026, 9, 30)),
        (Found.TEXT, "2026-09-31", None),
        (Found.TEXT, "30/09/2026", None),
        (Found.NUMBER, 46295, None),
        (Found.BLANK, None, None),
    ],
)
def test_a_day_is_a_date_or_a_text_that_can_only_be_one(found: Found, value: str | None, day: dt.date | None) -> None:
    assert Cell("Funding", "G8", found, value).day == day
