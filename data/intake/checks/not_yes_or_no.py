"""A cell for yes or no holds one of them, TB where it does not apply, or nothing."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Something else than yes or no."""
    for entry in sheet.bad("not_yes_or_no"):
        yield Finding("not_yes_or_no", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
