"""No cell shows an error of the spreadsheet program (#REF!, #DIV/0!)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """An error value."""
    for entry in sheet.bad("error_cell"):
        yield Finding("error_cell", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
