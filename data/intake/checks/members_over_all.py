"""Members that were active or sent data are some of all members (rule C-33)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """More active members than members."""
    yield from exceeding(sheet, context, rule="members_over_all", severity=SEVERITY)
