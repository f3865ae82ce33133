"""Facilities that meet the standards are some of those assessed, and these some of all (rule C-44)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """More facilities than there can be."""
    yield from exceeding(sheet, context, rule="passing_over_assessed", severity=SEVERITY)
