"""No sheet is hidden in the workbook but the form's own."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.IDENTITY
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Hidden sheets that are not the form's."""
    titles = [title for title, hidden in sheet.added_sheets if hidden]
    if titles:
        yield Finding("hidden_sheet", SEVERITY, values={"sheets": "; ".join(titles)})
