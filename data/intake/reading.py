"""What was read from a workbook: values with the sheet and cell they stood in, still as they were typed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from data.intake.layout import SHOWN
from data.model import Quarter

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Found(StrEnum):
    """What kind of thing stands in a cell. They are told apart because only a blank means *not reported*.

    A percent is a number that its cell shows as a percentage, kept as the text that is seen: 0.45 reads 45%. A
    disguised one is a number that its cell hides or shows in thousands, kept as it would be typed.
    """

    BLANK = "blank"
    NUMBER = "number"
    PERCENT = "percent"
    DISGUISED = "disguised"
    TEXT = "text"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"
    UNCALCULATED = "uncalculated"


FOUND = {each.value: each for each in Found}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where it stands, what kind of thing is in it, and the thing (a date as ISO text).

    `sign` is the sign of the currency with which its format shows a number, if it does.
    """

    sheet: str
    address: str
    found: Found
    value: float | str | bool | None = None
    sign: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing is in it."""
        return self.found is Found.BLANK

    @property
    def row(self) -> str:
        """The number of its row, as its address writes it."""
        return self.address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    @property
    def text(self) -> str:
        """What is in it, as text without spaces around it."""
        return "" if self.value is None else str(self.value).strip()

    @property
    def day(self) -> dt.date | None:
        """The day in it, if it is a date, or a text that can be read as one in one way only (`2026-09-30`)."""
        said = self.text[:10] if self.found is Found.DATE else self.text
        if self.found not in (Found.DATE, Found.TEXT) or not ISO_DAY.fullmatch(said):
            return None
        try:
            return dt.date.fromisoformat(said)
        except ValueError:
            return None


@dataclass(frozen=True)
class Reading:
    """A whole workbook of ours.

    Attributes:
        facts: what the hidden sheet says the form was made for (`form`, `world`, `country`, `place`, `quarter`, ...).
        cells: single input cells by tag.
        rows: the filled rows of each block or table by its tag; a row is its cells by column key.
        lost: tags whose cell is gone from the workbook.
        others: sheets to which no tag leads, by title, and whether they are hidden. Nothing is read from them.
    """

    facts: Mapping[str, str]
    cells: Mapping[str, Cell]
    rows: Mapping[str, tuple[Mapping[str, Cell], ...]]
    lost: tuple[str, ...] = ()
    others: tuple[tuple[str, bool], ...] = ()

    @property
    def quarter(self) -> Quarter | None:
        """The quarter that the form was made for; None where the hidden sheet names none."""
        try:
            return Quarter.parse(self.facts.get("quarter", ""))
        except ValueError:
            return None

    @property
    def sheets(self) -> tuple[str, ...]:
        """The form's sheets, in its order, as far as something is to be typed on them."""
        single = (cell.sheet for cell in self.cells.values())
        in_rows = (cell.sheet for rows in self.rows.values() for row in rows for cell in row.values())
        return tuple(dict.fromkeys((*single, *in_rows)))

    @property
    def shown(self) -> dict[str, Cell]:
        """The cells that show for which district and quarter the form is, by where they stand: `cover.place`."""
        return {tag.removeprefix(SHOWN): cell for tag, cell in self.cells.items() if tag.startswith(SHOWN)}

    def cells_of(self, measure: str, dimension: str) -> Iterator[tuple[str, Cell]]:
        """The cells of a plain dimension of a measure, by item."""
        yield from self._by_dimension.get((measure, dimension), ())

    @cached_property
    def _by_dimension(self) -> Mapping[tuple[str, str], Sequence[tuple[str, Cell]]]:
        """The cells of each plain dimension of each measure: every check asks for them."""
        found: dict[tuple[str, str], list[tuple[str, Cell]]] = {}
        for tag, cell in self.cells.items():
            measure, _, rest = tag.partition("|")
            dimension, within, item = rest.partition("|")
            if within:
                found.setdefault((measure, dimension), []).append((item, cell))
        return found


@dataclass
class _Encoded:
    """A reading as JSON, which is how it comes out of the worker process."""

    facts: dict[str, str] = field(default_factory=dict)
    cells: dict[str, list[Any]] = field(default_factory=dict)
    rows: dict[str, list[dict[str, list[Any]]]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    others: list[tuple[str, bool]] = field(default_factory=list)


def to_json(reading: Reading) -> dict[str, Any]:
    """A reading as plain lists and dictionaries."""
    return vars(
        _Encoded(
            facts=dict(reading.facts),
            cells={tag: _plain(cell) for tag, cell in reading.cells.items()},
            rows={
                tag: [{key: _plain(cell) for key, cell in row.items()} for row in rows]
                for tag, rows in reading.rows.items()
            },
            lost=list(reading.lost),
            others=list(reading.others),
        )
    )


def from_json(plain: Mapping[str, Any]) -> Reading:
    """The reading that `to_json` wrote."""
    return Reading(
        facts=plain["facts"],
        cells={tag: _cell(cell) for tag, cell in plain["cells"].items()},
        rows={
            tag: tuple({key: _cell(cell) for key, cell in row.items()} for row in rows)
            for tag, rows in plain["rows"].items()
        },
        lost=tuple(plain["lost"]),
        others=tuple((title, hidden) for title, hidden in plain["others"]),
    )


def _plain(cell: Cell) -> list[Any]:
    return [cell.sheet, cell.address, cell.found.value, cell.value, *([cell.sign] if cell.sign else [])]


def _cell(plain: list[Any]) -> Cell:
    return Cell(plain[0], plain[1], FOUND[plain[2]], *plain[3:])
