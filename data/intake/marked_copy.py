"""The sender's own workbook with cells marked and commented. Runs in the worker, behind the gate.

Only what a mark needs is written: formats and comments, and cells that the sheet did not have yet. Values, formulas,
drop-downs, rules, protection and names stay byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from data.intake.gate.book import WORKSHEET, Sheet, read_book, shown, workbook_part
from data.intake.gate.clean import OFFICE
from data.intake.gate.opening import open_safely
from data.intake.gate.ranges import box
from data.intake.marking.cells import Cells
from data.intake.marking.formats import Formats
from data.intake.marking.notes import Spot, with_boxes, with_notes
from data.intake.marking.parts import Parts
from data.intake.marking.surgery import Part
from data.intake.marks import Mark

COMMENTS = "comments"
AFTER_DRAWING = frozenset(
    ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst")
)
"""What stands behind a sheet's old drawing; a program stumbles over any other order."""


def mark(content: bytes, marks: Iterable[Mark]) -> bytes:
    """Mark cells of a workbook and comment them.

    Args:
        content: the workbook as it was received.
        marks: at most one for each cell. A cell of a sheet that is not there is passed over.

    Raises:
        UnreadableWorkbook: one of its kinds, from the gate.
    """
    parts = Parts(open_safely(content).parts)
    book = read_book(parts.package, workbook_part(parts.package))
    formats = Formats(parts[book.styles]) if book.styles else None
    by_sheet: dict[str, dict[Spot, Mark]] = {}
    for each in marks:
        where = box(each.cell)
        if where and not where.far:
            by_sheet.setdefault(each.sheet, {})[where.top, where.left] = each
    for sheet in book.sheets:
        here = by_sheet.get(sheet.title) or by_sheet.get(shown(sheet.title))
        if here and sheet.kind == WORKSHEET:
            _mark_sheet(parts, sheet, here, formats)
    if formats and book.styles:
        parts[book.styles] = formats.changed()
    return parts.packed()


def _mark_sheet(parts: Parts, sheet: Sheet, marks: Mapping[Spot, Mark], formats: Formats | None) -> None:
    written = Part(parts[sheet.part])
    if formats:
        Cells(written).fill({spot: partial(formats.filled, severity=each.severity) for spot, each in marks.items()})
    said = {spot: each.said for spot, each in marks.items()}
    leads_to = parts.package.relationships(sheet.part).values()
    notes = next((each.target for each in leads_to if each.kind == COMMENTS), None)
    comments, unboxed = with_notes(parts[notes] if notes else None, said)
    if notes:
        parts[notes] = comments
    else:
        parts.add("xl/comments{}.xml", comments, source=sheet.part, kind=COMMENTS)
    if unboxed:
        _draw_boxes(parts, sheet, written, {spot: said[spot] for spot in unboxed})
    parts[sheet.part] = written.changed()


def _draw_boxes(parts: Parts, sheet: Sheet, written: Part, said: Mapping[Spot, str]) -> None:
    """Add boxes to the old drawing that the sheet uses, or to a new one."""
    used = written.pieces[("worksheet", "legacyDrawing")]
    ids = {value for piece in used for key, value in piece.attributes.items() if key.endswith("id")}
    known = parts.package.relationships(sheet.part)
    drawing = next((known[id_].target for id_ in ids if id_ in known), None)
    if drawing and parts.package.name_of(drawing):
        parts[drawing] = with_boxes(parts[drawing], said)
        return
    id_ = parts.add("xl/drawings/vmlDrawing{}.vml", with_boxes(None, said), source=sheet.part, kind="vmlDrawing")
    for piece in used:
        written.replace(piece.start, piece.end, b"")
    behind = [pieces[0].start for path, pieces in written.pieces.items() if path[1:] and path[1] in AFTER_DRAWING]
    tag = f'<{written.root.prefix}legacyDrawing xmlns:r="{OFFICE}" r:id="{id_}"/>'
    written.insert(min(behind, default=written.root.close), tag)
