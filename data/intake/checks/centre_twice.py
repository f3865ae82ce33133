"""No centre stands in two rows."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.layout import FACILITIES
from data.intake.table_rows import centre_code

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A centre that stands in two rows."""
    first: dict[str, str] = {}
    for row in sheet.tables[FACILITIES]:
        name, code = str(row.values["name"] or "").casefold(), centre_code(row, context.register)
        cell = row.cells["name"]
        known_as = [known for known in (name, code) if known]
        earlier = next((first[known] for known in known_as if known in first), None)
        if earlier:
            yield Finding("centre_twice", SEVERITY, cell.sheet, cell.address, {"first": earlier})
        first |= dict.fromkeys(known_as, earlier or cell.address)
