"""Money that is signed says when it is due, money received says when it came: without a date it counts for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.layout import FUNDING, RECEIVED, SIGNED

STAGE = Stage.ROWS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Payments without the date that their stage needs."""
    needed = {SIGNED: "due_on", RECEIVED: "received_on"}
    for row in sheet.tables[FUNDING]:
        column = needed.get(str(row.values["status"]))
        if column and row.values[column] is None and column not in row.bad:
            cell = row.cells[column]
            yield Finding("payment_without_date", SEVERITY, cell.sheet, cell.address)
