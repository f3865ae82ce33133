"""What is spent in the year is within the approved budget (rule C-19)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Spending above the budget."""
    yield from exceeding(sheet, context, rule="spent_over_budget", severity=SEVERITY)
