"""Each row of a repeating block says what it counts: a nationality from the list."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.CELLS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Rows with numbers but no label, or a label that is not in the list."""
    for part, dimension in ((part, dimension) for part, dimension, _ in sheet.dimensions() if dimension.rows):
        for label, item in sheet.row_labels(part, dimension):
            if item is None:
                yield Finding("row_without_name", SEVERITY, label.sheet, label.address, {"found": label.text[:40]})
