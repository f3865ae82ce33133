"""People, cases and events are whole."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A fraction where only whole numbers make sense."""
    for entry in sheet.bad("fraction"):
        yield Finding("fraction", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
