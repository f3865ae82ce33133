"""Everybody assisted received at least one of the services (rule C-09)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.comparing import exceeding
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """People assisted with no service."""
    yield from exceeding(sheet, context, rule="assisted_without_service", severity=SEVERITY)
