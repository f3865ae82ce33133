"""The sheets that are tables: one row a centre, one row a payment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.intake.form import Form
from data.intake.layout import (
    CHOICE,
    CLOSED,
    CURRENCIES,
    CURRENCY,
    DATE,
    FACILITIES,
    FACILITY_COLUMNS,
    FUNDING,
    FUNDING_COLUMNS,
    MONEY,
    NUMBER,
    SHOWN,
    TABLE_HEADER,
    TABLE_OPEN_ROW,
    TABLES,
    TEXT,
    Column,
)
from data.intake.sheets import look
from data.intake.sheets.choices import Choices
from data.intake.sheets.look import address, reference
from data.words import quarter as quarter_in_words

FORMATS = {TEXT: "@", CHOICE: "@", CURRENCY: "@", MONEY: "#,##0", DATE: "yyyy-mm-dd"}
WIDTHS = {TEXT: 28.0, CHOICE: 19.0, CURRENCY: 9.5, MONEY: 16.0, DATE: 12.5, NUMBER: 11.0}
LOCKED_WIDTH = 9.5
FIRST = TABLE_HEADER + 1
WHERE_ROW = 2
OPEN_LABEL, OPEN_COLUMN = 2, 3
"""Where the number of open points stands, and what it is called."""


def draw_facilities(sheet: Worksheet, *, form: Form, choices: Choices) -> dict[str, str]:
    """Draw the sheet of centres, the ones already known filled in. Gives the references of its columns by tag."""
    return _draw(sheet, FACILITIES, form=form, choices=choices, rows=form.last.facilities)


def draw_funding(sheet: Worksheet, *, form: Form, choices: Choices, centres: Worksheet) -> dict[str, str]:
    """Draw the sheet of payments; its first column offers the centres named on the sheet before."""
    tags = _draw(sheet, FUNDING, form=form, choices=choices, rows=form.last.funding)
    name = 1 + [column.key for column in FACILITY_COLUMNS].index("name")
    last = FIRST + TABLES[FACILITIES][1] - 1
    names = f"{address(FIRST, name, fixed=True)}:{address(last, name, fixed=True)}"
    facility = 1 + [column.key for column in FUNDING_COLUMNS].index("facility")
    rows = f"{address(FIRST, facility)}:{address(FIRST + TABLES[FUNDING][1] - 1, facility)}"
    choices.offer_range(sheet, rows, f"{quote_sheetname(centres.title)}!{names}")
    return tags


def _draw(
    sheet: Worksheet, key: str, *, form: Form, choices: Choices, rows: Sequence[Mapping[str, object]]
) -> dict[str, str]:
    columns, count = TABLES[key]
    last = FIRST + count - 1
    _draw_head(sheet, key, form)
    for number, column in enumerate(columns, start=1):
        for row in range(FIRST, last + 1):
            look.open_for_input(sheet, row, number, number_format=FORMATS.get(column.kind, "General"))
            sheet.row_dimensions[row].height = look.INPUT_HEIGHT
            if column.locked:
                look.lock(sheet, row, number)
        _restrict(sheet, column, f"{address(FIRST, number)}:{address(last, number)}", form=form, choices=choices)
    for row, known in enumerate(rows[:count], start=FIRST):
        for number, column in enumerate(columns, start=1):
            sheet.cell(row, number).value = _shown(known.get(column.key), column, form)  # type: ignore[assignment]
    _want(sheet, columns, last, form)
    sheet.freeze_panes = address(FIRST, 3 if key == FACILITIES else 2)
    look.finish(sheet, footer=form.footer, title_row=TABLE_HEADER)
    tags = {f"{key}|*{column.key}": reference(sheet, FIRST, n) for n, column in enumerate(columns, start=1)}
    return tags | {f"{key}|last": reference(sheet, last, 1), f"{SHOWN}{key}": reference(sheet, WHERE_ROW, 1)}


def _draw_head(sheet: Worksheet, key: str, form: Form) -> None:
    columns = TABLES[key][0]
    look.write(sheet, 1, 1, form.say(f"{key}.title"), size=16, bold=True, colour=look.HEAD)
    where = form.say("where", place=form.place.name, code=form.place.code)
    look.write(sheet, WHERE_ROW, 1, f"{where} · {quarter_in_words(form.quarter, form.language)}", size=11)
    look.write(sheet, 3, 1, form.say(f"{key}.hint", currency=form.country.currency), size=9, colour=look.QUIET)
    for row in (1, 2, 3):
        look.merge(sheet, row, 1, len(columns))
    sheet.row_dimensions[1].height = 26
    look.height_for(sheet, 3, (form.say(f"{key}.hint", currency=form.country.currency), 150))
    widths = {n: LOCKED_WIDTH if c.locked else WIDTHS[c.kind] for n, c in enumerate(columns, start=1)}
    labels = {n: form.say(f"{key}.columns.{c.key}") for n, c in enumerate(columns, start=1)}
    look.widths(sheet, {**widths, len(columns) + 1: 4})
    look.head_row(sheet, TABLE_HEADER, labels)
    look.height_for(sheet, TABLE_HEADER, *((labels[n], widths[n]) for n in labels))


def _want(sheet: Worksheet, columns: Sequence[Column], last: int, form: Form) -> None:
    """Turn what a begun row still lacks yellow, and count it as an open point."""
    counted = len(columns) + 1
    for row in range(FIRST, last + 1):
        begun = f"COUNTA({address(row, 1, fixed=True)}:{address(row, len(columns), fixed=True)})>0"
        for number, column in enumerate(columns, start=1):
            if column.required or column.at_stage:
                only = _only_when(column, columns, row, form)
                missing = f"AND({begun},ISBLANK({address(row, number, fixed=True)}){only})"
                look.colour_when(sheet, address(row, number), missing, look.WANTED_FILL)
                look.count_when(sheet, row, counted, missing)
    look.hide(sheet, counted)
    total = f"SUM({address(FIRST, counted, fixed=True)}:{address(last, counted, fixed=True)})"
    look.write(sheet, TABLE_OPEN_ROW, OPEN_LABEL, form.say("open_points"))
    look.height_for(sheet, TABLE_OPEN_ROW, (form.say("open_points"), WIDTHS[TEXT]))
    look.write(sheet, TABLE_OPEN_ROW, OPEN_COLUMN, f"={total}", bold=True)
    here = address(TABLE_OPEN_ROW, OPEN_COLUMN, fixed=True)
    look.colour_when(sheet, address(TABLE_OPEN_ROW, OPEN_COLUMN), f"{here}>0", look.WRONG_FILL)


def _only_when(column: Column, columns: Sequence[Column], row: int, form: Form) -> str:
    """What else must hold before a column is missed: the centre is open, the payment has come so far."""
    keys = [each.key for each in columns]
    if column.while_open:
        state = address(row, 1 + keys.index("state"), fixed=True)
        return f',{state}<>"{form.say(f"options.{CLOSED}")}"'
    if column.at_stage:
        stage = address(row, 1 + keys.index("status"), fixed=True)
        return f',{stage}="{form.say(f"options.{column.at_stage}")}"'
    return ""


def _restrict(sheet: Worksheet, column: Column, cells: str, *, form: Form, choices: Choices) -> None:
    title = form.say("enter_title")
    if column.kind == CURRENCY:
        choices.offer(sheet, cells, list(dict.fromkeys((form.country.currency, *CURRENCIES))))
    elif column.kind == CHOICE:
        choices.offer(sheet, cells, [form.say(f"options.{option}") for option in column.options])
    elif column.kind == DATE:
        rule = DataValidation(type="date", operator="between", formula1="36526", formula2="73050", allow_blank=True)
        look.validate(sheet, rule, cells, title=title, sentence=form.say("enter_date"))
    elif column.kind in (NUMBER, MONEY):
        cell = cells.split(":")[0]
        whole = "" if column.kind == MONEY else f",{cell}=INT({cell})"
        number = f"IF(ISNUMBER({cell}),AND({cell}>=0{whole}),FALSE)"
        rule = DataValidation(type="custom", formula1=number, allow_blank=True)
        kind = "enter_money" if column.kind == MONEY else "enter_whole"
        look.validate(sheet, rule, cells, title=title, sentence=form.say(kind))


def _shown(value: object, column: Column, form: Form) -> object:
    if column.options and isinstance(value, str):
        return form.say(f"options.{value}")
    return value if isinstance(value, str | int | float | dt.date) else None
