"""The workbook has the sheets of the form; one that was added is never filed."""

from __future__ import annotations

import math
from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.IDENTITY
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Visible sheets that are not the form's."""
    titles = [title for title, hidden in sheet.added_sheets if not hidden]
    if titles:
        yield Finding("added_sheet", SEVERITY, values={"sheets": "; ".join(titles)}, effect=math.inf)
