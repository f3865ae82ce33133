"""A dash says nothing: 0 means counted and none, empty means not counted, TB means not applicable."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A dash, which could mean three things."""
    for entry in sheet.bad("dash"):
        yield Finding("dash", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
