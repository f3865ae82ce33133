"""Bytes into a reading: it knows Excel and nothing else, and runs in the worker process only.

An error, a formula that was never calculated and a blank are told apart.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from data.errors import OldTemplate
from data.intake.formats import currency_sign, disguises
from data.intake.layout import READABLE, SHOWN, TAG_SHEET
from data.intake.parsing import Sheets
from data.intake.reading import Cell, Found, Reading

QUOTED = re.compile(r'"[^"]*"|\\.')
"""What stands in a number's format only to be written."""
REFERENCE = re.compile(r"=\$?(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d{1,7})")


def read_workbook(
    content: bytes, *, roots: Mapping[str, Element] | None = None, strings: Element | None = None
) -> Reading:
    """Read a filled form.

    Args:
        content: the workbook, or its frame.
        roots: the elements of its sheets by their titles, where they have been parsed already.
        strings: the elements of its shared texts, if there are any, where the sheets have been parsed.

    Raises:
        NotAWorkbook: if it is no .xlsx workbook.
        OldTemplate: if it has no hidden sheet of ours, or of another version.
        UnreadableWorkbook: if it cannot be opened.
    """
    sheets = Sheets(content, roots=roots, strings=strings)
    if TAG_SHEET not in sheets:
        raise OldTemplate
    facts: dict[str, str] = {}
    places: dict[str, tuple[str, str, int]] = {}
    lost: list[str] = []
    for kind, key, said in _tags(sheets):
        if kind == "fact":
            facts[str(key)] = str(said)
        elif kind == "cell":
            place = _place(str(said), sheets)
            if place:
                places[str(key)] = place
            elif not str(key).startswith(SHOWN):
                lost.append(str(key))
    if facts.get("form") not in READABLE:
        raise OldTemplate
    book = _Book(sheets)
    ours = {TAG_SHEET, *(sheet for sheet, _, _ in places.values())}
    return Reading(
        facts=facts,
        cells={tag: book.cell(*place) for tag, place in places.items() if not _in_block(tag)},
        rows=dict(_blocks(book, places)),
        lost=tuple(lost),
        others=tuple((title, hidden) for title, hidden in sheets.listed if title not in ours),
    )


def _tags(sheets: Sheets) -> Iterator[tuple[object, object, object]]:
    """The lines of the hidden sheet: of which sort, for what, and what it says or where it is.

    Where a program dropped the reference, because no program had calculated it yet, its text beside it stands in.
    """
    for row in sheets.rows(TAG_SHEET):
        yield row.get(1), row.get(2), f"={row[4]}" if row.get(3) is None and 4 in row else row.get(3)


def _place(reference: str, sheets: Sheets) -> tuple[str, str, int] | None:
    found = REFERENCE.fullmatch(reference)
    if not found:
        return None
    sheet = (found[1] or found[2]).replace("''", "'")
    title = sheets.title(sheet)
    return (title, found[3], int(found[4])) if title else None


class _Book:
    """What the cells of a workbook hold."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets

    def cell(self, sheet: str, column: str, row: int) -> Cell:
        address = f"{column}{row}"
        shown = self._sheets.cell(sheet, address)
        if shown.data_type == "e":
            return Cell(sheet, address, Found.ERROR, str(shown.value))
        found, kept = _kind(shown.value)
        if found is Found.NUMBER and "%" in shown.number_format:
            return Cell(sheet, address, Found.PERCENT, _percent(float(kept or 0), shown.number_format))
        if found is Found.NUMBER and disguises(float(kept or 0), shown.number_format):
            return Cell(sheet, address, Found.DISGUISED, f"{float(kept or 0):.15g}")
        if found is Found.NUMBER:
            return Cell(sheet, address, found, kept, currency_sign(shown.number_format))
        if found is Found.BLANK and shown.is_formula:
            found = Found.UNCALCULATED
        return Cell(sheet, address, found, kept)


def _percent(value: float, number_format: str) -> str:
    """What is seen: a sign in quotes is only written behind the number, any other shows a hundred times as much."""
    times = 100 if "%" in QUOTED.sub("", number_format) else 1
    return f"{value * times:.10g}%"


def _kind(value: object) -> tuple[Found, float | str | bool | None]:
    if value is None or (isinstance(value, str) and not value.strip()):
        return Found.BLANK, None
    if isinstance(value, bool):
        return Found.BOOLEAN, value
    if isinstance(value, int | float):
        return (Found.NUMBER, value) if math.isfinite(value) else (Found.ERROR, str(value))
    if isinstance(value, dt.datetime | dt.date):
        return Found.DATE, value.isoformat().removesuffix("T00:00:00")
    return Found.TEXT, str(value)


def _in_block(tag: str) -> bool:
    return "|*" in tag or tag.endswith("|last")


def _blocks(book: _Book, places: dict[str, tuple[str, str, int]]) -> Iterator[tuple[str, tuple[dict[str, Cell], ...]]]:
    """Each block's filled rows: from the row of its tagged columns down to its tagged last row."""
    for tag, (_, _, last) in places.items():
        if not tag.endswith("|last"):
            continue
        block = tag.removesuffix("|last")
        columns = {key.split("|*")[1]: place for key, place in places.items() if key.startswith(f"{block}|*")}
        first = min((row for _, _, row in columns.values()), default=last + 1)
        rows = (
            {key: book.cell(sheet, column, row) for key, (sheet, column, _) in columns.items()}
            for row in range(first, last + 1)
        )
        yield block, tuple(row for row in rows if not all(cell.blank for cell in row.values()))
