"""What is laid over the cells of a sheet: joined cells, rules, drop-downs, hyperlinks, the size that it claims.

The reader takes the values from the cells alone. So what is too much here, or wrong, is mostly left out of its copy.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from xml.etree.ElementTree import Element

from data.errors import DamagedSheet, TooMuchOnSheet
from data.intake.gate.book import MAIN, REFERENCE
from data.intake.gate.cells import Cells
from data.intake.gate.contents import Contents
from data.intake.gate.limits import COLUMN_FORMATS, HEADER_LETTERS, HYPERLINKS, MERGED_CELLS, MERGES, RANGES, RULES
from data.intake.gate.markup import with_children
from data.intake.gate.ranges import box

DIMENSION, COLUMN_LIST, HEADERS = (f"{MAIN}{name}" for name in ("dimension", "cols", "headerFooter"))
MERGE, MERGE_LIST = f"{MAIN}mergeCell", f"{MAIN}mergeCells"
RULE, RULE_LIST = f"{MAIN}cfRule", f"{MAIN}conditionalFormatting"
VALIDATION, VALIDATION_LIST = f"{MAIN}dataValidation", f"{MAIN}dataValidations"
LINK_LIST = f"{MAIN}hyperlinks"


def to_leave_out(
    children: Sequence[Element], cells: Cells, *, rules: int, links: frozenset[str]
) -> Collection[Element]:
    """Which of a sheet's elements the reader had better not see.

    Args:
        children: the elements directly under the sheet.
        cells: its cells, which have been looked at.
        rules: how many formats of rules there are.
        links: the ids of its hyperlinks.
    """
    laid_over = [child for child in children if child.tag in (RULE_LIST, VALIDATION_LIST)]
    odd = {child for child in children if _is_false(child, cells) or _leads_too_far(child, links)}
    if _too_many(laid_over) or any(_unknown_format(child, rules) for child in laid_over):
        odd.update(laid_over)
    return odd


def cut_merges(merges: Element, contents: Contents) -> Element:
    """Cut joined cells off where the form's reach ends.

    Returns:
        The joined cells: as they are, or a copy that is cut off.

    Raises:
        DamagedSheet: if one of them is no range.
        TooMuchOnSheet: if there are too many.
    """
    if len(merges) > MERGES:
        raise TooMuchOnSheet(sheet=contents.title, reason="merges")
    kept: list[Element] = []
    for merge in merges:
        joined = box(merge.get("ref", ""))
        if merge.tag != MERGE or joined is None:
            raise DamagedSheet(sheet=contents.title, reason="merge")
        near = joined.within_reach
        if near:
            kept.append(Element(MERGE, merge.attrib | {"ref": str(near)}) if joined.far else merge)
            contents.counts.merged += near.area
    if contents.counts.merged > MERGED_CELLS:
        raise TooMuchOnSheet(sheet=contents.title, reason="merged_cells")
    return merges if kept == list(merges) else with_children(merges, kept)


def _is_false(child: Element, cells: Cells) -> bool:
    """Whether it claims another size of the sheet than the cells have, on which a reader might rely."""
    if child.tag != DIMENSION:
        return False
    said = box(child.get("ref", ""))
    return said is None or said.far or said.right < cells.last_column or said.bottom < cells.last_row


def _too_many(laid_over: Sequence[Element]) -> bool:
    each = [element for child in laid_over for element in child.iter() if element.tag in (RULE, VALIDATION)]
    ranged = [element for child in laid_over for element in (child, *child)]
    return len(each) > RULES or sum(len(element.get("sqref", "").split()) for element in ranged) > RANGES


def _unknown_format(child: Element, rules: int) -> bool:
    """Whether a rule asks for a format that is not there; the first is what a rule without one means."""
    asked = [rule.get("dxfId", "0") for rule in child.iter(RULE)]
    return any(not number.isdecimal() or int(number[:9]) >= max(rules, 1) for number in asked)


def _leads_too_far(child: Element, links: frozenset[str]) -> bool:
    """Whether hyperlinks lie on too many cells, far outside, or lead nowhere; or headers or columns are too long."""
    if child.tag == COLUMN_LIST:
        return len(child) > COLUMN_FORMATS
    if child.tag == HEADERS:
        return any(len(header.text or "") > HEADER_LETTERS for header in child)
    if child.tag != LINK_LIST:
        return False
    boxes = [box(link.get("ref", "")) for link in child]
    area = sum(each.area if each and not each.far else HYPERLINKS + 1 for each in boxes)
    return area > HYPERLINKS or any(link.get(REFERENCE) not in (None, *links) for link in child)
