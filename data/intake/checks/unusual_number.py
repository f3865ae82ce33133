"""A count far from what the district usually reports is confirmed by a sentence (rule C-25)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.usual import far_from
from data.rules import Rule

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Counts far from the district's own earlier ones that were accepted."""
    for measure in context.catalogue.rules.get("unusual_number", Rule("unusual_number", ())).measures:
        entry, quarter = sheet.totals.get(measure), sheet.reading.quarter
        earlier = context.history.usual.get(measure, {})
        known = [value for each, value in sorted(earlier.items()) if quarter is not None and each < quarter]
        if entry is not None and entry.number is not None and far_from(entry.number, known):
            mean = sum(known) / len(known)
            values = {"found": entry.number, "mean": round(mean, 1), "quarters": len(known)}
            effect = abs(entry.number - mean) / max(mean, 1)
            yield Finding("unusual_number", SEVERITY, entry.cell.sheet, entry.cell.address, values, effect=effect)
