"""Restitution paid so far is at most the restitution awarded so far (rule C-18)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """More restitution paid than awarded so far."""
    yield from exceeding(sheet, context, rule="paid_over_awarded", severity=SEVERITY)
