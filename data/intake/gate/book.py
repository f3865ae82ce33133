"""The workbook part: its sheets, its names, and where its shared texts and formats stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from data.errors import (
    BinaryWorkbook,
    DamagedSheet,
    DamagedWorkbook,
    LinkedWorkbook,
    MacroWorkbook,
    NotAWorkbook,
    StrictWorkbook,
    TooMuchInside,
    UnsafeWorkbook,
)
from data.intake.gate.formulas import reaches_out
from data.intake.gate.limits import FORMULA_LETTERS, NAMES, SHEETS
from data.intake.gate.names import has_hidden_letters
from data.intake.gate.package import ROOT, Package

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/"
REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
WORKSHEET, CHART_SHEET = "worksheet", "chartsheet"
SELF_STARTING = ("auto_open", "auto_close", "auto_activate", "auto_deactivate")
MACRO_NAME = ("xlm", "vbProcedure")
LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as the workbook lists it: its title, the id that leads to it, its part, and which kind it is."""

    title: str
    id: str
    part: str
    kind: str


@dataclass(frozen=True)
class Book:
    """The workbook part and what it leads to; a part that is not there is None."""

    root: Element
    sheets: tuple[Sheet, ...]
    strings: str | None
    styles: str | None


def workbook_part(package: Package) -> str:
    """The name of the part that is the workbook.

    Raises:
        NotAWorkbook: if the package is another kind of document or workbook.
        DamagedWorkbook: if there is none.
    """
    main = [each for each in package.relationships(ROOT).values() if each.kind == "officedocument"]
    if len(main) != 1 or main[0].outside or package.name_of(main[0].target) is None:
        raise DamagedWorkbook(reason="workbook_part")
    kind = package.content_type(main[0].target)
    if "sheet.binary" in kind:
        raise BinaryWorkbook
    if main[0].strict:
        raise StrictWorkbook
    if not main[0].usual:
        raise DamagedWorkbook(reason="workbook_part")
    if "wordprocessing" in kind or "presentation" in kind:
        raise NotAWorkbook
    return main[0].target


def read_book(package: Package, part: str) -> Book:
    """Read the workbook part.

    Raises:
        UnreadableWorkbook: one of its kinds, if sheets or names are not what they should be.
    """
    root = package.tree(part)
    if root.tag.startswith(STRICT):
        raise StrictWorkbook
    if root.tag != f"{MAIN}workbook":
        raise DamagedWorkbook(reason="workbook_part")
    _refuse_odd_names(root)
    return Book(root, _sheets(root, package, part), *(_single(package, part, k) for k in ("sharedstrings", "styles")))


def _refuse_odd_names(root: Element) -> None:
    """Refuse defined names that start a macro, lead out of the workbook, or are too many."""
    names = list(root.iter(f"{MAIN}definedName"))
    if len(names) > NAMES or any(len(name.text or "") > FORMULA_LETTERS for name in names):
        raise TooMuchInside(reason="names")
    for name in names:
        called = name.get("name", "").casefold().removeprefix("_xlnm.")
        if called in SELF_STARTING or any(name.get(mark) in ("1", "true") for mark in MACRO_NAME):
            raise MacroWorkbook(reason="name")
        if reaches_out(name.text or ""):
            raise LinkedWorkbook(reason="name")


def _sheets(root: Element, package: Package, part: str) -> tuple[Sheet, ...]:
    lists = root.findall(f"{MAIN}sheets")
    listed = [sheet for sheets in lists for sheet in sheets]
    if len(listed) > SHEETS:
        raise TooMuchInside(reason="sheets")
    if len(lists) != 1 or not listed or any(sheet.tag != f"{MAIN}sheet" or not sheet.get("name") for sheet in listed):
        raise DamagedWorkbook(reason="sheets")
    sheets = tuple(_sheet(element, package, part) for element in listed)
    _refuse_twice([sheet.title.casefold() for sheet in sheets])
    _refuse_twice([sheet.part for sheet in sheets])
    return sheets


def _sheet(element: Element, package: Package, part: str) -> Sheet:
    title, id_ = element.get("name", ""), element.get(REFERENCE, "")
    leads_to = package.relationships(part).get(id_)
    if leads_to is None or leads_to.outside or not leads_to.usual or leads_to.kind not in (WORKSHEET, CHART_SHEET):
        raise DamagedSheet(sheet=shown(title), reason="sheet_missing")
    name = package.name_of(leads_to.target)
    if name is None:
        raise DamagedSheet(sheet=shown(title), reason="sheet_missing")
    return Sheet(title, id_, name, leads_to.kind)


def _refuse_twice(listed: Sequence[str]) -> None:
    if len(set(listed)) < len(listed):
        raise UnsafeWorkbook(reason="sheet_twice")


def _single(package: Package, part: str, kind: str) -> str | None:
    found = [each for each in package.relationships(part).values() if each.kind == kind and not each.outside]
    if len(found) > 1:
        raise UnsafeWorkbook(reason="relationship_twice")
    if not all(each.usual for each in found):
        raise DamagedWorkbook(reason="relationships")
    return package.name_of(found[0].target) if found else None


def shown(title: str) -> str:
    """A sheet's title as it can be repeated in a message."""
    return "".join(letter for letter in title[:LONGEST_TITLE] if not has_hidden_letters(letter))
