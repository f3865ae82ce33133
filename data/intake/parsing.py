"""A workbook's cells by openpyxl's own parser, in one pass: what its program calculated, and where formulas stand.

openpyxl's usual way builds each cell with its styles, comments, drop-downs and rules, and has to be gone twice to tell
a formula that was never calculated from a blank. Its parser of cells, which alone decides what a value is, tells both.
"""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, fromstring

from openpyxl import Workbook, load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import coordinate_to_tuple
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import FORMULA_TAG, MERGE_TAG, ROW_TAG, WorkSheetParser
from openpyxl.worksheet.cell_range import CellRange

from data.errors import DamagedCell, NotAWorkbook, UnreadableWorkbook

Spot = tuple[int, int]
"""Row and column; the first of each is 1."""


class Seen(NamedTuple):
    """What a cell shows: its value, the kind openpyxl gives it (`e`: an error), its format, and whether it computes."""

    value: object = None
    data_type: str = "n"
    number_format: str = "General"
    is_formula: bool = False


BLANK = Seen()


class Sheets:
    """The sheets of one workbook, each parsed when it is first asked for."""

    def __init__(self, content: bytes) -> None:
        """Open a workbook.

        Raises:
            NotAWorkbook: if it is no .xlsx workbook.
            UnreadableWorkbook: if it cannot be opened.
        """
        self._book: Any = _opened(content)  # what its stubs leave out is needed here
        self._sheets = {each.title: each for each in self._book.worksheets}
        self._seen: dict[str, dict[Spot, Seen]] = {}

    def __contains__(self, title: str) -> bool:
        """Whether there is such a sheet."""
        return title in self._sheets

    def cell(self, title: str, address: str) -> Seen:
        """What stands in a cell."""
        if title not in self._seen:
            with _unreadable():
                self._seen[title] = dict(self._parsed(self._sheets[title]))
        return self._seen[title].get(coordinate_to_tuple(address), BLANK)

    def rows(self, title: str) -> Iterator[dict[int, object]]:
        """The cells of each row by the number of their column, formulas as they are written."""
        with _unreadable():
            parser, root = self._parser(self._sheets[title], data_only=False)
            for row in root.iter(ROW_TAG):
                yield {cell["column"]: cell["value"] for cell in parser.parse_row(row)[1]}

    def _parsed(self, sheet: Any) -> Iterator[tuple[Spot, Seen]]:
        parser, root = self._parser(sheet, data_only=True)
        hidden = set(_under_merges(root))
        for row in root.iter(ROW_TAG):
            for element, cell in zip(row, _row(parser, row, sheet.title), strict=True):
                spot = cell["row"], cell["column"]
                is_formula = element.find(FORMULA_TAG) is not None
                if spot not in hidden and (is_formula or cell["value"] is not None):
                    shown = ReadOnlyCell(sheet, **cell)
                    yield spot, Seen(cell["value"], cell["data_type"], shown.number_format, is_formula)

    def _parser(self, sheet: Any, *, data_only: bool) -> tuple[Any, Element]:
        with sheet._get_source() as source:
            root = fromstring(source.read())  # noqa: S314 - no part may have a DOCTYPE
        book = self._book
        return WorkSheetParser(
            io.BytesIO(),
            sheet._shared_strings,
            data_only=data_only,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        ), root


def _row(parser: Any, row: Element, title: str) -> list[dict[str, Any]]:
    """The cells of a row. Where the parser stumbles, the cell over which it does is named."""
    try:
        cells: list[dict[str, Any]] = parser.parse_row(row)[1]
    except MemoryError:
        raise
    except Exception as error:
        for cell in row:
            try:
                parser.parse_cell(cell)
            except Exception:
                raise DamagedCell(sheet=title, cell=cell.get("r", "")) from error
        raise
    return cells


def _opened(content: bytes) -> Workbook:
    with _unreadable():
        try:
            return load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        except (InvalidFileException, zipfile.BadZipFile) as error:
            raise NotAWorkbook from error


@contextmanager
def _unreadable() -> Iterator[None]:
    """Whatever openpyxl and its parts raise means the same to the sender."""
    try:
        yield
    except (MemoryError, UnreadableWorkbook):
        raise
    except Exception as error:
        raise UnreadableWorkbook from error


def _under_merges(root: Element) -> Iterator[Spot]:
    """The cells that are not seen, because another was merged over them."""
    for merges in root.iter(MERGE_TAG):
        for merge in merges:
            cells = CellRange(merge.get("ref", "")).cells
            yield from itertools.islice(cells, 1, None)
