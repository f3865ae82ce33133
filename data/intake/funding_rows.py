"""The rows of a file of funding: which tables it holds, and what each cell means, or that it means nothing."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import openpyxl
from openpyxl.utils import get_column_letter

from data.errors import EmptyFile, UnreadableFunding, UserError
from data.intake.funding_cells import TABLES, Cell, Meaningless, Value, heading, meaning
from data.intake.gate.opening import open_safely
from data.intake.receive import may_be_opened, may_be_taken
from data.model import Language
from data.words import text

Grid = list[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong: where it stands, and the sentence that tells it."""

    sheet: str
    cell: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def message(self, language: Language) -> str:
        """The sentence."""
        return text(self.key, language, **self.values)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: what its cells mean, and where they stand."""

    sheet: str
    number: int
    letters: Mapping[str, str]
    values: Mapping[str, Value]

    def cell(self, name: str) -> str:
        """The address of a column's cell; of the row's first where the table has no such column."""
        return f"{self.letters.get(name, next(iter(self.letters.values())))}{self.number}"


def read_rows(name: str, content: bytes, *, today: dt.date) -> tuple[dict[str, list[Row]], list[Wrong]]:
    """The rows of each table that stand in a file and are sound, and everything else that stands there.

    Asked and refused as `data.intake.funding_file.read_funding` says.
    """
    wrong: list[Wrong] = []
    rows: dict[str, list[Row]] = {key: [] for key in TABLES}
    for sheet, grid in _grids(name, content):
        _read_table(sheet, grid, rows=rows, wrong=wrong, today=today)
    return rows, wrong


def _grids(name: str, content: bytes) -> Iterator[tuple[str, Grid]]:
    is_text = name.casefold().endswith(".csv")
    try:
        if not content.strip():
            raise EmptyFile
        (may_be_taken if is_text else may_be_opened)(content)
        book = None if is_text else openpyxl.load_workbook(io.BytesIO(open_safely(content).content))
    except UserError as error:
        raise UnreadableFunding(reason=text(error.key, **error.values)) from error
    if book is None:
        yield name.rpartition("/")[2].rpartition(".")[0], _from_text(content)
        return
    for sheet in book.worksheets:
        yield sheet.title, [tuple(map(_cell, row)) for row in sheet.iter_rows(values_only=True)]


def _cell(value: object) -> Cell:
    """What stands in a cell; what is none of the usual things (a time of day, an array) is told by its text."""
    if value is None or isinstance(value, str | bool | dt.date):
        return value
    return float(value) if isinstance(value, int | float) else str(value)


def _from_text(content: bytes) -> Grid:
    try:
        said = content.decode("utf-8-sig")
        head = said.partition("\n")[0]
        comma = max(",;\t", key=head.count)
        return [tuple(row) for row in csv.reader(io.StringIO(said), delimiter=comma, strict=True)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFunding(reason=text("ledger.file.not_text")) from error


def _read_table(sheet: str, grid: Grid, *, rows: dict[str, list[Row]], wrong: list[Wrong], today: dt.date) -> None:
    """Read the rows of one sheet into those of its table."""
    filled = [(number, row) for number, row in enumerate(grid, start=1) if not _is_blank(row)]
    if not filled:
        return
    (at, head), *below = filled
    kind = _table_of(head)
    if kind is None:
        wrong.append(Wrong(sheet, f"A{at}", "ledger.file.no_table"))
        return
    names = [heading(cell, TABLES[kind]) for cell in head]
    letters: dict[str, str] = {}
    for place, name in enumerate(names, start=1):
        letters.setdefault(name or "", get_column_letter(place))
    for place, (cell, found) in enumerate(zip(head, names, strict=True), start=1):
        where = f"{get_column_letter(place)}{at}"
        if found is None and cell not in (None, ""):
            wrong.append(Wrong(sheet, where, "ledger.file.unknown_heading"))
        elif found is not None and letters[found] != get_column_letter(place):
            wrong.append(Wrong(sheet, where, "ledger.file.heading_twice"))
    well: dict[Value, bool] = {}  # whether every row of an agreement is, so far
    for number, cells in below:
        row, bad = _row(sheet, number, cells, names=names, letters=letters, kind=kind, today=today)
        code = row.values.get("code") if kind == "agreements" else None
        told = {each.cell for each in bad}
        bad += [each for each in ([] if code in well else _missing(row, kind)) if each.cell not in told]
        wrong += bad
        if code is not None:
            well[code] = well.get(code, True) and not bad
        if not bad and well.get(code, True):
            rows[kind].append(row)


def _row(
    sheet: str,
    number: int,
    cells: Sequence[Cell],
    *,
    names: Sequence[str | None],
    letters: Mapping[str, str],
    kind: str,
    today: dt.date,
) -> tuple[Row, list[Wrong]]:
    values: dict[str, Value] = {}
    bad: list[Wrong] = []
    for place, cell in enumerate(cells, start=1):
        name = names[place - 1] if place <= len(names) else None
        where = f"{get_column_letter(place)}{number}"
        if name is None:
            if cell not in (None, ""):
                bad.append(Wrong(sheet, where, "ledger.file.no_heading"))
            continue
        try:
            values[name] = meaning(cell, name, TABLES[kind][name], today=today)
        except Meaningless as error:
            bad.append(Wrong(sheet, where, f"ledger.file.{error.key}", error.values))
    return Row(sheet, number, letters, values), bad


def _missing(row: Row, kind: str) -> list[Wrong]:
    """What a row must say and does not. A further row of the same agreement must say its code alone."""
    must = [name for name, column in TABLES[kind].items() if column.required and row.values.get(name) is None]
    return [Wrong(row.sheet, row.cell(name), "ledger.file.missing") for name in must]


def _table_of(head: Sequence[Cell]) -> str | None:
    """Which table a row of headings begins: the one all of whose required columns are there."""
    for kind, table in TABLES.items():
        found = {heading(cell, table) for cell in head if cell not in (None, "")}
        if {name for name, column in table.items() if column.required} <= found:
            return kind
    return None


def _is_blank(row: Sequence[Cell]) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in row)
