"""Write a filled form anew with XlsxWriter, which cannot read: `python with_xlsxwriter.py original.xlsx new.xlsx`."""

import sys

import xlsxwriter
from openpyxl import load_workbook

formulas, values = (load_workbook(sys.argv[1], data_only=only) for only in (False, True))
with xlsxwriter.Workbook(sys.argv[2], {"strings_to_numbers": False}) as book:
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for sheet in formulas:
        page = book.add_worksheet(sheet.title)
        if sheet.sheet_state != "visible":
            page.very_hidden()
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                at, shown = (cell.row - 1, cell.column - 1), values[sheet.title][cell.coordinate].value
                if cell.data_type == "f":
                    page.write_formula(*at, cell.value, value="" if shown is None else shown)
                elif cell.is_date:
                    page.write_datetime(*at, cell.value, day)
                else:
                    page.write(*at, cell.value)
