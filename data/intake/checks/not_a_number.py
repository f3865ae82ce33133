"""A cell for a number holds a number, TB where it does not apply, or nothing: no text, no date."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Text where a number belongs."""
    for entry in sheet.bad("not_a_number"):
        yield Finding("not_a_number", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
