"""Who was pending or newly charged is still pending, convicted, acquitted or gone in another way (rules C-15, C-50)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Defendants before the court who do not add up."""
    yield from exceeding(sheet, context, rule="defendants_not_adding_up", severity=SEVERITY)
