"""Filing one return, for the command line and for scripts: examine, file, and one line about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from data.errors import ChangedMeanwhile, Locked, NothingChecked, PersonalSentence
from data.intake import receive, several
from data.intake.findings import Finding, Severity
from data.intake.nil import filed_nil, nil_return
from data.intake.receive import Examination
from data.intake.several import Brought
from data.model import Language, Place, Quarter, Visitor
from data.store.house import House
from pages.parts.printed import Line, examined, filed


def file_each(
    house: House, files: Sequence[Brought], *, by: Visitor, answers: Mapping[str, str], language: Language
) -> Iterator[Line]:
    """Examine and file workbooks in their order. What stands in the way of one is told in its line, never raised."""
    examinations = several.each_examined(files, house=house, visitor=by, filing=True)
    for each, examination in zip(files, examinations, strict=True):
        yield file_examined(house, examination, each.name, by=by, answers=answers, language=language)


def file_nil(
    house: House, *, place: Place, quarter: Quarter, by: Visitor, answers: Mapping[str, str], language: Language
) -> Line:
    """File that a district has nothing to report. Said a second time, it has the same receipt."""
    spoken = house.country.form_language(language)
    examination = nil_return(house, visitor=by, place=place, quarter=quarter, language=spoken)
    known = filed_nil(house, place=place, quarter=quarter)
    if known:
        return filed(examined(None, examination, language), known)
    return file_examined(house, examination, None, by=by, answers=answers, language=language)


def file_examined(
    house: House,
    examination: Examination,
    name: str | None,
    *,
    by: Visitor,
    answers: Mapping[str, str],
    language: Language,
) -> Line:
    """File an examined workbook, if nothing stands in its way; the line says what does."""
    line = examined(name, examination, language)
    try:
        return filed(line, receive.file(examination, house=house, by=by, answers=answers))
    except NothingChecked:
        return filed(line, None)
    except (ChangedMeanwhile, Locked, PersonalSentence) as refused:
        why = Finding(refused.key.partition(".")[2], Severity.STOP, values=refused.values)
        return filed(examined(name, replace(examination, findings=(*examination.findings, why)), language), None)
