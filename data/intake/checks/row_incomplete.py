"""A row of the facility or the funding sheet is complete: what it is, whose, how much."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries, is_only_register
from data.intake.findings import Finding, Severity, Stage
from data.intake.layout import TABLES

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Rows that lack what they need."""
    for key, rows in sheet.tables.items():
        for row in rows:
            if is_only_register(key, row):
                continue
            for column in TABLES[key][0]:
                missing = row.values[column.key] is None and column.key not in row.bad
                if column.required and missing and column.key != "currency":
                    cell = row.cells[column.key]
                    yield Finding("row_incomplete", SEVERITY, cell.sheet, cell.address, {"row": row.row})
