"""The payments received for a centre in the quarter make the total that its own row gives (rule C-34)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.layout import FACILITIES, FUNDING, RECEIVED
from data.intake.table_rows import TableRow, received_in

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP
DECIDING = ("facility", "status", "amount", "currency", "received_on")
"""What decides whether a payment is part of a centre's total."""


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Centres whose payments make another sum. Those in another currency, or without a date, may be the rest."""
    own = context.country.currency
    for centre in sheet.tables[FACILITIES]:
        total, name = centre.values["received"], str(centre.values["name"] or "").casefold()
        if not isinstance(total, float) or not name or centre.unreadable("currency") or sheet.has_lost(FUNDING):
            continue
        currency = centre.values["currency"] or own
        rows = [row for row in sheet.tables[FUNDING] if _may_be_for(row, name)]
        sure = [row for row in rows if not row.unreadable(*DECIDING) and received_in(sheet.reading.quarter, row)]
        counted = [row for row in sure if (row.values["currency"] or own) == currency]
        came = sum(float(str(row.values["amount"] or 0)) for row in counted)
        whole = len(counted) == len(sure) and not any(_is_unsure(row) for row in rows)
        if came > total or (came < total and whole):
            cells = ", ".join(f"{row.at.sheet}!{row.cells['amount'].address}" for row in counted)
            cell = centre.cells["received"]
            values = {"total": total, "sum": came, "cells": cells or "-"}
            yield Finding("payments_not_total", SEVERITY, cell.sheet, cell.address, values)


def _may_be_for(row: TableRow, name: str) -> bool:
    return row.unreadable("facility") or str(row.values["facility"] or "").casefold() == name


def _is_unsure(row: TableRow) -> bool:
    undated = row.values["status"] == RECEIVED and row.values["received_on"] is None
    return undated or row.unreadable(*DECIDING)
