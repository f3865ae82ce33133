"""A row of the facility or the funding sheet is complete: what it is, whose, how much."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.table_rows import is_only_register, needed

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Rows that lack what they need."""
    for key, rows in sheet.tables.items():
        for row in rows:
            if is_only_register(key, row):
                continue
            for column in needed(key, row):
                if row.values[column] is None and column not in row.bad:
                    cell = row.cells[column]
                    yield Finding("row_incomplete", SEVERITY, cell.sheet, cell.address, {"row": row.row})
