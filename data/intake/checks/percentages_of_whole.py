"""Percentages are worked out here and need not make 100: a breakdown holds the counts themselves (rule C-04)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.shares import shares

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """The cells of breakdowns whose fractions make about a hundred."""
    for found in shares(sheet):
        for entry in found.fractions:
            cell = entry.cell
            yield Finding("percentages_of_whole", SEVERITY, cell.sheet, cell.address, {"sum": found.sum})
