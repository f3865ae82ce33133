"""Where people live in a centre, they spent nights there (rule C-13)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.layout import FACILITIES
from data.intake.numbers import written

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Centres with residents and no nights."""
    for row in sheet.tables[FACILITIES]:
        residents = row.values["residents"]
        if isinstance(residents, float) and residents > 0 and row.values["bed_nights"] == 0:
            cell = row.cells["bed_nights"]
            values = {"residents": written(residents)}
            yield Finding("nights_missing", SEVERITY, cell.sheet, cell.address, values)
