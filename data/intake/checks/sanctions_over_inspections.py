"""Violations are found in inspections, and sanctions follow violations (rule C-41)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """More violations than inspections, or more sanctions than violations."""
    yield from exceeding(sheet, context, rule="sanctions_over_inspections", severity=SEVERITY)
