"""Cells of a sheet given another format, and made where the sheet does not have them yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from data.intake.gate.ranges import ADDRESS, address, column_number
from data.intake.marking.surgery import Part, Piece, with_attributes

ROW = ("worksheet", "sheetData", "row")
CELL = (*ROW, "c")
COLUMN = ("worksheet", "cols", "col")

Format = Callable[[int], int | None]
"""The number of the format that is like another but filled; None if the workbook has no formats."""


@dataclass
class Cells:
    """The rows and cells of one sheet by their numbers, whether or not they say them."""

    sheet: Part
    rows: dict[int, Piece] = field(default_factory=dict)
    cells: dict[int, dict[int, Piece]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number rows and cells as a reader does: what says no number follows what stands before it."""
        number = 0
        waiting = iter(self.sheet.pieces[CELL])
        cell = next(waiting, None)
        for row in self.sheet.pieces[ROW]:
            number = int(row.attributes.get("r") or number + 1)
            self.rows[number], self.cells[number] = row, {}
            column = 0
            while cell and cell.start < row.end:
                said = ADDRESS.fullmatch(cell.attributes.get("r", ""))
                column = column_number(said[1]) if said else column + 1
                self.cells[number][column] = cell
                cell = next(waiting, None)

    def fill(self, formats: Mapping[tuple[int, int], Format]) -> None:
        """Give cells, by row and column, the filled variant of the format that they have."""
        styles: dict[int, dict[int, int]] = {}
        for (number, column), filled in sorted(formats.items()):
            cell = self.cells.get(number, {}).get(column)
            style = filled(int(cell.attributes.get("s") or 0) if cell else self._inherited(number, column))
            if style is not None:
                styles.setdefault(number, {})[column] = style
        for number, row in self.rows.items():
            if number in styles or "r" not in row.attributes:
                self._row(number, row, styles.get(number, {}))
        for number in sorted(styles.keys() - self.rows.keys()):
            self._new_row(number, styles[number])

    def _row(self, number: int, row: Piece, styles: Mapping[int, int]) -> None:
        """Format cells of a row and add those that it lacks. Whatever said no number says it now."""
        known = self.cells[number]
        for column, cell in known.items():
            style = {"s": str(styles[column])} if column in styles else {}
            if style or "r" not in cell.attributes:
                self.sheet.set(cell, r=address(column, number), **style)
        tag = with_attributes(self.sheet.content[row.start : row.inside], {"r": str(number), "spans": None})
        if row.is_empty:
            cells = "".join(_cell(row, number, column, style) for column, style in styles.items())
            tag = tag.removesuffix(b"/>") + f">{cells}</{row.prefix}row>".encode()
        self.sheet.replace(row.start, row.inside, tag)
        for column in () if row.is_empty else sorted(styles.keys() - known.keys()):
            later = [cell.start for at, cell in known.items() if at > column]
            self.sheet.insert(min(later, default=row.close), _cell(row, number, column, styles[column]))

    def _new_row(self, number: int, styles: Mapping[int, int]) -> None:
        data = self.sheet.pieces[ROW[:2]][0]
        cells = "".join(_cell(data, number, column, style) for column, style in styles.items())
        written = f'<{data.prefix}row r="{number}">{cells}</{data.prefix}row>'
        later = [row.start for at, row in self.rows.items() if at > number]
        if later:
            self.sheet.insert(min(later), written)
        else:
            self.sheet.append(data, written)

    def _inherited(self, number: int, column: int) -> int:
        """The format of a cell that is not there: its row's, or else its column's."""
        row = self.rows.get(number)
        if row and row.attributes.get("s"):
            return int(row.attributes["s"])
        for columns in self.sheet.pieces[COLUMN]:
            said = columns.attributes
            if int(said.get("min", 0)) <= column <= int(said.get("max", 0)):
                return int(said.get("style") or 0)
        return 0


def _cell(parent: Piece, row: int, column: int, style: int) -> str:
    return f'<{parent.prefix}c r="{address(column, row)}" s="{style}"/>'
