"""Forms for the intake's tests, and typing into them: into the real workbook, or into what was read of an empty one.

An address says what is meant, not where it stands: `PRT-02` (a number), `PRT-02|sex_age|F.adult` (one of its parts),
`PRT-02|nationality#2.F.adult` (the second row of a block), `facilities#1.beds` (the first row of a table),
`nil|policy`. A mapping for `facilities#1` types a whole row.
"""

from __future__ import annotations

import datetime as dt
import functools
import io
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string

from data.intake.form import Form, LastQuarter
from data.intake.layout import TAG_SHEET
from data.intake.reading import Cell, Found, Reading
from data.intake.template import template
from data.intake.workbook import read_workbook
from data.model import Kind, Quarter
from data.store.house import House

QUARTER = Quarter(2026, 3)
PLACE = "32.02"
REFERENCE = re.compile(r"='?(.+?)'?!([A-Z]+)([0-9]+)")

Spot = tuple[str, str, int]
"""Sheet, column letters, row."""


def form(house: House, *, language: str = "en", place: str = PLACE, last: LastQuarter | None = None) -> Form:
    """The form of a district in the quarter of the tests."""
    return Form(
        catalogue=house.catalogue,
        country=house.country,
        place=house.country.places[place],
        quarter=QUARTER,
        language=language,
        world=house.facts.world,
        last=last or LastQuarter(),
    )


def empty(house: House, language: str = "en", place: str = PLACE) -> bytes:
    """An empty workbook, drawn once for all tests."""
    key = (house.facts.world, language, place)
    if key not in _DRAWN:
        _DRAWN[key] = template(form(house, language=language, place=place))
    return _DRAWN[key]


_DRAWN: dict[tuple[str, str, str], bytes] = {}


def opened(content: bytes, *, values: bool = False) -> Workbook:
    """A workbook opened with openpyxl."""
    return load_workbook(io.BytesIO(content), data_only=values)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@functools.lru_cache(maxsize=16)
def spots(content: bytes) -> dict[str, Spot]:
    """Where each tag of the hidden sheet points to."""
    book = load_workbook(io.BytesIO(content), read_only=True)  # one sheet of many: the others are not looked at
    rows = list(book[TAG_SHEET].iter_rows(max_col=3, values_only=True))
    book.close()
    found = {str(tag): REFERENCE.fullmatch(str(said)) for kind, tag, said in rows if kind == "cell"}
    return {tag: (where[1], where[2], int(where[3])) for tag, where in found.items() if where}


def spot(content: bytes, address: str) -> Spot:
    """Where an address stands."""
    block, hash_, row_and_column = address.partition("#")
    if not hash_:
        return spots(content)[address]
    number, _, column = row_and_column.partition(".")
    sheet, letters, first = spots(content)[f"{block}|*{column}"]
    return sheet, letters, first + int(number) - 1


def cell(content: bytes, address: str) -> str:
    """The cell of an address within its sheet."""
    _, letters, row = spot(content, address)
    return f"{letters}{row}"


def flat(typed: Mapping[str, object]) -> dict[str, object]:
    """What is typed, cell by cell: a whole row is taken apart."""
    cells: dict[str, object] = {}
    for address, value in typed.items():
        if isinstance(value, Mapping) and address.rpartition("#")[2].isdigit():
            cells |= {f"{address}.{column}": each for column, each in value.items()}
        else:
            cells[address] = value
    return cells


def filled(content: bytes, typed: Mapping[str, object]) -> bytes:
    """A workbook into which somebody typed, written once for all tests that type the same."""
    return _filled(content, tuple((address, type(value), value) for address, value in flat(typed).items()))


@functools.lru_cache(maxsize=64)
def _filled(content: bytes, typed: tuple[tuple[str, type, object], ...]) -> bytes:
    # A date brings a style, which the workbook would keep: whoever came after would get other bytes.
    dated = any(issubclass(kind, (dt.date, dt.time, dt.timedelta)) for _, kind, _ in typed)
    book, before = opened(content) if dated else _kept_open(content), []
    try:
        for address, _, value in typed:
            sheet, letters, row = spot(content, address)
            cell = book[sheet].cell(row, column_index_from_string(letters))
            before.append((cell, cell.value))
            cell.value = value  # type: ignore[assignment]
        return saved(book)
    finally:
        for cell, empty in reversed(before):
            cell.value = empty


@functools.lru_cache(maxsize=4)
def _kept_open(content: bytes) -> Workbook:
    """A workbook for one after the other to type into, who leaves it as it was: opening takes longer than saving."""
    return opened(content)


@functools.lru_cache(maxsize=4)
def _read(content: bytes) -> Reading:
    return read_workbook(content)


def reading(content: bytes, typed: Mapping[str, object]) -> Reading:
    """What would be read of an empty workbook if this were typed into it (without writing and reading it again)."""
    read, cells = _read(content), flat(typed)
    singles = {a: _cell(content, a, value) for a, value in cells.items() if "#" not in a}
    rows: dict[str, tuple[Mapping[str, Cell], ...]] = {}
    for block in {address.partition("#")[0] for address in cells if "#" in address}:
        rows[block] = tuple(_rows(content, block, cells))
    return replace(read, cells={**read.cells, **singles}, rows={**read.rows, **rows})


def _rows(content: bytes, block: str, cells: Mapping[str, object]) -> Iterator[dict[str, Cell]]:
    columns = [tag.removeprefix(f"{block}|*") for tag in spots(content) if tag.startswith(f"{block}|*")]
    numbers = sorted({int(a.partition("#")[2].partition(".")[0]) for a in cells if a.startswith(f"{block}#")})
    for number in numbers:
        addresses = {column: f"{block}#{number}.{column}" for column in columns}
        yield {column: _cell(content, a, cells.get(a)) for column, a in addresses.items()}


def _cell(content: bytes, address: str, value: object) -> Cell:
    sheet, letters, row = spot(content, address)
    match value:
        case {"shown": number, "sign": sign}:
            return Cell(sheet, f"{letters}{row}", Found.NUMBER, number, sign)
    found, kept = _kind(value)
    return Cell(sheet, f"{letters}{row}", found, kept)


def _kind(value: object) -> tuple[Found, float | str | bool | None]:
    match value:
        case None:
            return Found.BLANK, None
        case bool():
            return Found.BOOLEAN, value
        case float() if not math.isfinite(value):
            return Found.ERROR, str(value)
        case int() | float():
            return Found.NUMBER, value
        case dt.date():
            return Found.DATE, value.isoformat()
        case {"error": shown}:
            return Found.ERROR, shown
        case {"disguised": kept}:
            return Found.DISGUISED, kept
        case {"percent": shown}:
            return Found.PERCENT, shown
        case {"uncalculated": True}:
            return Found.UNCALCULATED, None
        case _:
            return Found.TEXT, str(value)


def answered(house: House) -> dict[str, object]:
    """A short and complete return: every core number is answered, with 0 or yes; but many people were screened."""
    slots = form(house).layout.core_slots
    return {slot.tag: "yes" if slot.part.kind is Kind.YES_NO else 0 for slot in slots} | {"PRT-01": 9999}
