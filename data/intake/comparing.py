"""Comparing numbers of a return with each other and with earlier quarters, as the files of `rules` say.

A number that is not known is never taken for 0: without it a comparison is left out. Only where the known ones of a sum
are already too many does it fail all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity
from data.intake.layout import FACILITIES
from data.intake.numbers import Mark, number_entry, written
from data.intake.reading import Cell
from data.intake.table_rows import centre_code
from data.rules import Comparison, Rule, Term


@dataclass(frozen=True)
class Known:
    """What is known of a term: its value (None: not known), and the cell of this return in which it stands.

    `whole` is False where a part of a sum over the quarters is missing. `quarters` is how many reported quarters before
    this one such a sum holds.
    """

    value: float | None = None
    cell: Cell | None = None
    whole: bool = True
    quarters: int | None = None


def exceeding(sheet: Entries, context: Context, *, rule: str, severity: Severity) -> Iterator[Finding]:
    """A finding for each comparison of a rule that does not hold."""
    content = _rule(context, rule)
    for comparison in content.comparisons:
        if comparison.unless and all(known(sheet, context, term).value is not None for term in comparison.unless):
            continue
        sides = _Sides.of(sheet, context, comparison)
        if sides.fails(comparison.equal):
            yield sides.finding(rule, Severity.ASK if severity is Severity.STOP and sides.young(content) else severity)


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
        return Known(place.villages if place and context.whose_is_sure else None)
    if term.measure == "centres":
        return Known(_centres(sheet, context))
    if not term.when:
        return _now(sheet, term)
    if quarter is None:
        return Known()
    if term.when == ".before":
        return Known(context.history.before(term.measure, quarter))
    earlier, whole = context.history.so_far(term.measure, quarter)
    now = _now(sheet, term)
    quarters = len(context.history.totals.get(term.measure, {}))
    return Known(None if now.value is None else earlier + now.value, now.cell, whole, quarters)


def _rule(context: Context, name: str) -> Rule:
    return context.catalogue.rules.get(name, Rule(name, ()))


@dataclass(frozen=True)
class _Sides:
    """The two sides of a comparison."""

    these: list[Known]
    limits: list[Known]

    @classmethod
    def of(cls, sheet: Entries, context: Context, comparison: Comparison) -> _Sides:
        return cls(
            [known(sheet, context, term) for term in comparison.these],
            [known(sheet, context, term) for term in comparison.at_most],
        )

    @property
    def found(self) -> float:
        return sum(each.value or 0 for each in self.these)

    @property
    def limit(self) -> float:
        return sum(each.value or 0 for each in self.limits)

    @property
    def cells(self) -> list[Cell]:
        return [each.cell for each in (*(each for each in self.these if each.value), *self.limits) if each.cell]

    def fails(self, equal: bool) -> bool:
        if not self.cells or any(each.value is None or not each.whole for each in self.limits):
            return False
        if not equal:
            return self.found > self.limit
        return all(each.value is not None for each in self.these) and self.found != self.limit

    def young(self, rule: Rule) -> bool:
        """Whether a sum over the quarters holds fewer of them than the rule wants before it is sure."""
        return any(each.quarters is not None and each.quarters < rule.sure_from for each in self.limits)

    def finding(self, rule: str, severity: Severity) -> Finding:
        cell = self.cells[0]
        apart = abs(self.found - self.limit)
        values = {"found": self.found, "limit": self.limit, "apart": apart, "where": _where(self.limits, cell)}
        effect = apart / max(self.limit, 1)
        return Finding(rule, severity, cell.sheet, cell.address, values, effect=effect)


def _now(sheet: Entries, term: Term) -> Known:
    if term.dimension:
        cell = sheet.reading.cells.get(term.tag)
        return Known(number_entry(cell, whole=True).number, cell) if cell else Known()
    entry = sheet.totals.get(term.measure)
    if entry is None:
        extra = sheet.extras.get(term.measure) or sheet.extra_texts.get(term.measure)
        return Known(extra.number, extra.cell) if extra else Known()
    if entry.mark is Mark.BLANK and sheet.counts_as_nil(term.measure):
        return Known(0.0, entry.cell)
    return Known(entry.number, entry.cell)


def _centres(sheet: Entries, context: Context) -> float | None:
    """How many centres the district has: those of the register and the new ones. None where that is not known."""
    rows = sheet.tables[FACILITIES]
    if not context.whose_is_sure or sheet.has_lost(FACILITIES) or any(row.unreadable("name", "code") for row in rows):
        return None
    told = {centre_code(row, context.register) or str(row.values["name"]).casefold() for row in rows}
    return len(told | set(context.register.values())) or None


def _where(others: list[Known], beside: Cell) -> str:
    """The cells in which the other numbers stand, with their sheet where it is another one."""
    cells = [each.cell for each in others if each.cell]
    return ", ".join(c.address if c.sheet == beside.sheet else f"{c.sheet}!{c.address}" for c in cells)
