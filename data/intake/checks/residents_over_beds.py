"""A centre has a bed for everybody who lives there; where it has not, that is asked about (rule C-12)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.layout import FACILITIES
from data.intake.numbers import written

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Centres with more residents than beds."""
    for row in sheet.tables[FACILITIES]:
        beds, residents = row.values["beds"], row.values["residents"]
        if isinstance(beds, float) and isinstance(residents, float) and residents > beds:
            values = {"beds": written(beds), "residents": written(residents)}
            cell, effect = row.cells["residents"], (residents - beds) / max(beds, 1)
            yield Finding("residents_over_beds", SEVERITY, cell.sheet, cell.address, values, effect=effect)
