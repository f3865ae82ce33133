"""A formula in a cell was calculated by the spreadsheet program before the workbook was sent."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A formula that was never calculated."""
    for entry in sheet.bad("uncalculated"):
        yield Finding("uncalculated", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
