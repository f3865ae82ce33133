"""Where parts are given, their total is given too: it is never made up from the parts."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.numbers import Mark

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Parts without a total."""
    for part, _, parts in sheet.dimensions():
        total = sheet.totals.get(part.measure)
        given = [each.entry for each in parts if each.entry.number is not None]
        if total is None or total.mark is Mark.BAD or _may_be_nil(sheet, context, part.measure):
            continue
        if total.number is None and given:
            values = {"parts": given[0].cell.address}
            yield Finding("total_missing", SEVERITY, total.cell.sheet, total.cell.address, values)


def _may_be_nil(sheet: Entries, context: Context, measure: str) -> bool:
    pillar = context.catalogue.indicator_of(measure).pillar
    return sheet.is_nil(pillar) or sheet.nil_is_unclear(pillar)
