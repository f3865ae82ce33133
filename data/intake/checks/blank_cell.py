"""Every core number is answered: a number, 0, TB, or nothing-to-report for its pillar (rule C-06); blank is no 0."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.numbers import Mark

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Core numbers left blank."""
    if sheet.says_nothing:
        return
    for slot in context.layout.core_slots:
        entry = sheet.totals.get(slot.part.measure)
        if entry is None or sheet.is_nil(slot.sheet) or sheet.nil_is_unclear(slot.sheet):
            continue
        if entry.mark is Mark.BLANK:
            yield Finding("blank_cell", SEVERITY, entry.cell.sheet, entry.cell.address, effect=inf)
