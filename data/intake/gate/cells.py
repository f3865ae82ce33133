"""The rows and cells of a sheet: each one once, in its place, and within the form's reach."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn
from xml.etree.ElementTree import Element

from data.errors import DamagedSheet, FarCell, RepeatedCell, RepeatedRow, TooMuchOnSheet
from data.intake.gate.book import MAIN
from data.intake.gate.contents import Contents
from data.intake.gate.limits import AREA, CELLS, COLUMNS, ROWS
from data.intake.gate.markup import with_children
from data.intake.gate.ranges import ADDRESS, address, column_number

ROW, CELL = f"{MAIN}row", f"{MAIN}c"
NEAR = {address(column, 1)[:-1]: column for column in range(1, COLUMNS + 1)}
"""The columns within reach by their letters: most cells are found here at once."""
ROW_NUMBER = re.compile(r"[1-9][0-9]{0,6}")


@dataclass
class Cells:
    """Goes through the rows of one sheet.

    Attributes:
        contents: looks at what stands in each cell.
        last_row, last_column: the last that hold a cell.
    """

    contents: Contents
    last_row: int = 0
    last_column: int = 0

    def look_at(self, data: Element) -> Element:
        """Look at every row and cell.

        Returns:
            The rows: as they are, or a copy without blank cells far outside.

        Raises:
            UnreadableWorkbook: one of its kinds, naming the sheet and mostly the cell.
        """
        kept: list[Element] = []
        rows: set[int] = set()
        number = 0
        for row in data:
            number = self._number(row, number)
            if number in rows:
                raise RepeatedRow(sheet=self.contents.title, row=number, reason="row_twice")
            rows.add(number)
            near = self._row(row, number)
            if number <= ROWS:
                kept.append(near)
        self.contents.counts.area += self.last_row * self.last_column
        if self.contents.counts.area > AREA:
            raise TooMuchOnSheet(sheet=self.contents.title, reason="area")
        return data if kept == list(data) else with_children(data, kept)

    def _number(self, row: Element, before: int) -> int:
        said = row.get("r")
        if row.tag != ROW or (said is not None and not ROW_NUMBER.fullmatch(said)):
            raise DamagedSheet(sheet=self.contents.title, reason="row")
        return before + 1 if said is None else int(said)

    def _row(self, row: Element, number: int) -> Element:
        """Look at a row; returns it, or a copy without its blank cells far outside."""
        self.contents.counts.cells += len(row)
        if self.contents.counts.cells > CELLS:
            raise TooMuchOnSheet(sheet=self.contents.title, reason="cells")
        self.contents.look_at_format(row.get("s"), f"A{number}")
        look_at, ending = self.contents.look_at, str(number)
        far: set[Element] = set()
        columns: set[int] = set()
        column = 0
        for cell in row:
            said = cell.get("r") or ""
            near = NEAR.get(said[: -len(ending)]) if said.endswith(ending) and number <= ROWS else None
            column = near or self._column(cell, number, column)
            if column in columns or cell.tag != CELL:
                self._odd(cell, column, number)
            columns.add(column)
            if near or (number <= ROWS and column <= COLUMNS):
                look_at(cell, said or address(column, number))
            elif is_blank(cell):
                far.add(cell)
            else:
                raise FarCell(sheet=self.contents.title, cell=address(column, number), reason="far")
        if len(far) < len(row):
            self.last_row = max(self.last_row, number)
            self.last_column = max(self.last_column, max(each for each in columns if each <= COLUMNS))
        return with_children(row, (cell for cell in row if cell not in far)) if far else row

    def _odd(self, cell: Element, column: int, row: int) -> NoReturn:
        if cell.tag != CELL:
            raise DamagedSheet(sheet=self.contents.title, reason="row")
        raise RepeatedCell(sheet=self.contents.title, cell=address(column, row), reason="cell_twice")

    def _column(self, cell: Element, row: int, before: int) -> int:
        said = cell.get("r")
        if said is None:
            return before + 1
        found = ADDRESS.fullmatch(said)
        if not found or int(found[2]) != row:
            raise DamagedSheet(sheet=self.contents.title, reason="cell_address")
        return column_number(found[1])


def is_blank(cell: Element) -> bool:
    """Whether a cell has nothing in it but its format."""
    return not any(part.text or len(part) for part in cell)
