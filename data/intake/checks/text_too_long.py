"""A name is short: it says which centre or source, and nothing about people."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A text that is longer than a name."""
    for entry in sheet.bad("text_too_long"):
        yield Finding("text_too_long", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
