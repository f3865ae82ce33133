"""A number that a person typed as text, and that can be read in one way only, is taken; the sender is told how."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.NOTE


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Text that was read as a number."""
    for entry in sheet.bad("read_as"):
        yield Finding("read_as", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
