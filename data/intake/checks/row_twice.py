"""No row of a repeating block counts what another row counts."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A label that stands in two rows."""
    for part, dimension in ((part, dimension) for part, dimension, _ in sheet.dimensions() if dimension.rows):
        first: dict[str, str] = {}
        for label, item in sheet.row_labels(part, dimension):
            if item in first:
                values = {"found": label.text, "first": first[item]}
                yield Finding("row_twice", SEVERITY, label.sheet, label.address, values)
            elif item:
                first[item] = label.address
