"""What Excel is strict about and other programs forgive: the limits and orders of the file format, read in its XML."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from openpyxl.utils import range_boundaries

from data.intake.form import LastQuarter
from data.intake.template import template
from data.store.house import House
from tests.data.intake import forms

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ORDER = (
    " sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios"
    " autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations"
    " hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks "
)
"""The order in which the parts of a sheet must stand."""


@pytest.fixture(scope="module", params=["en", "id"])
def archive(request: pytest.FixtureRequest, house: House) -> zipfile.ZipFile:
    known = {"code": "32.02-C1", "name": "Rumah & <Aman>", "kind": "shelter", "operator": "ngo", "state": "open"}
    form = forms.form(house, language=str(request.param), last=LastQuarter(values={"PRT-02": 3}, facilities=[known]))
    return zipfile.ZipFile(io.BytesIO(template(form)))


@pytest.fixture(scope="module")
def sheets(archive: zipfile.ZipFile) -> list[ET.Element]:
    names = sorted(name for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))
    return [ET.fromstring(archive.read(name)) for name in names]  # noqa: S314 - our own file


def rules(sheet: ET.Element) -> Iterator[ET.Element]:
    yield from sheet.iter(f"{MAIN}dataValidation")


def boxes(element: ET.Element, attribute: str) -> list[tuple[int, int, int, int]]:
    found = [range_boundaries(area) for area in element.get(attribute, "").split()]
    return [(int(a), int(b), int(c), int(d)) for a, b, c, d in found]  # type: ignore[arg-type]


def overlap(one: tuple[int, int, int, int], two: tuple[int, int, int, int]) -> bool:
    return one[0] <= two[2] and two[0] <= one[2] and one[1] <= two[3] and two[1] <= one[3]


def test_sheets_have_names_that_excel_takes(archive: zipfile.ZipFile) -> None:
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    names = [sheet.get("name", "") for sheet in book.iter(f"{MAIN}sheet")]
    assert len({name.casefold() for name in names}) == len(names)
    assert [name for name in names if len(name) > 31 or re.search(r"[\[\]:*?/\\]", name) or name[0] == "'"] == []


def test_defined_names_are_excel_s_own_and_point_to_sheets_that_are_there(archive: zipfile.ZipFile) -> None:
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    sheets = [sheet.get("name", "") for sheet in book.iter(f"{MAIN}sheet")]
    for name in book.iter(f"{MAIN}definedName"):
        assert name.get("name") == "_xlnm.Print_Titles"
        assert re.fullmatch(r"'(.+)'!\$\d+:\$\d+", name.text or "")[1] == sheets[int(name.get("localSheetId", ""))]  # type: ignore[index]


def test_the_parts_of_each_sheet_stand_in_their_order(sheets: list[ET.Element]) -> None:
    for sheet in sheets:
        places = [ORDER.index(f" {part.tag.removeprefix(MAIN)} ") for part in sheet]
        assert places == sorted(places)


def test_rules_keep_excel_s_limits(sheets: list[ET.Element]) -> None:
    for sheet in sheets:
        for rule in rules(sheet):
            assert len(rule.findtext(f"{MAIN}formula1", "")) <= 255
            assert not rule.findtext(f"{MAIN}formula1", "").startswith("=")
            assert len(rule.get("error", "")) <= 225
            assert len(rule.get("errorTitle", "")) <= 32


def test_no_cell_has_two_rules_and_none_is_joined(sheets: list[ET.Element]) -> None:
    for sheet in sheets:
        ruled = [box for rule in rules(sheet) for box in boxes(rule, "sqref")]
        joined = [box for merge in sheet.iter(f"{MAIN}mergeCell") for box in boxes(merge, "ref")]
        assert [pair for pair in combinations(ruled, 2) if overlap(*pair)] == []
        assert [pair for pair in combinations(joined, 2) if overlap(*pair)] == []
        assert [(one, two) for one in ruled for two in joined if overlap(one, two)] == []


def test_colours_that_depend_on_a_rule_look_only_at_their_own_sheet(
    archive: zipfile.ZipFile, sheets: list[ET.Element]
) -> None:
    styles = ET.fromstring(archive.read("xl/styles.xml"))  # noqa: S314
    known = len(styles.findall(f"{MAIN}dxfs/{MAIN}dxf"))
    for sheet in sheets:
        rules = list(sheet.iter(f"{MAIN}cfRule"))
        assert [rule for rule in rules if int(rule.get("dxfId", "-1")) not in range(known)] == []
        assert [f.text for rule in rules for f in rule if "!" in (f.text or "") or len(f.text or "") > 8192] == []
        priorities = [rule.get("priority") for rule in rules]
        assert len(priorities) == len(set(priorities))


def test_cells_rows_and_columns_keep_excel_s_limits(sheets: list[ET.Element]) -> None:
    for sheet in sheets:
        rows = list(sheet.iter(f"{MAIN}row"))
        numbers = [int(row.get("r", "0")) for row in rows]
        assert numbers == sorted(set(numbers))
        assert max(float(row.get("ht", "15")) for row in rows) <= 409
        assert all(float(column.get("width", "9")) <= 255 for column in sheet.iter(f"{MAIN}col"))
        cells = [cell.get("r") for cell in sheet.iter(f"{MAIN}c")]
        assert len(cells) == len(set(cells))
        assert all(len(formula.text or "") <= 8192 for formula in sheet.iter(f"{MAIN}f"))
        assert all(len(part.text or "") <= 255 for part in sheet.iter(f"{MAIN}oddFooter"))


def test_breaks_are_counted_as_they_are(sheets: list[ET.Element]) -> None:
    for sheet in sheets:
        for breaks in sheet.iter(f"{MAIN}rowBreaks"):
            ids = [int(each.get("id", "0")) for each in breaks]
            assert ids == sorted(set(ids))
            assert (breaks.get("count"), breaks.get("manualBreakCount")) == (str(len(ids)), str(len(ids)))


def test_every_part_is_declared(archive: zipfile.ZipFile) -> None:
    types = ET.fromstring(archive.read("[Content_Types].xml"))  # noqa: S314
    known = {each.get("PartName", "").lstrip("/") for each in types} | {each.get("Extension") for each in types}
    assert [n for n in archive.namelist() if n not in known and n.rpartition(".")[2] not in known] == []
    assert [
        name for name in archive.namelist() if re.search(r"vba|macro|external|embedding|drawing|comment", name)
    ] == []
