"""Tables as CSV and Excel files that open clean: numbers are numbers, and no text is ever run as a formula."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | float | None

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_RUN = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""What a spreadsheet takes for the beginning of a formula, the full-width signs of East Asian keyboards among them."""

_UNSEEN = "\ufeff\u200b\u200c\u200d\u2060 \u00a0\u3000"
"""What may stand before it without being seen."""

_WIDEST, _HEADING = 60, 12
"""Letters: the widest column, and how much of a heading it makes room for before the heading is broken."""
_TWO_LINES = 30  # points


@dataclass(frozen=True)
class Table:
    """What a file says.

    Attributes:
        name: of the sheet.
        head: lines above the table: the title first, then what must be known of it.
        columns: the headings.
        rows: one cell for each heading; None where there is no number.
        digits: how many decimals Excel shows of the numbers in a column, by its heading; where none are said, none.
    """

    name: str
    head: Sequence[str]
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    digits: Mapping[str, int] = field(default_factory=dict)

    @property
    def lines(self) -> Iterator[Sequence[Cell]]:
        """Every line of the file."""
        yield from ((line,) for line in self.head)
        yield ()
        yield self.columns
        yield from self.rows


def as_csv(table: Table) -> bytes:
    """The table as comma-separated text in UTF-8.

    It begins with the mark by which Excel recognises UTF-8 (LibreOffice and `utf-8-sig` pass over it). Numbers have a
    point and no thousands separator whatever the language: programs read these files, offices the Excel ones.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([_plain(cell) for cell in row] for row in table.lines)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table) -> bytes:
    """The table as an Excel workbook of one sheet, with its headings in sight and ready to be filtered and printed."""
    return as_workbook([table])


def as_workbook(tables: Sequence[Table]) -> bytes:
    """Several tables as an Excel workbook, a sheet each."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for table in tables:
        sheet = workbook.create_sheet("".join("-" if letter in "[]:*?/\\" else letter for letter in table.name)[:31])
        for row in table.lines:
            sheet.append([_plain(cell) for cell in row])
        _lay_out(sheet, table)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def harmless(text: str) -> str:
    """The text as a spreadsheet must get it: with an apostrophe before what it would run."""
    return f"'{text}" if text.startswith(_RUN) or text.lstrip(_UNSEEN).startswith(_RUN) else text


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return harmless(ILLEGAL_CHARACTERS_RE.sub("", cell))
    if cell is None or not math.isfinite(cell):
        return None
    return int(cell) if float(cell).is_integer() else cell


def _length(cell: Cell, digits: int) -> int:
    """How many letters a cell is shown with."""
    if isinstance(cell, str):
        return len(cell)
    return 0 if cell is None else len(f"{cell:,.{digits}f}")


def _lay_out(sheet: Worksheet, table: Table) -> None:
    heading = len(table.head) + 2
    sheet["A1"].font = Font(bold=True, size=14)
    for number, column in enumerate(table.columns, 1):
        letter = get_column_letter(number)
        sheet.cell(heading, number).font = Font(bold=True)
        sheet.cell(heading, number).alignment = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
        digits = table.digits.get(column, 0)
        lengths = [_length(row[number - 1], digits) for row in table.rows]
        sheet.column_dimensions[letter].width = min(max([min(len(column), _HEADING), *lengths]) + 3, _WIDEST)
        looks: dict[bool, StyleArray] = {}  # composed once for all texts, and once for all numbers, of the column
        for [cell] in sheet.iter_rows(min_row=heading + 1, min_col=number, max_col=number):
            is_text = isinstance(cell.value, str)
            if is_text not in looks:
                cell.number_format = f"#,##0.{'0' * digits}" if digits else "#,##0"
                if is_text:
                    cell.alignment = Alignment(horizontal="left", indent=1)  # away from the number on its left
                looks[is_text] = cell._style
            cell._style = copy(looks[is_text])
    sheet.row_dimensions[heading].height = _TWO_LINES
    sheet.freeze_panes = f"A{heading + 1}"
    sheet.auto_filter.ref = f"A{heading}:{get_column_letter(len(table.columns))}{heading + len(table.rows)}"
    sheet.print_title_rows = f"{heading}:{heading}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
