"""What the cells of our form are for, from its hidden tags: asked only where a long number or a date was found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from data.intake.layout import CURRENCY, DATE, MONEY, NUMBER, TABLES, TAG_SHEET
from data.intake.personal.carried import Part, Text
from data.intake.personal.collecting import Carried
from data.intake.personal.look import Context

ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
CONTEXTS = {MONEY: Context.MONEY, DATE: Context.DATE, NUMBER: Context.COUNT, CURRENCY: Context.TEXT}
FIRST_COLUMN, TAG_COLUMN = "A", "B"


@dataclass(frozen=True)
class Block:
    """Cells of one column that are for the same, from one row to another."""

    sheet: str
    column: str
    first: int
    last: int
    context: Context


class FormCells:
    """Tells what the cell of a text is for. A sheet that is not of the form is unknown ground."""

    def __init__(self, carried: Carried, money: frozenset[str]) -> None:
        """Nothing is computed before it is asked for.

        Args:
            carried: everything that the workbook carries.
            money: the measures that are amounts of money.
        """
        self._carried = carried
        self._money = money

    def __call__(self, text: Text) -> Context:
        """What the cell of the text is for."""
        found = ADDRESS.fullmatch(text.cell or "")
        if text.part is not Part.CELL or not found:
            return Context.UNKNOWN
        column, row = found[1], int(found[2])
        for block in self._blocks.get((text.sheet, column), ()):
            if block.first <= row <= block.last:
                return block.context
        return Context.MONEY if (text.sheet, row) in self._money_rows else Context.UNKNOWN

    @cached_property
    def _tags(self) -> dict[str, tuple[str, str, int]]:
        """Sheet, column and row of each tagged cell."""
        repeats = self._carried.repeats.get(TAG_SHEET, {})
        tags: dict[str, tuple[str, str, int]] = {}
        for text in self._carried.texts:
            if text.sheet != TAG_SHEET or text.part is not Part.CELL or not text.cell:
                continue
            place = repeats.get(f"C{text.cell[1:]}") if text.cell.startswith(TAG_COLUMN) else None
            found = ADDRESS.fullmatch(place[1]) if place else None
            if place and found:
                tags[str(text.said)] = (place[0], found[1], int(found[2]))
        return tags

    @cached_property
    def _blocks(self) -> dict[tuple[str | None, str], list[Block]]:
        blocks: dict[tuple[str | None, str], list[Block]] = {}
        for block in self._each_block():
            blocks.setdefault((block.sheet, block.column), []).append(block)
        return blocks

    def _each_block(self) -> Iterator[Block]:
        for tag, (sheet, column, row) in self._tags.items():
            base, _, key = tag.partition("|*")
            last = self._tags.get(f"{base}|last", (sheet, column, row))[2] if key else row
            yield Block(sheet, column, row, max(row, last), self._context(base, key))

    def _context(self, base: str, key: str) -> Context:
        if base in TABLES:
            kinds = {column.key: column.kind for column in TABLES[base][0]}
            return CONTEXTS.get(kinds.get(key, ""), Context.TEXT)
        if key == "row":
            return Context.TEXT
        return Context.MONEY if base.split("|")[0] in self._money else Context.COUNT

    @cached_property
    def _money_rows(self) -> set[tuple[str | None, int]]:
        """Rows that speak of money: those of a money measure's cells, and those that begin with its code."""
        blocks = (block for blocks in self._blocks.values() for block in blocks)
        rows: set[tuple[str | None, int]] = {(b.sheet, b.first) for b in blocks if b.context is Context.MONEY}
        for text in self._carried.texts:
            if text.said in self._money and text.cell and text.cell.startswith(FIRST_COLUMN):
                found = ADDRESS.fullmatch(text.cell)
                rows |= {(text.sheet, int(found[2]))} if found else set()
        return rows
