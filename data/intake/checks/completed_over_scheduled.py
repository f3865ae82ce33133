"""No more activities are completed than are scheduled for the year (rule C-21)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """More activities completed than scheduled."""
    yield from exceeding(sheet, context, rule="completed_over_scheduled", severity=SEVERITY)
