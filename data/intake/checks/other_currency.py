"""An amount is shown in the currency that it is in: another is neither converted nor taken for it (rule C-35)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Amounts whose format shows another currency than their cell or their row is for."""
    for entry in sheet.bad("other_currency"):
        yield Finding("other_currency", SEVERITY, entry.cell.sheet, entry.cell.address, entry.values)
