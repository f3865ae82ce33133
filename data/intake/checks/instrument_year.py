"""The year of an instrument in force is not after the quarter, and written in full (rule C-24)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.numbers import written
from data.rules import Rule

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP
OLDEST = 1945
"""No instrument on this subject is older; two digits of a year are not a year."""


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Years that cannot be those of an instrument in force."""
    quarter = sheet.reading.quarter
    for measure in context.catalogue.rules.get("instrument_year", Rule("instrument_year", ())).measures:
        entry = sheet.extras.get(measure)
        if quarter and entry and entry.number is not None and not OLDEST <= entry.number <= quarter.year:
            values = {"found": written(entry.number), "year": quarter.year}
            yield Finding("instrument_year", SEVERITY, entry.cell.sheet, entry.cell.address, values)
