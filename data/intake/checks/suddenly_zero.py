"""Where something happened before and nothing happens now, 0 was counted and not only written (rule C-28)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.model import Kind

STAGE = Stage.ACROSS
SEVERITY = Severity.NOTE


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A return of nothing but 0, after a quarter in which something happened."""
    quarter = sheet.reading.quarter
    flows = [measure for measure, part in sheet.typed.items() if part.kind is Kind.FLOW]
    told = [sheet.totals[m].number for m in flows if m in sheet.totals and sheet.totals[m].number is not None]
    nil = any(sheet.is_nil(pillar) for pillar in sheet.nil)
    if quarter is None or any(told) or not (told or nil) or any(sheet.unreadable):
        return
    if any(context.history.before(measure, quarter) for measure in flows):
        yield Finding("suddenly_zero", SEVERITY)
