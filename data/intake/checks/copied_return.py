"""A return is not last quarter's once more: its numbers are not all the same (rule C-27)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.history import CellOfReturn
from data.intake.numbers import Mark
from data.model import Kind

STAGE = Stage.ACROSS
SEVERITY = Severity.ASK


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """A return whose every number is last quarter's, with something that happened among them."""
    if any(sheet.unreadable):
        return
    now = _typed(sheet)
    happened = any(now.get((m, "total", "")) for m, part in sheet.typed.items() if part.kind is Kind.FLOW)
    if happened and now == context.history.cells:
        yield Finding("copied_return", SEVERITY, effect=float(len(now)))


def _typed(sheet: Entries) -> dict[CellOfReturn, float | None]:
    told = {(m, "total", ""): each for m, each in sheet.totals.items()}
    told |= {(p.measure, d.key, each.item): each.entry for p, d, parts in sheet.dimensions() for each in parts}
    return {key: entry.number for key, entry in told.items() if entry.mark is not Mark.BLANK}
