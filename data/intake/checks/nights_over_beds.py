"""A centre's nights in the quarter are at most its beds, or its most residents, times the days (rule C-13)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.layout import FACILITIES
from data.intake.numbers import written

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Centres with more nights than are possible."""
    days = sheet.reading.quarter.days if sheet.reading.quarter else 0
    for row in sheet.tables[FACILITIES]:
        beds, residents, nights = (row.values[key] for key in ("beds", "residents", "bed_nights"))
        if row.unreadable("peak_residents"):
            continue
        if not (isinstance(beds, float) and isinstance(residents, float) and isinstance(nights, float) and days):
            continue
        peak = row.values.get("peak_residents")
        most = max(beds, residents, peak if isinstance(peak, float) else 0.0) * days
        if nights > most:
            cell = row.cells["bed_nights"]
            values = {"nights": written(nights), "most": written(most), "days": days}
            yield Finding("nights_over_beds", SEVERITY, cell.sheet, cell.address, values)
