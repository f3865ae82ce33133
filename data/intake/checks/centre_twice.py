"""No centre stands in two rows."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.layout import FACILITIES

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A centre that stands in two rows."""
    first: dict[str, str] = {}
    for row in sheet.tables[FACILITIES]:
        name = str(row.values["name"] or "").casefold()
        cell = row.cells["name"]
        if name and name in first:
            yield Finding("centre_twice", SEVERITY, cell.sheet, cell.address, {"first": first[name]})
        first.setdefault(name, cell.address)
