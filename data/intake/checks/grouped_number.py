"""A count of people has no two groups of dots or commas: nobody counts millions in a quarter (rule C-05)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A count with several groups of dots or commas."""
    for entry in sheet.bad("grouped_number"):
        yield Finding("grouped_number", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
