"""The workbook is the one of the district that the sender says it is."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.IDENTITY
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A workbook of another district than claimed."""
    theirs = sheet.reading.facts.get("place", "")
    if context.place is not None and theirs != context.place.code:
        known = context.country.places.get(theirs)
        names = {"theirs": known.name if known else theirs, "claimed": context.place.name}
        yield Finding("other_district", SEVERITY, values=names)
