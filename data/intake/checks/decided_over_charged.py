"""Nobody is convicted or acquitted who was not pending or newly charged, and nobody twice (rules C-15, C-50)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """More people decided on than were before the court."""
    yield from exceeding(sheet, context, rule="decided_over_charged", severity=SEVERITY)
