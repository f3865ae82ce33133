"""The code and the name of the district agree: one code means different districts in two code systems (rule C-29)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.meant import names_other_district
from data.model import Level

STAGE = Stage.IDENTITY
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Sheets that name another district than the code by which the form is known."""
    place = context.country.places.get(sheet.reading.facts.get("place", ""))
    if place is None or place.level is not Level.DISTRICT:
        return
    for cell in names_other_district(sheet.reading, place):
        values = {"found": cell.text[:60], "code": place.code, "name": place.name}
        yield Finding("code_and_name", SEVERITY, cell.sheet, cell.address, values)
