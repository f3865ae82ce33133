"""The quarter is the same in the file's name, on the cover, on every sheet and in the form itself (rule C-30)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.meant import names_other_quarter, quarters_in

STAGE = Stage.IDENTITY
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A file's name or a sheet that names another quarter than the form was made for."""
    quarter = sheet.reading.quarter
    if quarter is None:
        return
    named = quarters_in(context.file_name)
    if named and quarter not in named:
        values = {"found": ", ".join(sorted(map(str, named))), "quarter": str(quarter)}
        yield Finding("quarters_differ", SEVERITY, values=values)
    for cell in names_other_quarter(sheet.reading, quarter):
        yield Finding(
            "quarters_differ", SEVERITY, cell.sheet, cell.address, {"found": cell.text[:60], "quarter": str(quarter)}
        )
