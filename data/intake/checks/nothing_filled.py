"""A return says something: at least one number, TB or nothing-to-report."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.numbers import Mark

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """An empty form."""
    said = any(entry.mark is not Mark.BLANK for entry in sheet.totals.values())
    if not said and not any(sheet.is_nil(pillar) for pillar in sheet.nil):
        yield Finding("nothing_filled", SEVERITY)
