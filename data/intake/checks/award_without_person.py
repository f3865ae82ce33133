"""Restitution is awarded to somebody, and whoever is awarded it is awarded an amount (rule C-17)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import lacking
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """An award without people, or people without an award."""
    yield from lacking(sheet, context, rule="award_without_person", severity=SEVERITY)
