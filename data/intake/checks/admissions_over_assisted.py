"""Admissions exceed the people assisted only where somebody was admitted again (rule C-08)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """More admissions than people assisted."""
    yield from exceeding(sheet, context, rule="admissions_over_assisted", severity=SEVERITY)
