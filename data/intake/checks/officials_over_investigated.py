"""Officials who are charged were investigated in this or an earlier quarter (rule C-51)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """More officials charged than investigated so far."""
    yield from exceeding(sheet, context, rule="officials_over_investigated", severity=SEVERITY)
