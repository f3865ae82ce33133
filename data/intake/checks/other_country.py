"""The workbook was made for the country that this Lima serves."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage

STAGE = Stage.IDENTITY
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A workbook of another country."""
    theirs = sheet.reading.facts.get("country", "")
    if theirs != context.country.iso3:
        yield Finding("other_country", SEVERITY, values={"theirs": theirs, "ours": context.country.iso3})
