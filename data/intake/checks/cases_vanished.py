"""Cases that were open before are still open or were closed in the quarter (rule C-11)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Open cases that are neither open nor closed."""
    yield from exceeding(sheet, context, rule="cases_vanished", severity=SEVERITY)
