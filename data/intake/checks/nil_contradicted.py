"""A pillar with nothing to report holds no counts other than 0."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.model import Kind

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Numbers on a sheet that says there is nothing to report."""
    for pillar, mark in sheet.nil.items():
        if not sheet.is_nil(pillar):
            continue
        for measure, entry in sheet.totals.items():
            part = sheet.typed[measure]
            counted = part.kind is Kind.FLOW and bool(entry.number)
            if counted and context.catalogue.indicator_of(measure).pillar is pillar:
                values = {"mark": mark.cell.address}
                yield Finding("nil_contradicted", SEVERITY, entry.cell.sheet, entry.cell.address, values)
