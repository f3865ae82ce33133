"""A table that stands on a page and can be taken away: each cell with its text for readers and its number for files."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.model import Part, Status
from metrics.comparison import STEPS_OFF
from pages.parts import shown
from pages.parts.shown import NO_BREAK, PERCENT, Voice
from pages.parts.spreadsheets import Table


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: the text, and its number where it has one that is shown as such."""

    text: str
    number: float | None = None


@dataclass(frozen=True)
class Laid:
    """A table.

    Attributes:
        key: by which it is asked for.
        title: what it says.
        columns: the headings.
        rows: one cell for each heading.
        notes: what a reader must know of it.
        heads: the headings on a page, where they say more of what its cells say than of their numbers.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()

    def without(self, columns: Sequence[str], title: str, notes: Sequence[str] = ()) -> Laid:
        """Its other columns as a table of their own."""
        kept = [number for number, column in enumerate(self.columns) if column not in columns]
        rows = tuple(tuple(row[number] for number in kept) for row in self.rows)
        return Laid(self.key, title, tuple(self.columns[number] for number in kept), rows, tuple(notes))

    def as_frame(self, most: int | None = None) -> pd.DataFrame:
        """The texts, as a page shows them; of so many rows at most."""
        return pd.DataFrame(
            [[cell.text for cell in row] for row in self.rows[:most]], columns=list(self.heads or self.columns)
        )

    def as_table(self, head: Sequence[str]) -> Table:
        """The numbers, as a file shows them, under some lines of text."""
        rows = [[cell.text if cell.number is None else cell.number for cell in row] for row in self.rows]
        return Table(self.title, [self.title, *head, *self.notes], self.columns, rows)


def of_row(
    row: Mapping[str, Any] | None, part: Part, *, above: bool, voice: Voice, counted: bool = True, of: bool = True
) -> Cell:
    """The cell of a row with the columns `metrics.rollup.VALUES`; None: there was no such quarter.

    Args:
        row: the row.
        part: its measure.
        above: whether the place stands above the districts.
        voice: in whose words.
        counted: whether it is said of how many districts the number is, where it is of several.
        of: whether it is also said of how many that is.
    """
    if row is None:
        return Cell("")
    told = shown.written(row, part, above=above, voice=voice)
    if told is None:
        return Cell(voice.say(f"map.{row['status']}"))
    count = of_count(row["reporting"], row["expected"], voice).text if of else voice.number(row["reporting"])
    text = f"{told} ({count})" if above and counted else told
    return Cell(text, _number(row["value"], row["step"]))


def of_sum(value: float, part: Part, step: float, voice: Voice, *, figures: int = 1) -> Cell:
    """The cell of a sum; nothing where no district told it.

    Args:
        value: the sum.
        part: the measure.
        step: in which steps released figures are shown, as in `metrics.shown`.
        voice: in whose words.
        figures: how many shown figures were added. Each that is shown as 0 may stand for some.
    """
    if math.isnan(value):
        return Cell("")
    return Cell(shown.amount(value, part, voice, step * figures), _number(value, step))


def of_term(
    row: Mapping[str, Any], term: str, part: Part, voice: Voice, *, added: int = 1, whole: float | None = None
) -> Cell:
    """The cell of one term of a row with the columns `metrics.same_districts.COUNTS`.

    Args:
        row: the row.
        term: its column.
        part: the measure.
        voice: in whose words.
        added: how many measures were added in it.
        whole: what is shown of the whole place, where it is known: no part of it can hide more than it does.
    """
    figures = added * summed(row["districts"], row["expected"])
    if whole is not None and row["step"] > 0:
        figures = min(figures, int(whole / row["step"]) + STEPS_OFF)
    return of_sum(row[term], part, row["step"], voice, figures=figures)


def summed(districts: float, expected: float) -> int:
    """Of how many shown figures a sum over districts is, for what a shown 0 may hide.

    A sum over all districts is what a release shows of the whole place, which is not far from the true number.
    """
    return max(1, int(min(districts, STEPS_OFF) if districts == expected else districts))


def of_share(share: float, voice: Voice, digits: int = 0) -> Cell:
    """The cell of a share; nothing where there is none."""
    if math.isnan(share):
        return Cell("")
    return Cell(voice.say("figures.percent", share=voice.number(share * PERCENT, digits)), share * PERCENT)


def nobody(row: Mapping[str, Any], voice: Voice) -> Cell:
    """Why there is no sum, of a row with the columns `metrics.same_districts.COUNTS`."""
    status = Status.WITHHELD if row["withheld"] else Status.MISSING if row["expected"] else Status.NOT_EXPECTED
    return Cell(voice.say(f"map.{status}"))


def of_count(districts: float, expected: float, voice: Voice) -> Cell:
    """How many districts of how many."""
    return Cell(together(voice.say("figures.of", count=voice.number(districts), of=voice.number(expected))))


def of_all(expected: float, voice: Voice) -> Cell:
    """Of how many districts the numbers beside it are."""
    return Cell(together(voice.say("chains.of_all", count=voice.number(expected))), float(expected))


def together(text: str) -> str:
    """A text that a narrow column does not break."""
    return text.replace(" ", NO_BREAK)


def _number(value: float, step: float) -> float | None:
    """The number in a file; a shown 0 of released figures stands for some, and has none."""
    return None if step > 0 and not value else float(value)
