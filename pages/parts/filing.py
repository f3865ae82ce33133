"""Filing one return, for the command line and for scripts: examine, file, and one line about it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from data.errors import ChangedMeanwhile, NotAllowed, NothingChecked
from data.intake import receive
from data.intake.findings import Finding, Severity
from data.intake.nil import filed_nil, nil_return
from data.model import Language, Place, Quarter, Visitor
from data.store.house import House
from pages.parts.printed import Line, examined, filed


def file_one(house: House, path: Path, *, by: Visitor, answers: Mapping[str, str], language: Language) -> Line:
    """Examine and file one workbook. What stands in its way is told in the line, never raised."""
    try:
        examination = receive.examine(path.read_bytes(), house=house, visitor=by, file_name=path.name)
    except NotAllowed:
        refused = receive.Examination(b"", (Finding("not_allowed", Severity.STOP),))
        return filed(examined(str(path), refused, language), None)
    return _file(house, examination, str(path), by=by, answers=answers, language=language)


def file_nil(
    house: House, *, place: Place, quarter: Quarter, by: Visitor, answers: Mapping[str, str], language: Language
) -> Line:
    """File that a district has nothing to report. Said a second time, it has the same receipt."""
    spoken = language if language in house.country.languages else house.country.languages[0]
    examination = nil_return(house, visitor=by, place=place, quarter=quarter, language=spoken)
    known = filed_nil(house, place=place, quarter=quarter)
    if known:
        return filed(examined(None, examination, language), known)
    return _file(house, examination, None, by=by, answers=answers, language=language)


def _file(
    house: House,
    examination: receive.Examination,
    name: str | None,
    *,
    by: Visitor,
    answers: Mapping[str, str],
    language: Language,
) -> Line:
    line = examined(name, examination, language)
    try:
        return filed(line, receive.file(examination, house=house, by=by, answers=answers))
    except (NothingChecked, ChangedMeanwhile):
        return filed(line, None)
