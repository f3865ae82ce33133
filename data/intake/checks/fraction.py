"""People, cases and events are whole."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.shares import shares

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A fraction where only whole numbers make sense."""
    told = {id(entry) for found in shares(sheet) for entry in found.fractions}
    for entry in sheet.bad("fraction"):
        if id(entry) in told:  # as percentages
            continue
        yield Finding("fraction", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
