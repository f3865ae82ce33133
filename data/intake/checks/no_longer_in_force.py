"""What was in force stays in force, unless it was repealed or has expired (rule C-24)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.model import Kind

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Answers that were yes in the quarter before and are no now."""
    quarter = sheet.reading.quarter
    for measure, entry in sheet.totals.items():
        if quarter is None or sheet.typed[measure].kind is not Kind.YES_NO:
            continue
        if entry.number == 0 and context.history.before(measure, quarter) == 1:
            yield Finding("no_longer_in_force", SEVERITY, entry.cell.sheet, entry.cell.address, effect=1.0)
