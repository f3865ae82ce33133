"""A village that has a regulation keeps it, unless it is repealed (rule C-22)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Fewer villages with a regulation than before."""
    yield from exceeding(sheet, context, rule="village_rules_fewer", severity=SEVERITY)
