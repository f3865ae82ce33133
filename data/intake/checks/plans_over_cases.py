"""Plans with a budget are some of the plans, and plans are some of the open cases (rule C-10)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """More plans than there can be."""
    yield from exceeding(sheet, context, rule="plans_over_cases", severity=SEVERITY)
