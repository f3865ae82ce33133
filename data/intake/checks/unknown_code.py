"""A centre that bears a code bears one of the district's own: the form writes codes, the officer never does."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.layout import FACILITIES

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Codes that are not of this district's register."""
    known = set(context.register.values())
    for row in sheet.tables[FACILITIES]:
        code = row.values["code"]
        if context.whose_is_sure and code is not None and code not in known:
            cell = row.cells["code"]
            yield Finding("unknown_code", SEVERITY, cell.sheet, cell.address, {"found": str(code)[:40]})
