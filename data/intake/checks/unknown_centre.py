"""A payment for one centre names a centre of the facility sheet."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.layout import FACILITIES, FUNDING

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A payment for a centre that is not on the facility sheet."""
    centres = sheet.tables[FACILITIES]
    if sheet.has_lost(FACILITIES) or any(row.unreadable("name") for row in centres):
        return
    names = {str(row.values["name"]).casefold() for row in centres if row.values["name"]}
    for row in sheet.tables[FUNDING]:
        centre = row.values["facility"]
        if centre and str(centre).casefold() not in names:
            cell = row.cells["facility"]
            yield Finding("unknown_centre", SEVERITY, cell.sheet, cell.address, {"found": str(centre)[:60]})
