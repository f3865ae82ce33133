"""A cell for a date holds a date."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Something else than a date."""
    for entry in sheet.bad("not_a_date"):
        yield Finding("not_a_date", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
