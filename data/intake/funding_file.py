"""A file of funding, read: agreements, rates, costs and centres, or everything that is wrong, with sheet and cell.

A workbook holds any of the tables, each on a sheet of its own, told by its headings; a file of text holds one. Nothing
in a file is passed over: a sheet that is none of the tables, a heading that is none of a table's and a value without a
heading are told like everything else that is wrong.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from data.errors import EmptyFile, UnreadableFunding, UserError
from data.funding.faults import Fault, cost_faults, fact_faults, faults, rate_faults
from data.funding.vocabulary import (
    GOVERNMENT,
    AgreedTranche,
    Agreement,
    CostKind,
    CostLine,
    Earmark,
    ExchangeRate,
    FacilityFacts,
    Instrument,
    SourceKind,
)
from data.intake.funding_cells import AGREEMENT, TABLES, TRANCHE, Cell, Meaningless, Value, heading, meaning
from data.intake.gate.opening import open_safely
from data.intake.receive import may_be_opened, may_be_taken
from data.model import Language
from data.words import text


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


@dataclass(frozen=True, slots=True)
class FundingFile:
    """What a file of funding says.

    Attributes:
        agreements: in the order of the file.
        rows: of each agreement the rows it stands in, the first being its own.
        others: the rows of costs and centres.
        wrong: everything that is wrong; then nothing of it may be kept.
    """

    agreements: tuple[Agreement, ...]
    rows: Mapping[str, tuple[Row, ...]]
    rates: tuple[ExchangeRate, ...]
    costs: tuple[CostLine, ...]
    centres: tuple[FacilityFacts, ...]
    others: tuple[Row, ...]
    wrong: tuple[Wrong, ...]

    def told(self, code: str, fault: Fault) -> Wrong:
        """What an agreement names and the store does not know: in its first row, as all that is said of it once."""
        return _told(self.rows[code][0], fault)

    def elsewhere(self, fault: Fault) -> Wrong:
        """A fault of a cost or of a centre where it stands: the first row that says what is wrong."""
        said = fault.values.get("found")
        return _told(next(row for row in self.others if row.values.get(fault.field) == said), fault)


def read_funding(name: str, content: bytes, *, today: dt.date) -> FundingFile:
    """Read a workbook (.xlsx) or a file of text (.csv).

    Args:
        name: the file's name, by which its kind is told and a file of text is called.
        content: its bytes.
        today: the day by which a date in a sentence is recent.

    Raises:
        UnreadableFunding: if it can be opened as neither.
    """
    wrong: list[Wrong] = []
    rows: dict[str, list[Row]] = {key: [] for key in TABLES}
    for sheet, grid in _grids(name, content):
        _read_table(sheet, grid, rows=rows, wrong=wrong, today=today)
    agreements, standing = _agreements(rows["agreements"], wrong)
    for kind, key in KEYS.items():
        wrong += _twice(rows[kind], key)
    rates = [ExchangeRate(**_plain(row)) for row in rows["rates"]]
    costs = [CostLine(**_cost(row)) for row in rows["costs"]]
    centres = [FacilityFacts(**_facts(row)) for row in rows["centres"]]
    for row, rate in zip(rows["rates"], rates, strict=True):
        wrong += [_told(row, fault) for fault in rate_faults(rate, today=today)]
    for row, cost in zip(rows["costs"], costs, strict=True):
        wrong += [_told(row, fault) for fault in cost_faults(cost)]
    for row, told in zip(rows["centres"], centres, strict=True):
        wrong += [_told(row, fault) for fault in fact_faults(told)]
    return FundingFile(
        agreements=tuple(agreements),
        rows=standing,
        rates=tuple(rates),
        costs=tuple(costs),
        centres=tuple(centres),
        others=(*rows["costs"], *rows["centres"]),
        wrong=tuple(wrong),
    )


KEYS = {
    "rates": ("currency", "in_currency", "dated"),
    "costs": ("facility", "quarter", "cost_kind", "fixed"),
    "centres": ("facility",),
}
"""By which columns a row says what it is about: no two rows of a file say two things of the same."""


def _twice(rows: Sequence[Row], key: Sequence[str]) -> Iterator[Wrong]:
    first: dict[tuple[Value, ...], Row] = {}
    for row in rows:
        before = first.setdefault(tuple(row.values.get(name) for name in key), row)
        if before is not row:
            values = {"sheet": before.sheet, "row": before.number}
            yield Wrong(row.sheet, row.cell(key[0]), "ledger.file.row_twice", values)


Grid = list[tuple[Cell, ...]]


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


def _agreements(rows: Sequence[Row], wrong: list[Wrong]) -> tuple[list[Agreement], dict[str, tuple[Row, ...]]]:
    standing: dict[str, list[Row]] = {}
    for row in rows:
        standing.setdefault(str(row.values["code"]), []).append(row)
    found: list[Agreement] = []
    for code, (first, *more) in standing.items():
        for row in more:
            differs = [n for n in AGREEMENT if row.values.get(n) not in (None, first.values.get(n))]
            wrong += [Wrong(row.sheet, row.cell(name), "ledger.file.differs", {"code": code}) for name in differs]
        agreement = _agreement(first, (first, *more))
        at_fault = list(faults(agreement))
        told = [row for row in (first, *more) if _has_tranche(row)] or [first]
        wrong += [_told(first if each.tranche is None else told[each.tranche], each) for each in at_fault]
        found.append(agreement)
    return found, {code: tuple(each) for code, each in standing.items()}


def _agreement(first: Row, rows: Sequence[Row]) -> Agreement:
    said: dict[str, Any] = {name: first.values.get(name) for name in AGREEMENT}
    kind = SourceKind(said["source_kind"])
    usual = Instrument.APPROPRIATION if kind in GOVERNMENT else Instrument.GRANT
    if kind is SourceKind.IN_KIND:
        usual = Instrument.IN_KIND
    said |= {
        "source_kind": kind,
        "instrument": Instrument(said["instrument"] or usual),
        "earmark": Earmark(said["earmark"] or Earmark.NONE),
        "cost_kind": said["cost_kind"] and CostKind(said["cost_kind"]),
        "public": bool(said["public"]),
        "donor": said["donor"] or "",
        "link": said["link"] or "",
    }
    return Agreement(**said, tranches=tuple(_tranche(row) for row in rows if _has_tranche(row)))


def _has_tranche(row: Row) -> bool:
    return any(row.values.get(name) is not None for name in TRANCHE)


def _tranche(row: Row) -> AgreedTranche:
    said: dict[str, Any] = {name: row.values.get(name) for name in TRANCHE if name != "tranche"}
    amount = row.values.get("tranche")
    if amount is None:  # then it is what came, or nothing that can be kept
        amount = said["received"] if said["received"] is not None else -1.0
    return AgreedTranche(**said | {"amount": amount, "condition": said["condition"] or ""})


def _plain(row: Row) -> dict[str, Any]:
    return dict(row.values)


def _cost(row: Row) -> dict[str, Any]:
    said = dict(row.values)
    kind = CostKind(str(said.pop("cost_kind")))
    return said | {"kind": kind}


def _facts(row: Row) -> dict[str, Any]:
    said = {"opened_on": None} | dict(row.values)
    return said | {"serves": tuple(str(said.get("serves") or "").replace(",", " ").casefold().split())}


def _told(row: Row, fault: Fault) -> Wrong:
    name = {"amount": "tranche"}.get(fault.field, fault.field) if fault.tranche is not None else fault.field
    return Wrong(row.sheet, row.cell(name), f"ledger.wrong.{fault.key}", fault.values)


def _is_blank(row: Sequence[Cell]) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in row)
