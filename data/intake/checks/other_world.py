"""A workbook of the demo is filed only in the demo, a real one only in a real database."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.IDENTITY
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A workbook of the other world."""
    theirs = sheet.reading.facts.get("world", "")
    if theirs != context.world:
        yield Finding("other_world", SEVERITY, values={"theirs": theirs, "ours": context.world})
