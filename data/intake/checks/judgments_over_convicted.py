"""Each guilty judgment convicts at least one person (rule C-49)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """More guilty judgments than people convicted."""
    yield from exceeding(sheet, context, rule="judgments_over_convicted", severity=SEVERITY)
