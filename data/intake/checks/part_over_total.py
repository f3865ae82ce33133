"""Where one person may be counted several times, no part alone is larger than the total (rule C-03)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.numbers import written

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A part that is larger than its total."""
    for part, dimension, parts in sheet.dimensions():
        total = sheet.totals.get(part.measure)
        if not dimension.multiple or total is None or total.number is None:
            continue
        for each in parts:
            if each.entry.number is not None and each.entry.number > total.number:
                said = {"part": written(each.entry.number), "total": written(total.number)}
                values = said | {"cell": total.cell.address}
                yield Finding("part_over_total", SEVERITY, each.entry.cell.sheet, each.entry.cell.address, values)
