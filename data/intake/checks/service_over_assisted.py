"""No service reached more people than were assisted at all (rule C-08)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Services with more people than were assisted."""
    yield from exceeding(sheet, context, rule="service_over_assisted", severity=SEVERITY)
