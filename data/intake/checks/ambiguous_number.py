"""A number is written without separators: 1.234 could be read in two ways, so it is asked again."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A number that can be read in two ways."""
    for entry in sheet.bad("ambiguous_number"):
        yield Finding("ambiguous_number", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
