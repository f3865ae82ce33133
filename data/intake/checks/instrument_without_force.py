"""Whose instrument has a year is in force: the answer is yes (rule C-24)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import lacking
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """The year of an instrument beside the answer no."""
    yield from lacking(sheet, context, rule="instrument_without_force", severity=SEVERITY)
