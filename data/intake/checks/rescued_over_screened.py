"""People removed from exploitation are screened, those intercepted before departure left aside (rule C-37)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """More people removed from exploitation than screened."""
    yield from exceeding(sheet, context, rule="rescued_over_screened", severity=SEVERITY)
