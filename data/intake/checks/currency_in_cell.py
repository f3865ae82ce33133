"""An amount is a number alone: its currency has a cell of its own, and nothing is converted unasked (rule C-35)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A currency, or a word for thousands and millions, in the cell of a number."""
    for entry in sheet.bad("currency_in_cell"):
        yield Finding("currency_in_cell", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
