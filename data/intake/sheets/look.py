"""How the form looks: colours, borders, page set-up; one place, so that every sheet looks the same."""

from __future__ import annotations

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

INK, QUIET, HEAD, LINE = "1F2933", "5F6B76", "0B5563", "9AA5B1"
PAPER_FILL = PatternFill("solid", fgColor="FFFFFF")
CORE_FILL = PatternFill("solid", fgColor="FFF4CC")
HEAD_FILL = PatternFill("solid", fgColor=HEAD)
TOTAL_FILL = PatternFill("solid", fgColor="E6F0F2")
WRONG_FILL = PatternFill("solid", bgColor="F8C4B8")
GOOD_FILL = PatternFill("solid", bgColor="CFE8D5")
THIN = Side(style="thin", color=LINE)
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
POINTS_OF_A_LINE = 13.5


def write(
    sheet: Worksheet,
    row: int,
    column: int,
    value: object,
    *,
    size: float = 10,
    bold: bool = False,
    colour: str = INK,
    align: str = "left",
) -> None:
    """Write a label: wrapped, locked, in the form's ink."""
    cell = sheet.cell(row, column)
    cell.value = value  # type: ignore[assignment]
    cell.font = Font(name="Calibri", size=size, bold=bold, color=colour)
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)


def open_for_input(
    sheet: Worksheet, row: int, column: int, *, core: bool = False, number_format: str = "General"
) -> None:
    """Make a cell one that the officer fills: framed, unlocked, and yellow if it must be answered."""
    cell = sheet.cell(row, column)
    cell.border = BOX
    cell.protection = Protection(locked=False)
    cell.number_format = number_format
    cell.alignment = Alignment(horizontal="left" if number_format == "@" else "right", vertical="center")
    cell.fill = CORE_FILL if core else PAPER_FILL


def head_row(sheet: Worksheet, row: int, labels: dict[int, str]) -> None:
    """A dark row of column headings."""
    for column, label in labels.items():
        write(sheet, row, column, label, bold=True, colour="FFFFFF", size=9, align="center")
        sheet.cell(row, column).fill = HEAD_FILL


def merge(sheet: Worksheet, row: int, first: int, last: int) -> None:
    """Join the cells of a row, for a text that needs the room."""
    sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def number_cell(sheet: Worksheet, row: int, column: int) -> None:
    """Write the number of a cell larger: it is an indicator's own."""
    sheet.cell(row, column).font = Font(name="Calibri", size=11, bold=True)


def band(sheet: Worksheet, row: int, first: int, last: int) -> None:
    """Shade a row and draw a line above it."""
    for column in range(first, last + 1):
        sheet.cell(row, column).border = Border(top=THIN)
        sheet.cell(row, column).fill = TOTAL_FILL


def lock(sheet: Worksheet, row: int, column: int) -> None:
    """Make a cell one that the form fills in, not the officer."""
    sheet.cell(row, column).protection = Protection(locked=True)
    sheet.cell(row, column).fill = TOTAL_FILL


def hide(sheet: Worksheet, column: int) -> None:
    """Hide a column that only computes."""
    sheet.column_dimensions[get_column_letter(column)].hidden = True


def colour_when(sheet: Worksheet, cell: str, formula: str, fill: PatternFill) -> None:
    """Fill a cell while a formula holds."""
    rule = FormulaRule(formula=[formula], fill=fill)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(cell, rule)


def height_for(sheet: Worksheet, row: int, *texts: tuple[str, float]) -> None:
    """Make a row high enough for texts of so many characters a line (merged cells do not grow by themselves)."""
    lines = max(sum(-(-max(len(piece), 1) // int(width)) for piece in text.split("\n")) for text, width in texts)
    sheet.row_dimensions[row].height = max(1, lines) * POINTS_OF_A_LINE + 4


def widths(sheet: Worksheet, by_column: dict[int, float]) -> None:
    """Set the columns' widths in characters."""
    for column, width in by_column.items():
        sheet.column_dimensions[get_column_letter(column)].width = width


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
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.6
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
