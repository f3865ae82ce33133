"""The workbook's quarter is a quarter: a year and one of four."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.IDENTITY
SEVERITY = Severity.STOP
LETTERS = 20
"""How much of what stands there is repeated."""


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A quarter that no calendar has."""
    said = sheet.reading.facts.get("quarter", "")
    if sheet.reading.quarter is None:
        yield Finding("unknown_quarter", SEVERITY, values={"found": said[:LETTERS]})
