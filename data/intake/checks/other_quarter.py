"""The workbook is the one of the quarter that the sender says it is."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.IDENTITY
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A workbook of another quarter than claimed."""
    theirs = sheet.reading.facts.get("quarter", "")
    if context.quarter is not None and theirs != str(context.quarter):
        yield Finding("other_quarter", SEVERITY, values={"theirs": theirs, "claimed": str(context.quarter)})
