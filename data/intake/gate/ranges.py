"""Addresses of cells and ranges, read strictly: as every spreadsheet program writes them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

from data.intake.gate.limits import COLUMNS, ROWS

ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
RANGE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")
LETTERS = 26


@dataclass(frozen=True)
class Box:
    """A range of cells by its corners."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        """How many cells it has."""
        return (self.right - self.left + 1) * (self.bottom - self.top + 1)

    @property
    def far(self) -> bool:
        """Whether it reaches beyond what a form may use."""
        return self.right > COLUMNS or self.bottom > ROWS

    @property
    def within_reach(self) -> Box | None:
        """The part of it that lies within what a form may use."""
        if self.left > COLUMNS or self.top > ROWS:
            return None
        return replace(self, right=min(self.right, COLUMNS), bottom=min(self.bottom, ROWS))

    def __str__(self) -> str:
        """The range as it is written: A1:B2."""
        return f"{address(self.left, self.top)}:{address(self.right, self.bottom)}"


def box(reference: str) -> Box | None:
    """The range that a reference names, or None if it names none."""
    found = RANGE.fullmatch(reference.replace("$", ""))
    if not found:
        return None
    left, top = column_number(found[1]), int(found[2])
    right, bottom = (column_number(found[3]), int(found[4])) if found[3] else (left, top)
    return Box(left, top, right, bottom) if left <= right and top <= bottom else None


@functools.lru_cache(maxsize=1_000)
def column_number(letters: str) -> int:
    """The number of a column: 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number


def address(column: int, row: int) -> str:
    """The address of a cell: C12."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
