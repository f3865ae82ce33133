"""Survivors given livelihood support started reintegration in this or an earlier quarter (rule C-43)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """More livelihood packages than reintegration plans so far."""
    yield from exceeding(sheet, context, rule="livelihood_over_reintegration", severity=SEVERITY)
