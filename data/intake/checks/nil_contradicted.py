"""A pillar with nothing to report holds no number but 0 for what happened in the quarter (rule C-06)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Numbers on a sheet that says there is nothing to report."""
    for pillar, entry in sheet.nil_and_counted:
        values = {"mark": sheet.nil[pillar].cell.address}
        yield Finding("nil_contradicted", SEVERITY, entry.cell.sheet, entry.cell.address, values)
