"""The rows and the columns of a table make the totals at their ends (rules C-01, C-02)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.margins import tables
from data.intake.numbers import written

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Totals of a row or column that its cells do not make."""
    for table in tables(sheet):
        for each in table.wrong():
            filled = [entry.cell.address for entry in each.cells if entry.number is not None]
            cells = filled[0] if len(filled) == 1 else f"{filled[0]}:{filled[-1]}" if filled else ""
            values = {"total": written(each.total.number or 0), "sum": written(each.sum), "cells": cells}
            yield Finding("margin_not_sum", SEVERITY, each.total.cell.sheet, each.total.cell.address, values)
