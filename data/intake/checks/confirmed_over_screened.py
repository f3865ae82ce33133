"""Who is confirmed as a victim was screened in this or an earlier quarter (rule C-07)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """More people confirmed than screened so far."""
    yield from exceeding(sheet, context, rule="confirmed_over_screened", severity=SEVERITY)
