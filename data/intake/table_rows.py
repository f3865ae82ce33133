"""A filled row of the facility or the funding sheet, and what can be asked of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from data.intake.layout import CLOSED, FACILITIES, RECEIVED, TABLES
from data.intake.numbers import Entry, Mark
from data.intake.reading import Cell
from data.model import Quarter

REGISTER_ONLY = frozenset({"code", "name", "kind", "operator", "currency", "state"})
"""The columns that the form fills in for a centre that is already known."""


@dataclass(frozen=True)
class TableRow:
    """One filled row of the facility or funding sheet: its cells, and what those that could be understood say."""

    cells: Mapping[str, Cell]
    values: Mapping[str, object]
    bad: Mapping[str, Entry]

    @property
    def at(self) -> Cell:
        """The row's first filled cell, by which a finding about the row names it."""
        return next((cell for cell in self.cells.values() if not cell.blank), next(iter(self.cells.values())))

    @property
    def row(self) -> int:
        """The row's number in its sheet."""
        return int(self.at.row)

    def unreadable(self, *columns: str) -> bool:
        """Whether one of these columns holds something of which it is not known what it means."""
        return any(key in self.bad and self.bad[key].mark is Mark.BAD for key in columns)


def is_only_register(table: str, row: TableRow) -> bool:
    """Whether a row of the facility sheet holds nothing but what the form filled in, so that nobody reported on it.

    A state that cannot be read was typed by somebody.
    """
    filled = {key for key, cell in row.cells.items() if not cell.blank}
    untouched = filled <= REGISTER_ONLY and "code" in filled
    return table == FACILITIES and untouched and row.values["state"] != CLOSED and not row.unreadable("state")


def received_in(quarter: Quarter | None, row: TableRow) -> bool:
    """Whether a row of the funding sheet is money that came within the quarter."""
    day = row.values["received_on"]
    in_quarter = isinstance(day, dt.date) and quarter is not None and quarter.first_day <= day <= quarter.last_day
    return row.values["status"] == RECEIVED and in_quarter


def needed(table: str, row: TableRow) -> tuple[str, ...]:
    """The columns that a filled row must say. A centre that has closed, or may have, has no beds left to report."""
    closed = row.values.get("state") == CLOSED or row.unreadable("state")
    return tuple(column.key for column in TABLES[table][0] if column.required and not (closed and column.while_open))


def centre_code(row: TableRow, register: Mapping[str, str]) -> str | None:
    """The code of a row's centre: its own, or the one under which its name is known; None for a new centre."""
    code = row.values["code"] or register.get(str(row.values["name"]))
    return str(code) if code else None
