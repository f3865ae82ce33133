"""No count and no amount is below zero."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A number below zero."""
    for entry in sheet.bad("negative"):
        yield Finding("negative", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
