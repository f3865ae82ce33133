"""A pillar with nothing to report holds no counts other than 0, neither totals nor parts nor extra numbers (C-06)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.numbers import Entry
from data.model import Kind, Part

STAGE = Stage.ROWS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Numbers on a sheet that says there is nothing to report."""
    for part, entry in _counts(sheet, context):
        pillar = context.catalogue.indicator_of(part.measure).pillar
        if part.kind is Kind.FLOW and entry.number and sheet.is_nil(pillar):
            values = {"mark": sheet.nil[pillar].cell.address}
            yield Finding("nil_contradicted", SEVERITY, entry.cell.sheet, entry.cell.address, values)


def _counts(sheet: Entries, context: Context) -> Iterator[tuple[Part, Entry]]:
    for measure, entry in sheet.totals.items():
        yield sheet.typed[measure], entry
    for measure, entry in sheet.extras.items():
        yield context.catalogue.measure(measure), entry
    for part, _, parts in sheet.dimensions():
        yield from ((part, each.entry) for each in parts)
