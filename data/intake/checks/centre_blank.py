"""Every centre that is known has its numbers for the quarter, or is closed."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.layout import FACILITIES
from data.intake.table_rows import is_only_register

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Known centres without numbers."""
    for row in sheet.tables[FACILITIES]:
        if is_only_register(FACILITIES, row):
            cell = row.cells["name"]
            name = str(row.values["name"])[:60]
            yield Finding("centre_blank", SEVERITY, cell.sheet, cell.address, {"name": name}, effect=inf)
