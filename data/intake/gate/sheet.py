"""One sheet: its root, its cells, and what is laid over them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element

from data.errors import (
    DamagedSheet,
    EmbeddedObject,
    LinkedCell,
    LinkedWorkbook,
    MacroWorkbook,
    StrictWorkbook,
    TooMuchOnSheet,
)
from data.intake.gate.book import MAIN, STRICT
from data.intake.gate.cells import CELL, ROW, Cells
from data.intake.gate.contents import Contents
from data.intake.gate.formulas import reaches_out
from data.intake.gate.laid_over import (
    COLUMN_LIST,
    LINK_LIST,
    MERGE_LIST,
    RULE_LIST,
    VALIDATION_LIST,
    cut_merges,
    to_leave_out,
)
from data.intake.gate.limits import SHEET_TAGS
from data.intake.gate.markup import local_name, with_children

DATA = f"{MAIN}sheetData"
LAID_OVER = frozenset((ROW, CELL, DATA, COLUMN_LIST, MERGE_LIST, RULE_LIST, VALIDATION_LIST, LINK_LIST))
"""What a reader takes up wherever it stands, although it belongs directly under the sheet."""
KEPT = LAID_OVER | {
    f"{MAIN}{name}"
    for name in (
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "sheetProtection", "autoFilter", "printOptions"),
        *("pageMargins", "pageSetup", "headerFooter", "extLst", "legacyDrawing", "drawing"),
    )
}
"""What the reader may see of a sheet. Tables, scenarios, page breaks and the like tell it nothing."""
COUNTED = KEPT - {COLUMN_LIST, RULE_LIST, VALIDATION_LIST, LINK_LIST}
"""What is limited in number; of the others too many are left out."""
FORMULAS = frozenset(("formula", "formula1", "formula2", "f"))
PROGRAM_SHEETS = ("macrosheet", "dialogsheet")
OBJECT = "oleObject"


def look_at_sheet(root: Element, contents: Contents, *, rules: int, links: Collection[str]) -> Element:
    """Look at a sheet, and leave out of its elements what the reader does not need or would stumble over.

    Args:
        root: the sheet's elements.
        contents: looks at its cells.
        rules: how many formats of rules there are.
        links: the ids of its hyperlinks.

    Returns:
        The sheet's elements: as they are, or a copy with fewer of them.

    Raises:
        UnreadableWorkbook: one of its kinds, naming the sheet.
    """
    _refuse_other_roots(root, contents.title)
    data = [child for child in root if child.tag == DATA]
    if len(data) != 1:
        raise DamagedSheet(sheet=contents.title, reason="data")
    _look_around(root, contents)
    cells = Cells(contents)
    near = cells.look_at(data[0])
    kept = [child for child in root if child.tag in KEPT]
    odd = to_leave_out(kept, cells, rules=rules, links=frozenset(links))
    kept = [near if child is data[0] else child for child in kept if child not in odd]
    kept = [cut_merges(child, contents) if child.tag == MERGE_LIST else child for child in kept]
    return root if kept == list(root) else with_children(root, kept)


def _refuse_other_roots(root: Element, title: str) -> None:
    if local_name(root) in PROGRAM_SHEETS:
        raise MacroWorkbook(reason="sheet")
    if root.tag.startswith(STRICT):
        raise StrictWorkbook
    if root.tag != f"{MAIN}worksheet":
        raise DamagedSheet(sheet=title, reason="root")


def _look_around(root: Element, contents: Contents) -> None:
    """Look at everything but the cells: what is misplaced, what reaches outside, how much there is."""
    number = 0
    for child in root:
        if child.tag == DATA:
            continue
        for where, element in _elements(child):
            number += child.tag in COUNTED
            name = local_name(element)
            if name == OBJECT:
                raise EmbeddedObject(reason="sheet")
            if element.tag in LAID_OVER and element is not child and child.tag in KEPT:
                raise DamagedSheet(sheet=contents.title, reason="misplaced")
            if name in FORMULAS and (how := reaches_out(element.text or "")):
                raise LinkedCell(sheet=contents.title, cell=where, reason=how) if where else LinkedWorkbook(reason=how)
            if child.tag == COLUMN_LIST:
                contents.look_at_format(element.get("style"), "A1")
    if number > SHEET_TAGS:
        raise TooMuchOnSheet(sheet=contents.title, reason="sheet_tags")


def _elements(child: Element) -> Iterator[tuple[str, Element]]:
    """Every element below, with the first cell that it is about as far as it says so."""
    for group in child if child.tag == VALIDATION_LIST else [child]:
        where = group.get("sqref", "").partition(" ")[0].partition(":")[0]
        yield from ((where, element) for element in group.iter())
