"""Copies are handed out of titles made in this or an earlier quarter (rule C-39)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import lacking
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Copies of titles that were never made."""
    yield from lacking(sheet, context, rule="copies_without_titles", severity=SEVERITY)
