"""The parts of a number as tables in the form in which such tables are published. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from data.model import Dimension, Item, Part
from metrics.comparison import STEPS_OFF
from metrics.two_way import SHARE, TOTAL, UNTOLD, by_size, crossed, single
from pages.parts.chain_source import Source
from pages.parts.laid_out import Cell, Laid, of_share, of_sum
from pages.parts.shown import Voice

PERCENT = "%"
DECIMALS = 2
"""Of shares in these tables: as they are published."""


def tables(source: Source, measure: str) -> list[Laid]:
    """A table for each breakdown of a measure of which anything is told."""
    part, told = source.part(measure), source.parts(measure)
    total = source.value(measure)
    found = []
    for dimension in part.dimensions:
        cells = told.cells[told.cells["dimension"] == dimension.key]
        if not cells.empty and total is not None:
            found.append(table(dimension, cells, total=total, part=part, step=told.step, source=source))
    return found


def one_beneath_the_other(source: Source, measure: str) -> Laid:
    """All breakdowns of a measure as one table of a number in each row: for a file, without shares."""
    rows = [
        (Cell(each.title), row[0], Cell(heading), cell)
        for each in tables(source, measure)
        for row in each.rows
        for heading, cell in zip(each.columns[1:], row[1:], strict=True)
        if heading != PERCENT
    ]
    columns = tuple(source.voice.say(f"chains.parts.{key}") for key in ("dimension", "item", "column", "value"))
    return Laid("parts", source.name(measure), columns, tuple(rows))


def table(dimension: Dimension, cells: pd.DataFrame, *, total: float, part: Part, step: float, source: Source) -> Laid:
    """The table of one breakdown."""
    made = _laid(dimension, cells, total)
    share = not (step >= 0 and total < source.least)
    return printed(dimension, made, part=part, step=step, share=share, voice=source.voice)


def printed(dimension: Dimension, made: pd.DataFrame, *, part: Part, step: float, share: bool, voice: Voice) -> Laid:
    """A table of `metrics.two_way` with its words.

    Args:
        dimension: what its rows and columns are.
        made: the table; its rows and columns are keys of items.
        part: the measure.
        step: in which steps its numbers are shown.
        share: whether shares are shown.
        voice: in whose words.
    """
    rows, columns = _names(dimension, voice)
    numbers = [column for column in made.columns if column != SHARE]
    margins = {
        TOTAL: voice.say("chains.total" if not dimension.multiple else "chains.persons"),
        UNTOLD: voice.say("chains.untold"),
    }
    body = []
    for key, values in made.iterrows():
        cells = [
            of_sum(values[column], part, step, voice, figures=_figures(str(key), column, numbers)) for column in numbers
        ]
        body.append(
            (
                Cell(margins.get(str(key)) or rows.get(str(key), str(key))),
                *cells,
                *([of_share(values[SHARE], voice, DECIMALS)] if share else []),
            )
        )
    heads = [columns.get(column, column) if column != TOTAL else voice.say("chains.total") for column in numbers]
    label = voice.pick(dimension.labels)
    notes = [voice.say("chains.several_answers")] if dimension.multiple else []
    return Laid(
        key=f"parts.{dimension.key}",
        title=label,
        columns=(label, *heads, *([PERCENT] if share else [])),
        rows=tuple(body),
        notes=tuple(notes),
    )


def folded(told: Laid, dimension: Dimension, voice: Voice) -> Laid:
    """A table of two crossed axes with a column for each item of the first: what a phone has room for.

    In a cell the items of the second axis stand side by side; one without anybody is left off.

    Args:
        told: what `tables` made of the dimension.
        dimension: it has rows of its own, and crosses two axes.
        voice: in whose words.
    """
    within: dict[str, dict[int, str]] = {}
    for first, *others in dimension.cells():
        name = ", ".join(voice.pick(item.labels) for item in (first, *others))
        if name in told.columns:
            short = ", ".join(voice.pick(item.labels).partition(" (")[0] for item in others)
            within.setdefault(voice.pick(first.labels), {})[told.columns.index(name)] = short
    crossing = {number for items in within.values() for number in items}
    margins = [number for number in range(1, len(told.columns)) if number not in crossing]
    rows = [
        (row[0], *(_side_by_side(row, items) for items in within.values()), *(row[number] for number in margins))
        for row in told.rows
    ]
    heads = (voice.say("chains.parts.item"), *within, *(told.columns[number] for number in margins))
    return Laid(told.key, told.title, heads, tuple(rows), told.notes)


def _side_by_side(row: Sequence[Cell], items: Mapping[int, str]) -> Cell:
    cells = {name: row[number] for number, name in items.items()}
    told = [f"{name} {cell.text}" for name, cell in cells.items() if cell.text and cell.number != 0]
    return Cell(" · ".join(told) or next(cell.text for cell in cells.values()))


def _figures(row: str, column: str, columns: Sequence[str]) -> int:
    """Of how many shown figures a number of a table is, for what a shown 0 may hide: a margin is a sum of several."""
    crosses = len(columns) > 1
    return STEPS_OFF if crosses and (row == TOTAL) != (column == TOTAL) else 1


def _laid(dimension: Dimension, cells: pd.DataFrame, total: float) -> pd.DataFrame:
    """Rows by rows of the form, or by the first axis; columns by what else is crossed."""
    keys = cells["item"].str.split(".", n=1)
    split = cells.assign(row=keys.str[0], column=keys.str[1])
    if dimension.rows:
        order, columns = by_size(split), [".".join(item.key for item in each) for each in dimension.cells()]
    elif len(dimension.axes) > 1:
        order = [item.key for item in dimension.axes[0]]
        columns = [item.key for item in dimension.axes[1]]
    else:
        rows = [item.key for item in dimension.axes[0]]
        told = split[split["value"] != 0]["row"]
        kept = [key for key in rows if key in set(told)]
        return single(split, rows=kept, total=total, adds_up=not dimension.multiple)
    used, filled = ({*split.loc[split["value"] != 0, axis]} for axis in ("column", "row"))
    unknown = {axis[-1].key for axis in dimension.axes}  # what is not known stands last in every list
    return crossed(
        split,
        rows=[key for key in order if key in filled or not (dimension.rows or key in unknown)],
        columns=[key for key in columns if key in used or not unknown & set(key.split("."))],
        total=total,
    )


def _names(dimension: Dimension, voice: Voice) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What the rows and the columns are called, by their keys."""

    def of(items: Sequence[Item]) -> dict[str, str]:
        return {item.key: voice.pick(item.labels) for item in items}

    if dimension.rows:
        columns = {
            ".".join(item.key for item in each): ", ".join(voice.pick(item.labels) for item in each)
            for each in dimension.cells()
        }
        return of(dimension.rows), columns
    return of(dimension.axes[0]), of(dimension.axes[1]) if len(dimension.axes) > 1 else {}
