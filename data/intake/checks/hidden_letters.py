"""A name is read as it is seen: nothing in it turns the direction of writing."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A name with signs that are not seen and turn other letters around."""
    for entry in sheet.bad("hidden_letters"):
        yield Finding("hidden_letters", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
