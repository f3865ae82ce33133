"""No more villages than the district has (rule C-20)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """More villages than there are."""
    yield from exceeding(sheet, context, rule="more_than_villages", severity=SEVERITY)
