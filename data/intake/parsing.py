"""A workbook's cells by openpyxl's own parser, in one pass: what its program calculated, and where formulas stand.

openpyxl's usual way builds each cell with its styles, comments, drop-downs and rules, and has to be gone twice to tell
a formula that was never calculated from a blank. Its parser of cells, which alone decides what a value is, tells both.
"""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, fromstring

from openpyxl import Workbook, load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.cell.text import Text
from openpyxl.utils import coordinate_to_tuple, get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import FORMULA_TAG, MERGE_TAG, ROW_TAG, WorkSheetParser
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.xml.constants import SHEET_MAIN_NS

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
FRAME_BYTES = 200_000
"""Larger frames are not remembered: they are not those of our form."""
CHANGING = re.compile(r"\b(?:TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY)\s*\(", re.IGNORECASE)
"""Functions that give something else each time: what was sent is not what is seen when the workbook is opened."""
STRING_TAG, TEXT_TAG = f"{{{SHEET_MAIN_NS}}}si", f"{{{SHEET_MAIN_NS}}}t"


class Sheets:
    """The sheets of one workbook, each parsed when it is first asked for, and its cells likewise."""

    def __init__(
        self, content: bytes, *, roots: Mapping[str, Element] | None = None, strings: Element | None = None
    ) -> None:
        """Open a workbook.

        Args:
            content: the workbook. Where `roots` is given, nothing on its sheets and no shared texts are looked at.
            roots: the elements of its sheets by their titles, where they have been parsed already.
            strings: the elements of its shared texts, if there are any, where the sheets have been parsed.

        Raises:
            NotAWorkbook: if it is no .xlsx workbook.
            UnreadableWorkbook: if it cannot be opened.
        """
        self._roots, self._strings = roots, strings
        # What openpyxl's stubs leave out is needed here.
        self._book: Any = _opened(content) if roots is None or len(content) > FRAME_BYTES else _frame(content)
        self._sheets: dict[str, Any] = {each.title: each for each in self._book.worksheets}
        self._cells: dict[str, _Cells] = {}

    def __contains__(self, title: str) -> bool:
        """Whether there is such a sheet."""
        return title in self._sheets

    @property
    def listed(self) -> list[tuple[str, bool]]:
        """Every sheet and chart by its title, and whether it is hidden."""
        return [(each.title, each.sheet_state != "visible") for each in self._book._sheets]

    def title(self, said: str) -> str | None:
        """The title of the sheet that a reference means: programs tell them apart by neither case nor spaces around."""
        return said if said in self._sheets else self._plain.get(said.strip().casefold())

    @cached_property
    def _plain(self) -> Mapping[str, str]:
        return {title.strip().casefold(): title for title in self._sheets}

    def cell(self, title: str, address: str) -> Seen:
        """What stands in a cell."""
        with _unreadable():
            if title not in self._cells:
                self._cells[title] = _Cells(self._sheets[title], self._root(title), self._parser(title, data_only=True))
            return self._cells[title].seen(address)

    def rows(self, title: str) -> Iterator[dict[int, object]]:
        """The cells of each row by the number of their column, formulas as they are written."""
        with _unreadable():
            parser = self._parser(title, data_only=False)
            for row in self._root(title).iter(ROW_TAG):
                yield {cell["column"]: cell["value"] for cell in parser.parse_row(row)[1]}

    def _root(self, title: str) -> Element:
        if self._roots is not None:
            return self._roots[title]
        with self._sheets[title]._get_source() as source:
            return fromstring(source.read())  # noqa: S314 - no part may have a DOCTYPE

    @cached_property
    def _texts(self) -> Sequence[str]:
        return [] if self._strings is None else [_text(each) for each in self._strings.iter(STRING_TAG)]

    def _parser(self, title: str, *, data_only: bool) -> Any:
        book = self._book
        return WorkSheetParser(
            io.BytesIO(),
            self._sheets[title]._shared_strings if self._roots is None else self._texts,
            data_only=data_only,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )


class _Cells:
    """The cells of one sheet. Only those that are asked for are parsed: a form has ten others for each of them."""

    def __init__(self, sheet: Any, root: Element, parser: Any) -> None:
        self._sheet, self._parser = sheet, parser
        self._elements = dict(_by_address(root))
        self._hidden = set(_under_merges(root))

    def seen(self, address: str) -> Seen:
        """What stands in a cell. Where the parser stumbles, the cell over which it does is named."""
        element = self._elements.get(address)
        if element is None or coordinate_to_tuple(address) in self._hidden:
            return BLANK
        try:
            cell = self._parser.parse_cell(element)
            formula = element.find(FORMULA_TAG)
            is_formula = formula is not None
            if formula is not None and CHANGING.search(formula.text or ""):
                return Seen(is_formula=True)
            if cell["value"] is None and not is_formula:
                return BLANK
            shown = ReadOnlyCell(self._sheet, **cell)
            return Seen(cell["value"], cell["data_type"], shown.number_format, is_formula)
        except MemoryError:
            raise
        except Exception as error:
            raise DamagedCell(sheet=self._sheet.title, cell=address) from error


def _by_address(root: Element) -> Iterator[tuple[str, Element]]:
    """Every cell by its address: the one it says it has, or else the one behind the cell before."""
    number = 0
    for row in root.iter(ROW_TAG):
        number, address = int(row.get("r") or number + 1), ""
        for cell in row:
            address = cell.get("r") or _behind(address, number)
            yield address, cell


def _behind(address: str, row: int) -> str:
    column = coordinate_to_tuple(address)[1] if address else 0
    return f"{get_column_letter(column + 1)}{row}"


def _text(shared: Element) -> str:
    """A shared text as openpyxl reads it. Of one without fonts within it, it takes what is written."""
    plain = len(shared) == 1 and shared[0].tag == TEXT_TAG
    parsed: Any = Text  # its stubs expect other elements than those of the standard library
    said: str = (shared[0].text or "") if plain else parsed.from_tree(shared).content
    return said.replace("x005F_", "")  # as it does


def _opened(content: bytes) -> Workbook:
    with _unreadable():
        try:
            return load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        except (InvalidFileException, zipfile.BadZipFile) as error:
            raise NotAWorkbook from error


@lru_cache(maxsize=4)
def _frame(content: bytes) -> Workbook:
    """A frame once opened is not opened again: it is the same for all workbooks that were made from one form."""
    return _opened(content)


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
