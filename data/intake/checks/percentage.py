"""Percentages are worked out here and never typed: a cell holds the number itself (rule C-04)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A percentage in place of a number."""
    for entry in sheet.bad("percentage"):
        yield Finding("percentage", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
