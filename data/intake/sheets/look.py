"""How the form looks: colours, borders, page set-up; one place, so that every sheet looks the same."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Hashable, Sequence
from copy import copy
from itertools import pairwise
from typing import Any, Literal
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

INK, QUIET, HEAD, LINE, ALARM = "1F2933", "5F6B76", "0B5563", "9AA5B1", "9C2A10"
YELLOW = "FFF4CC"
PAPER_FILL = PatternFill("solid", fgColor="FFFFFF")
CORE_FILL = PatternFill("solid", fgColor=YELLOW)
HEAD_FILL = PatternFill("solid", fgColor=HEAD)
TOTAL_FILL = PatternFill("solid", fgColor="E6F0F2")
WRONG_FILL = PatternFill("solid", bgColor="F8C4B8")
WANTED_FILL = PatternFill("solid", bgColor=YELLOW)
GOOD_FILL = PatternFill("solid", bgColor="CFE8D5")
THIN = Side(style="thin", color=LINE)
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)

INPUT_HEIGHT = 18.0
USUAL_HEIGHT = 15.0
PAPER_WIDTH, PAPER_HEIGHT = 842.0, 595.0
"""A4 in landscape, in points."""
SIDE_MARGIN, TOP_MARGIN, BOTTOM_MARGIN = 0.4, 0.5, 0.75
"""In inches; the footer stands in the bottom margin."""
POINTS_OF_A_CHARACTER = 5.25
"""How wide one unit of a column's width is, in the font that the form names."""

Horizontal = Literal["left", "center", "right"]
Vertical = Literal["top", "center", "bottom"]

_KNOWN: WeakKeyDictionary[Workbook, dict[tuple[Hashable, ...], Any]] = WeakKeyDictionary()


def _give(cell: Any, look: Callable[..., None], *how: Hashable) -> None:
    """Give a cell a look, over the one it has.

    It is worked out once a workbook: with each colour and border of a cell, openpyxl looks through all that there are.
    """
    known = _KNOWN.setdefault(cell.parent.parent, {})
    key = (look, *how, *(cell._style or ()))
    if key not in known:
        look(cell, *how)
        known[key] = cell._style
    cell._style = copy(known[key])


def write(
    sheet: Worksheet,
    row: int,
    column: int,
    value: object,
    *,
    size: float = 10,
    bold: bool = False,
    colour: str = INK,
    align: Horizontal = "left",
    valign: Vertical = "center",
    indent: int = 0,
) -> None:
    """Write a label: wrapped, locked, in the form's ink."""
    cell = sheet.cell(row, column)
    cell.value = value  # type: ignore[assignment]
    _give(cell, _label, size, bold, colour, align, valign, indent)


def _label(cell: Any, size: float, bold: bool, colour: str, align: Horizontal, valign: Vertical, indent: int) -> None:
    cell.font = Font(name="Calibri", size=size, bold=bold, color=colour)
    cell.alignment = Alignment(horizontal=align, vertical=valign, wrap_text=True, indent=indent)


def write_number(sheet: Worksheet, row: int, column: int, value: object, *, number_format: str = "General") -> None:
    """Write a number that is only shown: quiet, and made smaller rather than cut off where it is long."""
    write(sheet, row, column, value, size=9, colour=QUIET)
    _give(sheet.cell(row, column), _shown, number_format)


def _shown(cell: Any, number_format: str) -> None:
    cell.number_format = number_format
    cell.alignment = Alignment(horizontal="right", vertical="center", shrink_to_fit=True)


def open_for_input(
    sheet: Worksheet, row: int, column: int, *, core: bool = False, number_format: str = "General"
) -> None:
    """Make a cell one that the officer fills: framed, unlocked, and yellow if it must be answered."""
    _give(sheet.cell(row, column), _input, core, number_format)


def _input(cell: Any, core: bool, number_format: str) -> None:
    cell.border = BOX
    cell.protection = Protection(locked=False)
    cell.number_format = number_format
    # A long amount is made smaller: a cell full of ##### would be taken for a mistake.
    cell.alignment = Alignment(
        horizontal="left" if number_format == "@" else "right", vertical="center", shrink_to_fit=True
    )
    cell.fill = CORE_FILL if core else PAPER_FILL


def head_row(sheet: Worksheet, row: int, labels: dict[int, str], *, align: Horizontal = "center") -> None:
    """A dark row of column headings."""
    for column, label in labels.items():
        write(sheet, row, column, label, bold=True, colour="FFFFFF", size=9, align=align)
        _give(sheet.cell(row, column), _heading)


def _heading(cell: Any) -> None:
    cell.fill = HEAD_FILL


def merge(sheet: Worksheet, row: int, first: int, last: int) -> None:
    """Join the cells of a row, for a text that needs the room."""
    sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def number_cell(sheet: Worksheet, row: int, column: int) -> None:
    """Write the number of a cell larger: it is an indicator's own."""
    _give(sheet.cell(row, column), _own_number)


def _own_number(cell: Any) -> None:
    cell.font = Font(name="Calibri", size=11, bold=True)


def band(sheet: Worksheet, row: int, first: int, last: int) -> None:
    """Shade a row and draw a line above it."""
    for column in range(first, last + 1):
        _give(sheet.cell(row, column), _band)


def _band(cell: Any) -> None:
    cell.border = Border(top=THIN)
    cell.fill = TOTAL_FILL


def lock(sheet: Worksheet, row: int, column: int) -> None:
    """Make a cell one that the form fills in, not the officer."""
    _give(sheet.cell(row, column), _locked)


def _locked(cell: Any) -> None:
    cell.protection = Protection(locked=True)
    cell.fill = TOTAL_FILL


def hide(sheet: Worksheet, column: int) -> None:
    """Hide a column that only computes."""
    sheet.column_dimensions[get_column_letter(column)].hidden = True


def colour_when(sheet: Worksheet, cells: str, formula: str, fill: PatternFill) -> None:
    """Fill cells while a formula holds, which is written as for the first of them."""
    rule = FormulaRule(formula=[formula], fill=fill)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(cells, rule)


def count_when(sheet: Worksheet, row: int, column: int, rule: str) -> None:
    """Count one more open point in a cell while a rule holds, or cannot be computed because of an error."""
    before = sheet.cell(row, column).value
    more = f"IFERROR(IF({rule},1,0),1)"
    sheet.cell(row, column).value = f"{before}+{more}" if before else f"={more}"


def height_for(sheet: Worksheet, row: int, *texts: tuple[str, float], line: float = 13.5) -> None:
    """Make a row high enough for texts, each in a column of so many letters (merged cells do not grow by themselves).

    `line` is the height of one line in points.
    """
    lines = max(sum(len(textwrap.wrap(piece, int(width))) for piece in text.split("\n")) for text, width in texts)
    sheet.row_dimensions[row].height = max(1, lines) * line + 4


def widths(sheet: Worksheet, by_column: dict[int, float]) -> None:
    """Set the columns' widths in characters."""
    for column, width in by_column.items():
        sheet.column_dimensions[get_column_letter(column)].width = width


def validate(sheet: Worksheet, rule: DataValidation, cells: str, *, title: str, sentence: str) -> None:
    """Refuse what a rule does not allow in cells, and say in a sentence what is wanted."""
    rule.errorTitle, rule.error, rule.showErrorMessage = title, sentence, True
    rule.add(cells)
    sheet.add_data_validation(rule)


def break_pages(sheet: Worksheet, starts: Sequence[int], last: int, *, width: float, title_row: int) -> None:
    """Break pages before a block rather than within it.

    Args:
        sheet: the sheet, its row heights set.
        starts: the first row of each block.
        last: the last row of the last block.
        width: how many characters wide the printed columns are.
        title_row: the row that is repeated at the head of each page.
    """
    scale = min(1.0, (PAPER_WIDTH - 2 * 72 * SIDE_MARGIN) / (width * POINTS_OF_A_CHARACTER))
    room = (PAPER_HEIGHT - 72 * (TOP_MARGIN + BOTTOM_MARGIN)) / scale
    ends = [*starts, last + 1]
    used = sum(_height(sheet, row) for row in range(1, ends[0]))
    for start, end in pairwise(ends):
        block = sum(_height(sheet, row) for row in range(start, end))
        if used + block > room and start != ends[0]:
            sheet.row_breaks.append(Break(id=start - 1))
            used = _height(sheet, title_row)
        used += block


def _height(sheet: Worksheet, row: int) -> float:
    return sheet.row_dimensions[row].height or USUAL_HEIGHT


def finish(sheet: Worksheet, *, footer: str, title_row: int | None = None, pages_high: int = 0) -> None:
    """Protect the labels so that Tab goes from input to input, and set the sheet up for A4, landscape, one page wide.

    `pages_high` of 0 means as many pages as it takes.
    """
    sheet.protection.sheet = True
    sheet.protection.selectLockedCells = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, pages_high
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = SIDE_MARGIN
    margins.top, margins.bottom, margins.header, margins.footer = TOP_MARGIN, BOTTOM_MARGIN, 0.3, 0.3
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text=footer.replace("&", "&&")), right=_HeaderFooterPart(text="&P / &N")
    )
    if title_row:
        sheet.print_title_rows = f"{title_row}:{title_row}"


def address(row: int, column: int, *, fixed: bool = False) -> str:
    """`C12`, or `$C$12`."""
    letter = get_column_letter(column)
    return f"${letter}${row}" if fixed else f"{letter}{row}"


def reference(sheet: Worksheet, row: int, column: int) -> str:
    """A reference to a cell from another sheet."""
    return f"{quote_sheetname(sheet.title)}!{address(row, column)}"
