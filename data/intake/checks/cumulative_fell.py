"""A number that counts since the fiscal year began never falls within the year (rules C-19, C-26)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.model import Kind

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Numbers of the year that are smaller than in an earlier quarter of it."""
    quarter, first_month = sheet.reading.quarter, context.country.fiscal_year_start
    for measure, entry in sheet.totals.items():
        if quarter is None or entry.number is None or sheet.typed[measure].kind is not Kind.CUMULATIVE:
            continue
        earlier = context.history.totals.get(measure, {})
        year = [q for q in earlier if q < quarter and q.fiscal_year(first_month) == quarter.fiscal_year(first_month)]
        most = max(year, key=lambda each: earlier[each], default=None)
        if most is not None and entry.number < earlier[most]:
            values = {"found": entry.number, "before": earlier[most], "quarter": str(most)}
            yield Finding("cumulative_fell", SEVERITY, entry.cell.sheet, entry.cell.address, values)
