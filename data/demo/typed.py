"""Answers of the demo as if they had been typed: each with the sheet and the cell that the form gives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from openpyxl.utils import get_column_letter

from data.demo.answers import Answers
from data.intake import new_return
from data.intake.entries import Context, Entries
from data.intake.layout import (
    CHOICE,
    FACILITIES,
    FIRST_INPUT,
    FUNDING,
    NIL_ROW,
    TABLE_HEADER,
    TABLES,
    Column,
    RowsLine,
    lay_out,
)
from data.intake.reading import Cell, Found, Reading
from data.model import Kind, Language, Pillar, Quarter, Status
from data.settings import Overlay
from data.store.house import House
from data.store.new_return import Observation
from data.words import pick, text

NIL_CELL = f"{get_column_letter(FIRST_INPUT)}{NIL_ROW}"


class TypedForm:
    """The form of one quarter and language: where each answer stands."""

    def __init__(self, house: House, quarter: Quarter, language: Language) -> None:
        """Lay the form out.

        Args:
            house: the country, its catalogue and its content.
            quarter: the quarter of the form.
            language: the language of its sheets' names.
        """
        self._house = house
        self._quarter = quarter
        self._language = language
        self._content: Overlay | None = house.settings.content
        self._layout = lay_out(house.catalogue, quarter=quarter, core=frozenset(house.country.core))

    def observations(self, answers: Answers) -> list[Observation]:
        """Every number of a return, as the intake would make it of the filled workbook."""
        made = [*self._totals(answers), *self._nil(answers), *self._parts(answers)]
        if answers.centres or answers.payments:
            made += new_return.observations(
                self.tables(answers),
                catalogue=self._house.catalogue,
                country=self._house.country,
                quarter=self._quarter,
            )
        return made

    def tables(self, answers: Answers) -> Entries:
        """The facility and the funding sheet as the intake reads them, and nothing else of the form."""
        rows = {
            key: tuple(self._row(key, number, row) for number, row in enumerate(filled, start=TABLE_HEADER + 1))
            for key, filled in ((FACILITIES, answers.centres), (FUNDING, answers.payments))
        }
        return Entries(Reading(facts={}, cells={}, rows=rows), self._context)

    def cells(self, answers: Answers) -> Iterator[tuple[str, str, object]]:
        """What an officer types, and where: sheet, cell and what stands in it."""
        yes = self._say("yes")
        for pillar in answers.nil:
            yield self._sheets[pillar], NIL_CELL, yes
        for each in self._totals(answers):
            kind = self._house.catalogue.measure(each.measure).kind
            yield each.sheet, each.cell, self._written(each.value, kind)
        for each in self._parts(answers):
            yield each.sheet, each.cell, each.value
        for block, row, line in self._block_rows(answers):
            label = pick(next(item for item in block.dimension.rows if item.key == row).labels, self._language)
            yield self._sheets[self._pillar(block.tag)], f"{self._columns[block.tag]['row']}{line}", label
        for cells in (row for rows in self.tables(answers).reading.rows.values() for row in rows):
            yield from ((cell.sheet, cell.address, cell.day or cell.value) for cell in cells.values() if not cell.blank)

    def payment_cells(self) -> Iterator[tuple[str, str]]:
        """Every cell of the funding sheet, some of which the form fills in from last quarter: sheet and cell."""
        columns, rows = TABLES[FUNDING]
        for line in range(TABLE_HEADER + 1, TABLE_HEADER + 1 + rows):
            for place in range(1, len(columns) + 1):
                yield self._table_sheets[FUNDING], f"{get_column_letter(place)}{line}"

    def _totals(self, answers: Answers) -> Iterator[Observation]:
        for measure, value in answers.totals.items():
            slot = self._layout.by_tag[measure]
            status = Status.NOT_EXPECTED if value is None else Status.REPORTED
            yield Observation(measure, "total", "", value, status, self._sheets[slot.sheet], self._cells[measure])

    def _nil(self, answers: Answers) -> Iterator[Observation]:
        for pillar in answers.nil:
            for measure in self._flows[pillar]:
                if measure not in answers.totals:
                    yield Observation(measure, "total", "", 0.0, Status.NIL, self._sheets[pillar], NIL_CELL)

    def _parts(self, answers: Answers) -> Iterator[Observation]:
        for (measure, dimension), counts in answers.parts.items():
            tag = f"{measure}|{dimension}"
            sheet = self._sheets[self._pillar(tag)]
            block = self._layout.blocks.get(tag)
            lines = {} if block is None else _lines(block, counts)
            for item, value in counts.items():
                if block is None:
                    cell = self._cells[f"{tag}|{item}"]
                else:
                    row, _, crossed = item.partition(".")
                    cell = f"{self._columns[tag][crossed]}{lines[row]}"
                yield Observation(measure, dimension, item, value, Status.REPORTED, sheet, cell)

    def _block_rows(self, answers: Answers) -> Iterator[tuple[RowsLine, str, int]]:
        """The filled rows of repeating blocks: the block, the item that the row's label names, its line."""
        for (measure, dimension), counts in answers.parts.items():
            block = self._layout.blocks.get(f"{measure}|{dimension}")
            if block is not None:
                yield from ((block, row, line) for row, line in _lines(block, counts).items())

    def _written(self, value: float | None, kind: Kind) -> object:
        if value is None:
            return self._say("not_applicable")
        return self._say("yes" if value else "no") if kind is Kind.YES_NO else value

    def _row(self, key: str, number: int, row: Mapping[str, object]) -> dict[str, Cell]:
        columns, _ = TABLES[key]
        return {
            column.key: self._cell(key, f"{get_column_letter(place)}{number}", column, row.get(column.key))
            for place, column in enumerate(columns, start=1)
        }

    def _cell(self, key: str, address: str, column: Column, value: object) -> Cell:
        sheet = self._table_sheets[key]
        match value:
            case None:
                return Cell(sheet, address, Found.BLANK)
            case dt.date():
                return Cell(sheet, address, Found.DATE, value.isoformat())
            case int() | float():
                return Cell(sheet, address, Found.NUMBER, float(value))
        said = self._say(f"options.{value}") if column.kind == CHOICE and column.options else str(value)
        return Cell(sheet, address, Found.TEXT, said)

    def _pillar(self, tag: str) -> Pillar:
        return self._layout.by_tag[tag.split("|")[0]].sheet

    def _say(self, key: str) -> str:
        return text(f"workbook.{key}", self._language, self._content)

    @cached_property
    def _sheets(self) -> dict[Pillar, str]:
        return {pillar: self._say(f"sheets.{pillar.value}") for pillar in Pillar}

    @cached_property
    def _table_sheets(self) -> dict[str, str]:
        return {key: self._say(f"sheets.{key}") for key in TABLES}

    @cached_property
    def _cells(self) -> dict[str, str]:
        return {tag: slot.cell for tag, slot in self._layout.by_tag.items()}

    @cached_property
    def _columns(self) -> dict[str, dict[str, str]]:
        """For each repeating block the letters of its columns."""
        return {
            tag: {key.split("|*")[1]: get_column_letter(column) for key, column in block.columns()}
            for tag, block in self._layout.blocks.items()
        }

    @cached_property
    def _flows(self) -> dict[Pillar, list[str]]:
        return {
            pillar: [p.measure for p in self._house.catalogue.typed_parts(pillar, self._quarter) if p.kind is Kind.FLOW]
            for pillar in Pillar
        }

    @cached_property
    def _context(self) -> Context:
        return Context(
            catalogue=self._house.catalogue,
            country=self._house.country,
            world=self._house.facts.world,
            layout=self._layout,
            content=self._content,
        )


def _lines(block: RowsLine, counts: Iterable[str]) -> dict[str, int]:
    """The line of a repeating block that each row's item stands in."""
    items = dict.fromkeys(item.partition(".")[0] for item in counts)
    return dict(zip(items, range(block.first, block.last + 1), strict=False))
