"""The marked copy: marks and comments are there, and everything else is as the sender left it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from data.errors import DamagedWorkbook, MacroWorkbook
from data.intake import receive
from data.intake.findings import Finding, Severity
from data.intake.marked_copy import mark
from data.intake.marking.formats import FILLS
from data.intake.marks import Mark, from_json, marks_of, not_ours, to_json
from data.intake.workbook import read_workbook
from data.intake.worker import WORKER
from data.store.house import House
from data.words import text
from tests.data.intake import forms
from tests.office import Office

STOP, ASK, NOTE = Severity.STOP, Severity.ASK, Severity.NOTE
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture(scope="module")
def sent(house: House) -> bytes:
    """A workbook with words where numbers are wanted, on several sheets, and with numbers beside them."""
    wrong = (
        "POL-02",
        "PRE-01",
        "PRT-01",
        "PRT-02|sex_age|F.adult",
        "PRT-02|nationality#1.F.adult",
        "facilities#1.beds",
    )
    return forms.filled(forms.empty(house), {"PRT-02": 7, "PRE-02": 9, **dict.fromkeys(wrong, "about five")})


def marks_on(content: bytes, **severities: Severity) -> list[Mark]:
    sheet = forms.opened(content).sheetnames[1]
    return [Mark(sheet, cell, severity, f"look at {cell}") for cell, severity in severities.items()]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        return {name: container.read(name) for name in container.namelist()}


def repacked(changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, part in changed.items():
            container.writestr(name, part)
    return out.getvalue()


def small(sheet_xml: str) -> bytes:
    """A workbook whose first sheet is written by hand."""
    inside = parts(forms.saved(Workbook()))
    inside["xl/worksheets/sheet1.xml"] = sheet_xml.encode()
    return repacked(inside)


def told(sheet: Worksheet) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def test_each_finding_with_a_cell_is_marked_and_said_in_the_language_asked_for(house: House, sent: bytes) -> None:
    found = receive.examine(sent, house=house).findings
    with_cell = {(each.sheet, each.cell) for each in found if each.sheet and each.cell}
    assert len(with_cell) > 5
    for language in ("en", "id"):
        copy = forms.opened(mark(sent, marks_of(found, language)))
        for each in found:
            if each.sheet and each.cell:
                comment = copy[each.sheet][each.cell].comment
                assert f"{text(f'marked.{each.severity}', language)}: {each.message(language)}" in comment.text
                assert comment.author == "Lima"
    assert {(sheet.title, cell) for sheet in copy for cell in told(sheet)} == with_cell


def test_several_findings_of_a_cell_are_one_mark_as_grave_as_the_gravest() -> None:
    found = [
        Finding("not_a_number", severity, "Sheet", "C3", {"found": number})
        for number, severity in enumerate((NOTE, STOP, ASK))
    ]
    found.append(Finding("wrong_sheet", STOP, "Sheet"))
    [one] = marks_of(found, "en")
    assert (one.sheet, one.cell, one.severity) == ("Sheet", "C3", STOP)
    assert [line.partition(":")[0] for line in one.said.splitlines()] == [
        text(f"marked.{severity}", "en") for severity in (STOP, ASK, NOTE)
    ]


def test_everything_else_in_the_workbook_is_what_it_was(house: House, sent: bytes) -> None:
    copy = mark(sent, marks_of(receive.examine(sent, house=house).findings, "en"))
    before, after = parts(sent), parts(copy)
    touched = re.compile(r"xl/(?:worksheets/|styles\.xml|comments|drawings/)|\[Content_Types\]")
    assert {name for name in before if before[name] != after[name] and not touched.match(name)} == set()
    old, new = forms.opened(sent), forms.opened(copy)
    assert old.sheetnames == new.sheetnames
    assert {name: each.attr_text for name, each in old.defined_names.items()} == {
        name: each.attr_text for name, each in new.defined_names.items()
    }
    for was, now in zip(old, new, strict=True):
        assert was.sheet_state == now.sheet_state
        assert dict(was.protection) == dict(now.protection)
        assert was.data_validations.dataValidation == now.data_validations.dataValidation
        assert was.merged_cells == now.merged_cells
        assert was.print_area == now.print_area
        rules = [[(r.sqref, [x.formula for x in r.rules]) for r in b.conditional_formatting] for b in (was, now)]
        assert rules[0] == rules[1]
        marked = told(now)
        for row in was.iter_rows():
            for cell in row:
                assert kept(cell) == kept(now[cell.coordinate])
                assert cell.coordinate in marked or cell.fill.fgColor == now[cell.coordinate].fill.fgColor


def kept(cell: Cell) -> tuple[object, ...]:
    styles = (cell.font, cell.border, cell.protection, cell.alignment)
    return cell.value, cell.number_format, *(repr(style) for style in styles)


def test_examined_again_the_copy_says_the_same_and_files_the_same(house: House, sent: bytes) -> None:
    examined = receive.examine(sent, house=house)
    copy = mark(sent, marks_of(examined.findings, "en"))
    assert read_workbook(copy) == read_workbook(sent)
    assert receive.examine(copy, house=house).findings == examined.findings


def test_marking_twice_says_it_once(sent: bytes) -> None:
    marks = marks_on(sent, C4=STOP, C300=ASK)
    once = mark(sent, marks)
    twice = mark(once, [*marks, *marks_on(sent, C7=NOTE)])
    sheet = forms.opened(twice).worksheets[1]
    assert told(sheet) == {cell: f"Lima · look at {cell}" for cell in ("C4", "C7", "C300")}
    drawings = [part for name, part in parts(twice).items() if name.endswith(".vml")]
    assert [drawing.count(b"<v:shape ") for drawing in drawings] == [3]
    numbers = re.findall(rb'id="(_x0000_s[0-9]+)"', drawings[0])
    assert len(set(numbers)) == 3


def test_severities_are_told_apart_by_colour(sent: bytes) -> None:
    sheet = forms.opened(mark(sent, marks_on(sent, C4=STOP, C7=ASK, C8=NOTE))).worksheets[1]
    assert {cell: sheet[cell].fill.fgColor.rgb for cell in ("C4", "C7", "C8")} == {
        "C4": FILLS[STOP],
        "C7": FILLS[ASK],
        "C8": FILLS[NOTE],
    }


def test_a_comment_that_the_sender_has_is_kept_and_ours_follows_it(sent: bytes) -> None:
    book = forms.opened(sent)
    book.worksheets[1]["C4"].comment = Comment("asked the office <twice> & waiting", "An officer")
    book.worksheets[1]["D9"].comment = Comment("another", "An officer")
    marks = marks_on(sent, C4=STOP, C7=ASK)
    once = mark(forms.saved(book), marks)
    for copy in (once, mark(once, marks)):
        sheet = forms.opened(copy).worksheets[1]
        assert told(sheet) == {
            "C4": "asked the office <twice> & waiting\n\nLima · look at C4",
            "C7": "Lima · look at C7",
            "D9": "another",
        }
        assert sheet["C4"].comment.author == "An officer"
        assert sheet["C7"].comment.author == "Lima"


ROWS = {
    "rows and cells without numbers": "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>",
    "an empty row": '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2" spans="1:1"/>'
    '<row r="3"><c r="A3"><v>3</v></c></row>',
    "gaps": '<row r="1" spans="1:2"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    '<row r="3"><c r="A3"><v>3</v></c></row>',
}


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_cells_that_are_not_there_are_made_in_their_place(rows: str, prefix: str) -> None:
    named = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    tags = re.sub(r"<(/?)(\w+)", rf"<\1{prefix}\2", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
    content = small(tags.replace("worksheet>", f'worksheet {named}="{MAIN}">', 1))
    cells = ["C1", "A2", "C2", "B3", "D9", "A1", "B9"]
    out = mark(content, [Mark("Sheet", cell, STOP, cell) for cell in cells])
    sheet = load_workbook(io.BytesIO(out)).active
    assert (sheet["A1"].value, sheet["B1"].value, sheet["A3"].value) == (1, 2, 3)
    assert told(sheet) == {cell: f"Lima · {cell}" for cell in cells}
    assert {cell: sheet[cell].fill.fgColor.rgb for cell in cells} == dict.fromkeys(cells, FILLS[STOP])
    written = parts(out)["xl/worksheets/sheet1.xml"].decode()
    said = re.findall(r'<(?:\w:)?c r="([A-Z])([0-9])"', re.sub(r'(<(?:\w:)?c)( s="\d+")? (r="\w+")', r"\1 \3", written))
    assert said == sorted(said, key=lambda place: (place[1], place[0]))


def test_a_cell_that_is_made_has_the_format_of_its_row_or_column() -> None:
    book = Workbook()
    book.active.column_dimensions["C"].number_format = "0.000"
    out = mark(forms.saved(book), [Mark("Sheet", "C5", NOTE, "x")])
    assert load_workbook(io.BytesIO(out)).active["C5"].number_format == "0.000"


def test_odd_texts_arrive_as_text(sent: bytes) -> None:
    said = 'a < b & "c" \x00\x0b]]> 零 </t>'
    [first] = marks_on(sent, C4=STOP)
    copy = mark(sent, [Mark(first.sheet, first.cell, STOP, said)])
    assert told(forms.opened(copy).worksheets[1]) == {"C4": 'Lima · a < b & "c" ]]> 零 </t>'}


@pytest.mark.parametrize("language", ["en", "id"])
def test_what_we_said_is_told_from_what_somebody_wrote_into_it(language: str) -> None:
    found = [
        Finding("not_a_number", STOP, "Sheet", "C3", {"found": "thirty {x}"}),
        Finding("far_cell", NOTE, "Sheet", "C3", {"sheet": "Sheet", "cell": "C3"}),
    ]
    [one] = marks_of(found, language)
    ours = f"Lima · {one.said}"
    assert not_ours(ours) == ""
    assert not_ours(f"An officer's note\n\n{ours}") == "An officer's note"
    assert not_ours(f"{ours}\nborn 1990-02-03") == "born 1990-02-03"
    assert "Siti" in not_ours(f"{ours} Siti")
    assert not_ours("Must be put right: yes") == "Must be put right: yes"


@pytest.mark.parametrize(("sheet", "cell"), [("not there", "C4"), ("", "zero"), ("", "C0"), ("", "XFD1048576")])
def test_what_leads_nowhere_is_passed_over(sent: bytes, sheet: str, cell: str) -> None:
    copy = mark(sent, [Mark(sheet or forms.opened(sent).sheetnames[1], cell, STOP, "x")])
    assert {name: part for name, part in parts(copy).items() if "styles" not in name} == {
        name: part for name, part in parts(sent).items() if "styles" not in name
    }


def test_what_the_gate_refuses_is_not_marked(sent: bytes) -> None:
    program = repacked(parts(sent) | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"})
    with pytest.raises(MacroWorkbook):
        WORKER.mark(program, [])
    with pytest.raises(DamagedWorkbook):
        WORKER.mark(sent[:-40], [])


def test_the_worker_marks_as_it_would_be_marked_here(sent: bytes) -> None:
    marks = marks_on(sent, C4=STOP, C7=ASK)
    assert from_json(to_json(marks)) == marks
    assert WORKER.mark(sent, marks) == mark(sent, marks)


@pytest.mark.libreoffice
def test_libreoffice_shows_marks_and_comments(office: Office, sent: bytes, tmp_path: Path) -> None:
    marks = marks_on(sent, C4=STOP, C7=ASK, C8=NOTE)
    (tmp_path / "marked.xlsx").write_bytes(mark(sent, marks))
    flat = tmp_path / "marked.fods"
    office.run(("open", tmp_path / "marked.xlsx"), ("save", flat, "OpenDocument Spreadsheet Flat XML"), ("close",))
    shown = flat.read_text("utf-8")
    notes = re.findall(r"<office:annotation .*?</office:annotation>", shown, re.DOTALL)
    said = [re.sub(r"<[^>]+>", "", note) for note in notes]
    assert len(said) == 3
    assert all(any(each.said in note for note in said) for each in marks)
    for colour in FILLS.values():
        assert f'fo:background-color="#{colour[2:].lower()}"' in shown
    assert shown.count('table:protected="true"') >= 7
