"""Each case brought to court has at least one defendant (rule C-48)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """More cases at court than defendants."""
    yield from exceeding(sheet, context, rule="cases_over_defendants", severity=SEVERITY)
