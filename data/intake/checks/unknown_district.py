"""The workbook names a district that was expected to report in its quarter."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.model import Level

STAGE = Stage.IDENTITY
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A district that the register does not know, or did not know then."""
    code, quarter = sheet.reading.facts.get("place", ""), sheet.reading.quarter
    if sheet.reading.facts.get("country") == context.country.iso3:
        place = context.country.places.get(code)
        if place is None or place.level is not Level.DISTRICT or (quarter and not place.exists_in(quarter)):
            yield Finding("unknown_district", SEVERITY, values={"code": code})
