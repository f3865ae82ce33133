"""No count has ten digits, and no amount sixteen: that is a slip, or another kind of number (rule C-05)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Numbers beyond anything that is counted."""
    for entry in sheet.bad("enormous_number"):
        yield Finding("enormous_number", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
