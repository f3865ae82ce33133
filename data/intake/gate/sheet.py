"""One sheet: its cells, and what is laid over them (joined cells, rules, links).

What the reader does not need, or would stumble over, is taken out of the elements. The file that was sent stays as it
is.
"""

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
from data.intake.gate.book import MAIN, REFERENCE, STRICT
from data.intake.gate.cells import CELL, ROW, Cells
from data.intake.gate.contents import Contents
from data.intake.gate.formulas import reaches_out
from data.intake.gate.limits import HYPERLINKS, MERGED_CELLS, MERGES, RULES, VALIDATIONS
from data.intake.gate.markup import local_name
from data.intake.gate.ranges import box

DATA, DIMENSION, COLUMN_LIST, MERGE, MERGE_LIST, RULE, RULE_LIST, VALIDATION_LIST, LINK_LIST = (
    f"{MAIN}{name}"
    for name in (
        *("sheetData", "dimension", "cols", "mergeCell", "mergeCells", "cfRule", "conditionalFormatting"),
        *("dataValidations", "hyperlinks"),
    )
)
LAID_OVER = frozenset((ROW, CELL, DATA, COLUMN_LIST, MERGE_LIST, RULE_LIST, VALIDATION_LIST, LINK_LIST))
"""What a reader takes up wherever it stands, although it belongs directly under the sheet."""
KEPT = LAID_OVER | {
    f"{MAIN}{name}"
    for name in (
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "sheetProtection", "autoFilter", "printOptions"),
        *("pageMargins", "pageSetup", "headerFooter", "extLst", "legacyDrawing", "drawing"),
    )
}
FORMULAS = frozenset(("formula", "formula1", "formula2", "f"))
PROGRAM_SHEETS = ("macrosheet", "dialogsheet")
OBJECT = "oleObject"


def look_at_sheet(root: Element, contents: Contents, *, rules: int, links: Collection[str]) -> bool:
    """Look at a sheet, and take out what the reader does not need.

    Args:
        root: the sheet's elements, which may be changed.
        contents: looks at its cells.
        rules: how many formats of rules there are.
        links: the ids of its hyperlinks.

    Returns:
        Whether anything was changed.

    Raises:
        UnreadableWorkbook: one of its kinds, naming the sheet.
    """
    _refuse_other_roots(root, contents.title)
    _look_over(root, contents)
    odd = [child for child in root if child.tag not in KEPT]
    data = [child for child in root if child.tag == DATA]
    cells = Cells(contents)
    if len(data) != 1:
        raise DamagedSheet(sheet=contents.title, reason="data")
    cells.look_at(data[0])
    odd += [child for child in root if _is_false(child, cells) or _is_too_much(child, rules=rules, links=links)]
    if sum(1 for _ in root.iter(RULE)) > RULES:
        odd += [child for child in root if child.tag == RULE_LIST]
    root[:] = [child for child in root if child not in set(odd)]
    cut = [_cut(child, contents) for child in root if child.tag == MERGE_LIST]
    return bool(odd) or cells.changed or any(cut)


def _refuse_other_roots(root: Element, title: str) -> None:
    if local_name(root) in PROGRAM_SHEETS:
        raise MacroWorkbook(reason="sheet")
    if root.tag.startswith(STRICT):
        raise StrictWorkbook
    if root.tag != f"{MAIN}worksheet":
        raise DamagedSheet(sheet=title, reason="root")


def _look_over(root: Element, contents: Contents) -> None:
    """Look at everything but the cells: what is misplaced, what reaches outside, formats of columns."""
    for child in root:
        if child.tag == DATA:
            continue
        for where, element in _elements(child):
            name = local_name(element)
            if name == OBJECT:
                raise EmbeddedObject(reason="sheet")
            if element.tag in LAID_OVER and element is not child and child.tag in KEPT:
                raise DamagedSheet(sheet=contents.title, reason="misplaced")
            if name in FORMULAS and (how := reaches_out(element.text or "")):
                raise LinkedCell(sheet=contents.title, cell=where, reason=how) if where else LinkedWorkbook(reason=how)
            if child.tag == COLUMN_LIST:
                contents.look_at_format(element.get("style"), "A1")


def _elements(child: Element) -> Iterator[tuple[str, Element]]:
    """Every element below, with the first cell that it is about as far as it says so."""
    for group in child if child.tag == VALIDATION_LIST else [child]:
        where = group.get("sqref", "").partition(" ")[0].partition(":")[0]
        yield from ((where, element) for element in group.iter())
    if child.tag == VALIDATION_LIST:
        yield "", child


def _is_false(child: Element, cells: Cells) -> bool:
    """Whether it says another size of the sheet than the cells have, on which a reader might rely."""
    if child.tag != DIMENSION:
        return False
    said = box(child.get("ref", ""))
    return said is None or said.far or said.right < cells.last_column or said.bottom < cells.last_row


def _is_too_much(child: Element, *, rules: int, links: Collection[str]) -> bool:
    """Whether rules or links are so many, or lead so far, that the reader had better not see them."""
    if child.tag == RULE_LIST:
        looks = [rule.get("dxfId", "0") for rule in child.iter(RULE)]
        return any(not look.isdecimal() or int(look[:9]) >= max(rules, 1) for look in looks)
    if child.tag == VALIDATION_LIST:
        return len(child) > VALIDATIONS
    if child.tag != LINK_LIST:
        return False
    boxes = [box(link.get("ref", "")) for link in child]
    area = sum(each.area if each and not each.far else HYPERLINKS + 1 for each in boxes)
    return area > HYPERLINKS or any(link.get(REFERENCE) not in (None, *links) for link in child)


def _cut(merges: Element, contents: Contents) -> bool:
    """Cut joined cells off where the form's reach ends, and say whether that was so."""
    if len(merges) > MERGES:
        raise TooMuchOnSheet(sheet=contents.title, reason="merges")
    far = False
    for merge in list(merges):
        joined = box(merge.get("ref", ""))
        if merge.tag != MERGE or joined is None:
            raise DamagedSheet(sheet=contents.title, reason="merge")
        near = joined.within_reach
        if near is None:
            merges.remove(merge)
        elif joined.far:
            merge.set("ref", str(near))
        contents.counts.merged += near.area if near else 0
        far = far or joined.far
    if contents.counts.merged > MERGED_CELLS:
        raise TooMuchOnSheet(sheet=contents.title, reason="merged_cells")
    return far
