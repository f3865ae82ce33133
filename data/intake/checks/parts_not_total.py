"""Parts that cover everything make the total (rules C-01, C-03). While one is blank they may fall short of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from data.intake.entries import Context, Entries, PartEntry
from data.intake.findings import Finding, Severity, Stage
from data.intake.margins import tables
from data.intake.numbers import Entry, Mark, written
from data.model import Dimension, Part

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Parts that do not make the total, unless a row or column that fails already says which of them.

    Where several breakdowns of a number make the same other sum, the number itself is likely to be wrong: it is told
    once.
    """
    wrong: dict[tuple[str, float], list[str]] = defaultdict(list)
    explained = {(table.part.measure, table.dimension.key): table for table in tables(sheet)}
    for part, dimension, parts in sheet.dimensions():
        total = sheet.totals.get(part.measure)
        filled = [each.entry for each in parts if each.entry.number is not None]
        if dimension.multiple or total is None or total.number is None or not filled:
            continue
        made = sum(entry.number or 0 for entry in filled)
        table = explained.get((part.measure, dimension.key))
        if table and table.explains(made - total.number):
            continue
        if made > total.number or (made < total.number and not _may_fall_short(sheet, part, dimension, parts)):
            wrong[part.measure, made].append(_cells(filled))
    for (measure, made), cells in wrong.items():
        total = sheet.totals[measure]
        values = {"total": written(total.number or 0), "sum": written(made), "cells": "; ".join(cells)}
        yield Finding("parts_not_total", SEVERITY, total.cell.sheet, total.cell.address, values)


def _may_fall_short(sheet: Entries, part: Part, dimension: Dimension, parts: list[PartEntry]) -> bool:
    marks = {each.entry.mark for each in parts}
    blank = Mark.BLANK in marks and not dimension.rows
    return not dimension.complete or blank or Mark.BAD in marks or sheet.has_lost(f"{part.measure}|{dimension.key}")


def _cells(entries: list[Entry]) -> str:
    first, last = entries[0].cell.address, entries[-1].cell.address
    return first if first == last else f"{first}:{last}"
