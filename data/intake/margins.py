"""A table with its margins: rows and columns that must make their totals, and the cell where two failures cross."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data.intake.entries import Entries
from data.intake.numbers import Entry, Mark
from data.model import Dimension, Part

Key = tuple[str, str]
"""Row and column of a cell."""


@dataclass(frozen=True)
class Margin:
    """A total at the edge of a table, and the cells that it sums up.

    `key` is the number of the row or the item of the column. `whole`: none of its cells is gone from the workbook.
    """

    key: str
    total: Entry
    cells: tuple[Entry, ...]
    whole: bool = True

    @property
    def sum(self) -> float:
        """What the cells make, as far as they are filled."""
        return sum(each.number or 0 for each in self.cells)

    @property
    def excess(self) -> float:
        """By how much the cells make more than the total; 0 while the total is not told."""
        return 0.0 if self.total.number is None else self.sum - self.total.number

    @property
    def readable(self) -> bool:
        """Whether every cell is there and says what it means, be it nothing."""
        return self.whole and all(each.mark is not Mark.BAD for each in self.cells)

    @property
    def fails(self) -> bool:
        """Whether it is wrong for certain: as long as a cell is blank or unreadable the others may fall short."""
        filled = self.readable and all(each.mark is not Mark.BLANK for each in self.cells)
        return self.excess > 0 or (self.excess < 0 and filled)


@dataclass(frozen=True)
class Crossing:
    """One cell whose change would mend a row and a column at once, and what should stand in it."""

    cell: Entry
    row: Margin
    column: Margin

    @property
    def expected(self) -> float:
        """The value that mends both."""
        return (self.cell.number or 0) - self.row.excess


@dataclass(frozen=True)
class Table:
    """A block of repeating rows with the totals of its rows and columns."""

    part: Part
    dimension: Dimension
    cells: Mapping[Key, Entry]
    rows: tuple[Margin, ...]
    columns: tuple[Margin, ...]

    def crossings(self) -> list[Crossing]:
        """Cells where exactly one row and exactly one column are off by the same amount, one of them for certain."""
        edges = [[each for each in edge if each.readable and each.excess] for edge in (self.rows, self.columns)]
        rows, columns = (Counter(each.excess for each in edge) for edge in edges)
        found = []
        for row, column in itertools.product(*edges):
            alone = rows[row.excess] == columns[column.excess] == 1
            cell = self.cells.get((row.key, column.key))
            if row.excess == column.excess and alone and (row.fails or column.fails) and cell is not None:
                found.append(Crossing(cell, row, column))
        return [each for each in found if each.expected >= 0]

    def wrong(self) -> list[Margin]:
        """The totals that fail and that no crossing cell explains."""
        told = {id(margin) for each in self.crossings() for margin in (each.row, each.column)}
        return [each for each in (*self.rows, *self.columns) if each.fails and id(each) not in told]

    def explains(self, excess: float) -> bool:
        """Whether the failing columns, or rows, make up an excess of the whole table."""
        crossed = sum(each.row.excess for each in self.crossings())
        edges = (self.rows, self.columns)
        return excess != 0 and excess in (
            crossed,
            *(sum(each.excess for each in edge if each.fails) for edge in edges),
        )


def tables(sheet: Entries) -> Iterator[Table]:
    """Every block of repeating rows in which something is filled, with those of its totals that are told."""
    for part, dimension, entries in sheet.dimensions():
        if not dimension.rows or dimension.multiple or not entries:
            continue
        cells: dict[Key, Entry] = {}
        for each in entries:
            cells[each.entry.cell.row, each.item.partition(".")[2]] = each.entry
        whole = not sheet.has_lost(f"{part.measure}|{dimension.key}")
        edges = (sheet.row_totals(part, dimension), _column_totals(sheet, part, dimension))
        rows, columns = (_margins(totals, cells, axis=axis, whole=whole) for axis, totals in enumerate(edges))
        yield Table(part=part, dimension=dimension, cells=cells, rows=rows, columns=columns)


def _margins(totals: Mapping[str, Entry], cells: Mapping[Key, Entry], *, axis: int, whole: bool) -> tuple[Margin, ...]:
    return tuple(
        Margin(key, total, tuple(entry for at, entry in cells.items() if at[axis] == key), whole)
        for key, total in totals.items()
        if total.number is not None
    )


def _column_totals(sheet: Entries, part: Part, dimension: Dimension) -> dict[str, Entry]:
    """What the part says of the same items without the rows: its own table of sex and age."""
    return {
        each.item: each.entry
        for other, known, entries in sheet.dimensions()
        if other is part and not known.rows and known.axes == dimension.axes
        for each in entries
    }
