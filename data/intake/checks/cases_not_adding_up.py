"""Cases open before, new and taken over are still open or were closed (rule C-11)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Victims' cases that do not add up."""
    yield from exceeding(sheet, context, rule="cases_not_adding_up", severity=SEVERITY)
