"""Where parts are given, their total is given too: it is never made up from the parts."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Parts without a total."""
    for part, _, parts in sheet.dimensions():
        total = sheet.totals.get(part.measure)
        given = [each.entry for each in parts if each.entry.number is not None]
        if total is not None and total.number is None and given and not _is_nil(sheet, context, part.measure):
            values = {"parts": given[0].cell.address}
            yield Finding("total_missing", SEVERITY, total.cell.sheet, total.cell.address, values)


def _is_nil(sheet: Entries, context: Context, measure: str) -> bool:
    return sheet.is_nil(context.catalogue.indicator_of(measure).pillar)
