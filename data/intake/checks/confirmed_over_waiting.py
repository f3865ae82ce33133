"""Who is confirmed was screened in the quarter or was waiting from the one before (rule C-07)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """More people confirmed than screened or waiting."""
    yield from exceeding(sheet, context, rule="confirmed_over_waiting", severity=SEVERITY)
