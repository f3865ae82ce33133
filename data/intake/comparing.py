"""Comparing numbers of a return with each other and with earlier quarters, as the files of `rules` say.

A number that is not known is never taken for 0: without it a comparison is left out. Only where the known ones of a sum
are already too many does it fail all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.intake.entries import Context, Entries, centre_code
from data.intake.findings import Finding, Severity
from data.intake.layout import FACILITIES
from data.intake.numbers import Mark, number_entry, written
from data.intake.reading import Cell
from data.model import Kind
from data.rules import Comparison, Rule, Term


@dataclass(frozen=True)
class Known:
    """What is known of a term: its value (None: not known), and the cell of this return in which it stands.

    `whole` is False where a part of a sum over the quarters is missing.
    """

    value: float | None = None
    cell: Cell | None = None
    whole: bool = True


def exceeding(sheet: Entries, context: Context, *, rule: str, severity: Severity) -> Iterator[Finding]:
    """A finding for each comparison of a rule that does not hold."""
    for comparison in _rule(context, rule).comparisons:
        yield from _exceeding(sheet, context, comparison, rule=rule, severity=severity)


def lacking(sheet: Entries, context: Context, *, rule: str, severity: Severity) -> Iterator[Finding]:
    """A finding for each number above zero whose companion is zero."""
    for one, other in _rule(context, rule).needs:
        has, needs = known(sheet, context, one), known(sheet, context, other)
        if has.value and needs.value == 0 and needs.whole and has.cell:
            values = {"found": written(has.value), "where": _where([needs], has.cell)}
            yield Finding(rule, severity, has.cell.sheet, has.cell.address, values, effect=has.value)


def known(sheet: Entries, context: Context, term: Term) -> Known:
    """What is known of a term."""
    quarter = sheet.reading.quarter
    if term.measure == "villages":
        place = context.country.places.get(sheet.reading.facts.get("place", ""))
        return Known(None if place is None else place.villages)
    if term.measure == "centres":
        return Known(_centres(sheet, context))
    if not term.when:
        return _now(sheet, context, term)
    if quarter is None:
        return Known()
    if term.when == ".before":
        return Known(context.history.before(term.measure, quarter))
    earlier, whole = context.history.so_far(term.measure, quarter)
    now = _now(sheet, context, term)
    return Known(None if now.value is None else earlier + now.value, now.cell, whole)


def _rule(context: Context, name: str) -> Rule:
    return context.catalogue.rules.get(name, Rule(name, ()))


def _exceeding(
    sheet: Entries, context: Context, comparison: Comparison, *, rule: str, severity: Severity
) -> Iterator[Finding]:
    these = [known(sheet, context, term) for term in comparison.these]
    limits = [known(sheet, context, term) for term in comparison.at_most]
    found = sum(each.value or 0 for each in these)
    limit = sum(each.value or 0 for each in limits)
    cells = [each.cell for each in (*(each for each in these if each.value), *limits) if each.cell]
    if any(each.value is None or not each.whole for each in limits) or found <= limit or not cells:
        return
    values = {"found": written(found), "limit": written(limit), "where": _where(limits, cells[0])}
    effect = (found - limit) / max(limit, 1)
    yield Finding(rule, severity, cells[0].sheet, cells[0].address, values, effect=effect)


def _now(sheet: Entries, context: Context, term: Term) -> Known:
    if term.dimension:
        cell = sheet.reading.cells.get(term.tag)
        return Known(number_entry(cell, whole=True).number, cell) if cell else Known()
    entry = sheet.totals.get(term.measure)
    if entry is None:
        return Known()
    pillar = context.catalogue.indicator_of(term.measure).pillar
    if entry.mark is Mark.BLANK and sheet.is_nil(pillar) and sheet.typed[term.measure].kind is Kind.FLOW:
        return Known(0.0, entry.cell)
    return Known(entry.number, entry.cell)


def _centres(sheet: Entries, context: Context) -> float | None:
    """How many centres the district has: those of the register and the new ones. None where it knows of none."""
    rows = sheet.tables[FACILITIES]
    told = {centre_code(row, context.register) or str(row.values["name"]).casefold() for row in rows}
    return len(told | set(context.register.values())) or None


def _where(others: list[Known], beside: Cell) -> str:
    """The cells in which the other numbers stand, with their sheet where it is another one."""
    cells = [each.cell for each in others if each.cell]
    return ", ".join(c.address if c.sheet == beside.sheet else f"{c.sheet}!{c.address}" for c in cells)
