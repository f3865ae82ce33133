"""Filing one workbook, for the command line and for scripts: examine, file, and one line about it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from data.errors import ChangedMeanwhile, NotAllowed, NothingChecked
from data.intake import receive
from data.intake.findings import Finding, Severity
from data.model import Language, Visitor
from data.store.house import House
from pages.parts.printed import Line, examined, filed


def file_one(house: House, path: Path, *, by: Visitor, answers: Mapping[str, str], language: Language) -> Line:
    """Examine and file one workbook. What stands in its way is told in the line, never raised."""
    try:
        examination = receive.examine(path.read_bytes(), house=house, visitor=by, file_name=path.name)
    except NotAllowed:
        refused = receive.Examination(b"", (Finding("not_allowed", Severity.STOP),))
        return filed(examined(str(path), refused, language), None)
    line = examined(str(path), examination, language)
    try:
        return filed(line, receive.file(examination, house=house, by=by, answers=answers))
    except (NothingChecked, ChangedMeanwhile):
        return filed(line, None)
