"""The cell where a row and a column of a table cross that fail by the same amount is the wrong one (rule C-02)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.margins import tables
from data.intake.numbers import written

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """The cell that would mend a row and a column at once, and what should stand in it."""
    for table in tables(sheet):
        for each in table.crossings():
            values = {
                "found": written(each.cell.number or 0),
                "expected": written(each.expected),
                "row_sum": written(each.row.sum),
                "row_total": written(each.row.total.number or 0),
                "row_cell": each.row.total.cell.address,
                "column_sum": written(each.column.sum),
                "column_total": written(each.column.total.number or 0),
                "column_cell": each.column.total.cell.address,
            }
            yield Finding("crossing_cell", SEVERITY, each.cell.cell.sheet, each.cell.cell.address, values)
