"""A return says something: at least one number, TB or nothing-to-report."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """An empty form."""
    if sheet.says_nothing:
        yield Finding("nothing_filled", SEVERITY)
