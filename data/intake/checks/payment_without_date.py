"""Money that is signed says when it is due, money received says when it came: without a date it counts for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.layout import FUNDING, FUNDING_COLUMNS

STAGE = Stage.ROWS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Payments without the date that their stage needs."""
    asked_at = {column.at_stage: column.key for column in FUNDING_COLUMNS if column.at_stage}
    for row in sheet.tables[FUNDING]:
        column = asked_at.get(str(row.values["status"]))
        if column and row.values[column] is None and column not in row.bad:
            cell = row.cells[column]
            yield Finding("payment_without_date", SEVERITY, cell.sheet, cell.address, effect=inf)
