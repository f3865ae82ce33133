"""Investigations follow from reports of this or an earlier quarter (rule C-45)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """More investigations than reports so far."""
    yield from exceeding(sheet, context, rule="investigations_over_reports", severity=SEVERITY)
