"""What is received under an agreement is at most what was signed of it (rule C-34)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.history import Agreement, agreement
from data.intake.layout import FUNDING
from data.intake.table_rows import TableRow, received_in

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Agreements of which more came in the quarter than the return before still expected."""
    rows: dict[Agreement, list[TableRow]] = defaultdict(list)
    for row in sheet.tables[FUNDING]:
        if row.unreadable("source", "currency", "signed_on"):
            continue
        key = _agreement(row, context.country.currency)
        if key in context.history.signed and received_in(sheet.reading.quarter, row):
            rows[key].append(row)
    for key, received in rows.items():
        came, signed = sum(_amount(row) for row in received), context.history.signed[key]
        if came > signed:
            cell = received[0].cells["amount"]
            values = {"found": came, "limit": signed, "source": str(received[0].values["source"])}
            yield Finding("received_over_signed", SEVERITY, cell.sheet, cell.address, values)


def _agreement(row: TableRow, own: str) -> Agreement:
    signed_on = row.values["signed_on"]
    day = signed_on.isoformat() if isinstance(signed_on, dt.date) else ""
    return agreement(str(row.values["source"]), day, str(row.values["currency"] or own))


def _amount(row: TableRow) -> float:
    amount = row.values["amount"]
    return amount if isinstance(amount, float) else 0.0
