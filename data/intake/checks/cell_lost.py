"""Every cell of the form is still there: none was deleted together with its row or column."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.IDENTITY
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Cells that are gone."""
    lost = sorted({tag.split("|")[0] for tag in sheet.reading.lost})
    if lost:
        yield Finding("cell_lost", SEVERITY, values={"tags": ", ".join(lost[:6])})
