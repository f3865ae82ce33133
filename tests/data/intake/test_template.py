"""The form as it goes out: its sheets, what may be typed where, what it says of itself, and how it prints."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from data.intake.form import LastQuarter
from data.intake.layout import FACILITIES, FIRST_INPUT, FORM_VERSION, FUNDING, LAST, NIL_ROW, SHOWN, TABLES, TAG_SHEET
from data.intake.template import template
from data.model import Kind, Pillar
from data.store.house import House
from data.words import text
from tests.data.intake import forms

LANGUAGES = ("en", "id")


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def content(house: House, language: str) -> bytes:
    return forms.empty(house, language)


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return forms.opened(content)


def seen(book: Workbook) -> list[Worksheet]:
    """The sheets that people see."""
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def inputs(sheet: Worksheet) -> set[str]:
    """The cells that may be typed into."""
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}


def say(language: str, key: str, **values: object) -> str:
    return text(f"workbook.{key}", language, **values)


def test_the_sheets_are_the_cover_the_pillars_the_centres_and_their_funding(book: Workbook, language: str) -> None:
    keys = ["cover", *(pillar.value for pillar in Pillar), FACILITIES, FUNDING]
    assert [sheet.title for sheet in seen(book)] == [say(language, f"sheets.{key}") for key in keys]
    assert book.active is not None
    assert book.active.title == say(language, "sheets.cover")


def test_the_hidden_sheet_says_what_the_form_was_made_for(book: Workbook, house: House, language: str) -> None:
    sheet = book[TAG_SHEET]
    assert sheet.sheet_state == "hidden"
    facts = {key: said for kind, key, said in sheet.iter_rows(max_col=3, values_only=True) if kind == "fact"}
    assert facts == {
        "form": FORM_VERSION,
        "world": "demo",
        "country": "IDN",
        "place": forms.PLACE,
        "quarter": "2026-Q3",
        "language": language,
        "catalogue": house.catalogue.version,
    }


def test_every_input_cell_is_tagged_and_every_tag_is_an_input_cell(
    content: bytes, book: Workbook, house: House
) -> None:
    spots = {tag: spot for tag, spot in forms.spots(content).items() if not tag.startswith(SHOWN)}
    open_cells = {(sheet.title, cell) for sheet in seen(book) for cell in inputs(sheet)}
    tagged = {(sheet, f"{letters}{row}") for tag, (sheet, letters, row) in spots.items() if "|*" not in tag}
    for tag, (sheet, letters, first) in spots.items():
        if "|*" in tag and tag != f"{FACILITIES}|*code":
            last = spots[f"{tag.split('|*')[0]}|last"][2]
            tagged |= {(sheet, f"{letters}{row}") for row in range(first, last + 1)}
    tagged -= {(s, f"{letters}{row}") for t, (s, letters, row) in spots.items() if t == f"{FACILITIES}|last"}
    assert open_cells == tagged
    assert {slot.tag for slot in forms.form(house).layout.slots} <= set(spots)


def test_tab_goes_from_input_to_input_and_nothing_else_can_be_written(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
        if sheet.sheet_state == "visible":
            assert sheet.protection.selectLockedCells
            assert not sheet.protection.selectUnlockedCells
    assert inputs(seen(book)[0]) == set()


def rules(sheet: Worksheet) -> dict[str, list[tuple[str, str]]]:
    """For each input cell the rules that hold there: kind and formula."""
    found: dict[str, list[tuple[str, str]]] = {cell: [] for cell in inputs(sheet)}
    for rule in sheet.data_validations.dataValidation:
        for reference in str(rule.sqref).split():
            first_column, first_row, last_column, last_row = range_boundaries(reference)
            for row in range(first_row, last_row + 1):
                for column in range(first_column, last_column + 1):
                    found.setdefault(sheet.cell(row, column).coordinate, []).append((rule.type, rule.formula1))
    return found


def test_each_input_cell_has_one_rule_but_a_name_which_has_none(content: bytes, book: Workbook, house: House) -> None:
    free = {
        (sheet, f"{letters}{row}")
        for tag, (sheet, letters, first) in forms.spots(content).items()
        if tag in (f"{FACILITIES}|*name", f"{FACILITIES}|*code", f"{FUNDING}|*source")
        for row in range(first, first + 30)
    }
    texts = (forms.spot(content, slot.tag) for slot in forms.form(house).layout.slots if slot.part.is_text)
    free |= {(sheet, f"{letters}{row}") for sheet, letters, row in texts}
    for sheet in seen(book):
        for cell, found in rules(sheet).items():
            assert len(found) == (0 if (sheet.title, cell) in free else 1), (sheet.title, cell)


def test_the_drop_downs_offer_the_words_of_the_form_s_language(book: Workbook, house: House, language: str) -> None:
    hidden = book[TAG_SHEET]

    def options(sheet: Worksheet, cell: str) -> list[object]:
        [(kind, formula)] = rules(sheet)[cell]
        assert kind == "list"
        name, _, area = formula.partition("!")
        assert name == TAG_SHEET
        return [each.value for row in hidden[area.replace("$", "")] for each in row]

    content = forms.empty(house, language)
    sheet, letters, row = forms.spot(content, "POL-01")
    assert options(book[sheet], f"{letters}{row}") == [say(language, "yes"), say(language, "no"), "TB"]
    sheet, letters, row = forms.spot(content, "nil|policy")
    assert options(book[sheet], f"{letters}{row}") == [say(language, "yes")]
    sheet, letters, row = forms.spot(content, "PRT-02|nationality#6.row")
    offered = options(book[sheet], f"{letters}{row}")
    assert offered == [item.labels[language] for item in house.catalogue.dimensions["nationality"].rows]
    sheet, letters, row = forms.spot(content, "facilities#12.state")
    assert options(book[sheet], f"{letters}{row}") == [
        say(language, f"options.{k}") for k in ("open", "suspended", "closed")
    ]
    sheet, letters, row = forms.spot(content, "funding#20.currency")
    assert options(book[sheet], f"{letters}{row}")[0] == "IDR"


def test_a_payment_offers_the_centres_of_the_other_sheet(content: bytes, book: Workbook) -> None:
    sheet, letters, row = forms.spot(content, "funding#1.facility")
    named, name_letters, first = forms.spot(content, "facilities#1.name")
    [(kind, formula)] = rules(book[sheet])[f"{letters}{row}"]
    last = first + TABLES[FACILITIES][1] - 1
    assert (kind, formula) == ("list", f"'{named}'!${name_letters}${first}:${name_letters}${last}")


def test_counts_have_no_number_format_that_could_hide_what_was_typed(
    content: bytes, book: Workbook, house: House
) -> None:
    formats = {"money": "#,##0", "text": "@"}
    for slot in forms.form(house).layout.slots:
        sheet, letters, row = forms.spot(content, slot.tag)
        assert book[sheet][f"{letters}{row}"].number_format == formats.get(slot.part.unit, "General")


def test_the_cover_says_who_where_when_and_how_much(book: Workbook, house: House, language: str) -> None:
    cover = seen(book)[0]
    said = " ".join(str(cell.value) for row in cover.iter_rows() for cell in row if cell.value)
    layout = forms.form(house).layout
    assert "Kabupaten Sukabumi (32.02)" in said
    assert "Jawa Barat" in said
    assert say(language, "cover.core_cells", core=len(layout.core_slots), all=layout.input_cells) in said
    assert {"en": "20 October 2026", "id": "20 Oktober 2026"}[language] in said
    assert say(language, "cover.demo") in said
    assert str(len(layout.core_slots)) in said


def test_only_the_demo_s_form_says_that_it_is_one(house: House) -> None:
    from dataclasses import replace

    real = forms.opened(template(replace(forms.form(house), world="real")))
    said = " ".join(str(cell.value) for row in real.worksheets[0].iter_rows() for cell in row if cell.value)
    assert "DEMO" not in said
    assert {k: v for _, k, v in real[TAG_SHEET].iter_rows(max_col=3, values_only=True)}["world"] == "real"


def test_every_core_cell_is_yellow_and_no_other(content: bytes, book: Workbook, house: House) -> None:
    layout = forms.form(house).layout
    core = {slot.tag for slot in layout.core_slots}
    for slot in layout.slots:
        sheet, letters, row = forms.spot(content, slot.tag)
        assert (book[sheet][f"{letters}{row}"].fill.fgColor.rgb == "00FFF4CC") == (slot.tag in core), slot.tag


def test_last_quarter_s_numbers_stand_beside_the_new_ones(house: House, language: str) -> None:
    last = LastQuarter(values={"PRT-02": 17.0, "POL-01": 1.0, "POL-07": 12500000000.0})
    content = template(forms.form(house, language=language, last=last))
    book = forms.opened(content)
    shown = {}
    for measure in ("PRT-02", "POL-01", "POL-07", "PRT-04"):
        sheet, _, row = forms.spot(content, measure)
        shown[measure] = book[sheet].cell(row, LAST).value
        assert book[sheet].cell(row, FIRST_INPUT).value is None
    assert shown == {"PRT-02": 17, "POL-01": say(language, "yes"), "POL-07": 12500000000, "PRT-04": None}


def test_centres_and_payments_that_are_known_are_filled_in(house: House, language: str) -> None:
    centre = {"code": "32.02-C1", "name": "Rumah Aman", "kind": "shelter", "operator": "ngo", "currency": "IDR"}
    payment = {
        "facility": "Rumah Aman",
        "source": "A foundation",
        "source_kind": "foundation",
        "status": "signed",
        "amount": 5_000_000.0,
        "currency": "IDR",
        "signed_on": dt.date(2026, 5, 4),
        "due_on": dt.date(2026, 11, 1),
    }
    last = LastQuarter(facilities=[centre | {"state": "open"}], funding=[payment])
    content = template(forms.form(house, language=language, last=last))
    book = forms.opened(content)

    def shown(address: str) -> object:
        sheet, letters, row = forms.spot(content, address)
        return book[sheet][f"{letters}{row}"].value

    assert shown("facilities#1.code") == "32.02-C1"
    assert shown("facilities#1.kind") == say(language, "options.shelter")
    assert shown("facilities#1.beds") is None
    assert shown("facilities#2.name") is None
    assert shown("funding#1.status") == say(language, "options.signed")
    assert shown("funding#1.amount") == 5_000_000
    assert shown("funding#1.due_on") == dt.datetime(2026, 11, 1)  # noqa: DTZ001 - a spreadsheet's days have no zone


def test_it_prints_on_a4_one_page_wide_with_its_heading_on_every_page(book: Workbook) -> None:
    for sheet in seen(book):
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.oddFooter.left.text
        assert (sheet.page_margins.footer or 0) < (sheet.page_margins.bottom or 0)
    for sheet in seen(book)[1:]:
        assert sheet.print_title_rows
        assert sheet.freeze_panes
    assert seen(book)[0].page_setup.fitToHeight == 1


def test_pages_break_before_an_indicator_never_within_one(book: Workbook, house: House, language: str) -> None:
    layout = forms.form(house).layout
    broken = 0
    for pillar, lines in layout.lines.items():
        heads = {line.row for line in lines if getattr(line, "first", False) is True}
        breaks = {each.id + 1 for each in book[say(language, f"sheets.{pillar.value}")].row_breaks.brk}
        assert breaks <= heads
        broken += len(breaks)
    assert broken > 5


def formulas(book: Workbook) -> list[str]:
    """Everything that a spreadsheet program computes."""
    cells = [c.value for sheet in book.worksheets for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    told = [rule.formula[0] for s in book.worksheets for area in s.conditional_formatting for rule in area.rules]
    asked = [rule.formula1 for sheet in book.worksheets for rule in sheet.data_validations.dataValidation]
    return [str(formula) for formula in (*cells, *told, *asked)]


def test_every_formula_uses_functions_that_every_spreadsheet_program_has(book: Workbook) -> None:
    used = {name for formula in formulas(book) for name in re.findall(r"\b([A-Z]+)\(", formula)}
    assert used == {
        "AND",
        "COUNT",
        "COUNTA",
        "IF",
        "IFERROR",
        "INT",
        "ISBLANK",
        "ISNUMBER",
        "MAX",
        "N",
        "NOT",
        "OR",
        "SUM",
        "UPPER",
    }


def test_the_same_form_is_drawn_twice_the_same(house: House) -> None:
    one, two = (template(forms.form(house)) for _ in range(2))
    parts = [zipfile.ZipFile(io.BytesIO(content)) for content in (one, two)]
    names = [archive.namelist() for archive in parts]
    assert names[0] == names[1]
    for name in names[0]:
        if name != "docProps/core.xml":  # it says when
            assert parts[0].read(name) == parts[1].read(name), name


def test_the_file_names_a_program_and_no_person_as_its_author(book: Workbook) -> None:
    assert (book.properties.creator, book.properties.lastModifiedBy) == ("Lima", "Lima")


def test_the_nil_cell_of_each_pillar_stands_at_its_head(content: bytes) -> None:
    for pillar in Pillar:
        assert forms.spots(content)[f"nil|{pillar.value}"][2] == NIL_ROW


def test_a_yes_or_no_is_never_a_number(house: House, content: bytes, book: Workbook) -> None:
    for slot in forms.form(house).layout.slots:
        if slot.part.kind is Kind.YES_NO:
            sheet, letters, row = forms.spot(content, slot.tag)
            assert rules(book[sheet])[f"{letters}{row}"][0][0] == "list"
