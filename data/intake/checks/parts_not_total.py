"""Parts that cover everything make the total (rules C-01, C-03). While one is blank they may fall short of it."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.margins import tables
from data.intake.numbers import Entry, Mark, written

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Parts that do not make the total, unless a row or column that fails already says which of them."""
    by_table = {(table.part.measure, table.dimension.key): table for table in tables(sheet)}
    for part, dimension, parts in sheet.dimensions():
        total = sheet.totals.get(part.measure)
        filled = [each.entry for each in parts if each.entry.number is not None]
        if dimension.multiple or total is None or total.number is None or not filled:
            continue
        made = sum(entry.number or 0 for entry in filled)
        blank = any(each.entry.mark is Mark.BLANK for each in parts)
        short_is_fine = not dimension.complete or (blank and not dimension.rows)
        table = by_table.get((part.measure, dimension.key))
        if table and table.explains(made - total.number):
            continue
        if made > total.number or (made < total.number and not short_is_fine):
            values = {"total": written(total.number), "sum": written(made), "cells": _cells(filled)}
            yield Finding("parts_not_total", SEVERITY, total.cell.sheet, total.cell.address, values)


def _cells(entries: list[Entry]) -> str:
    first, last = entries[0].cell.address, entries[-1].cell.address
    return first if first == last else f"{first}:{last}"
