"""A number is seen as it is: its cell's format neither hides it nor shows it in thousands."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Numbers that nobody sees as they are."""
    for entry in sheet.bad("disguised_number"):
        yield Finding("disguised_number", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
