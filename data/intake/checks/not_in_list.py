"""A cell with a drop-down holds one of its words."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A word that is not in the list."""
    for entry in sheet.bad("not_in_list"):
        yield Finding("not_in_list", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
