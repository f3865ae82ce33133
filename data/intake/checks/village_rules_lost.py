"""Villages with a regulation are last quarter's and the new ones, without those repealed (rule C-22)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Fewer villages than last quarter's, the newly enacted and the repealed regulations make."""
    yield from exceeding(sheet, context, rule="village_rules_lost", severity=SEVERITY)
