"""An instrument in force is told by its number and its year, or by neither (rule C-24)."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.numbers import Mark
from data.rules import Rule

STAGE = Stage.ACROSS
SEVERITY = Severity.STOP


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Instruments with a year and no number, or a number and no year. One that is not in force has neither."""
    told = {**sheet.extras, **sheet.extra_texts}
    for pair in context.catalogue.rules.get("instrument_incomplete", Rule("instrument_incomplete", ())).pairs:
        cells = [told[measure] for measure in pair if measure in told]
        empty = [each for each in cells if each.mark is Mark.BLANK]
        if len(cells) == 2 and len(empty) == 1 and not _not_in_force(sheet, context, pair[0]):
            [given] = [each for each in cells if each.mark is not Mark.BLANK]
            values = {"given": given.cell.address}
            yield Finding("instrument_incomplete", SEVERITY, empty[0].cell.sheet, empty[0].cell.address, values)


def _not_in_force(sheet: Entries, context: Context, measure: str) -> bool:
    answer = sheet.totals.get(context.catalogue.indicator_of(measure).parts[0].measure)
    return answer is not None and answer.number == 0
