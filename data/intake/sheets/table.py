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
    DATE,
    FACILITIES,
    FACILITY_COLUMNS,
    FUNDING,
    FUNDING_COLUMNS,
    MONEY,
    TABLE_HEADER,
    TABLES,
    TEXT,
    Column,
)
from data.intake.sheets import look
from data.intake.sheets.choices import Choices
from data.intake.sheets.look import address, reference
from data.words import quarter as quarter_in_words

FORMATS = {TEXT: "@", CHOICE: "@", MONEY: "#,##0", DATE: "yyyy-mm-dd"}
WIDTHS = {TEXT: 26.0, CHOICE: 19.0, MONEY: 16.0, DATE: 12.5}
CURRENCIES = ("USD", "EUR", "AUD", "JPY", "SGD", "IDR", "MYR")
FIRST = TABLE_HEADER + 1


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
        look.head_row(sheet, TABLE_HEADER, {number: form.say(f"{key}.columns.{column.key}")})
        for row in range(FIRST, last + 1):
            look.open_for_input(
                sheet, row, number, core=column.required, number_format=FORMATS.get(column.kind, "General")
            )
            if column.locked:
                look.lock(sheet, row, number)
        _restrict(sheet, column, f"{address(FIRST, number)}:{address(last, number)}", form=form, choices=choices)
    for row, known in enumerate(rows[:count], start=FIRST):
        for number, column in enumerate(columns, start=1):
            sheet.cell(row, number).value = _shown(known.get(column.key), column, form)  # type: ignore[assignment]
    look.widths(sheet, {n: 8.0 if c.locked else WIDTHS.get(c.kind, 11.0) for n, c in enumerate(columns, start=1)})
    look.height_for(
        sheet, TABLE_HEADER, *((form.say(f"{key}.columns.{c.key}"), WIDTHS.get(c.kind, 10.0)) for c in columns)
    )
    sheet.freeze_panes = address(FIRST, 3 if key == FACILITIES else 2)
    look.finish(
        sheet, footer=form.say("title", place=form.place.name, quarter=str(form.quarter)), title_row=TABLE_HEADER
    )
    tags = {f"{key}|*{column.key}": reference(sheet, FIRST, n) for n, column in enumerate(columns, start=1)}
    return tags | {f"{key}|last": reference(sheet, last, 1)}


def _draw_head(sheet: Worksheet, key: str, form: Form) -> None:
    look.write(sheet, 1, 1, form.say(f"{key}.title"), size=16, bold=True, colour=look.HEAD)
    where = form.say("where", place=form.place.name, code=form.place.code)
    look.write(sheet, 2, 1, f"{where} · {quarter_in_words(form.quarter, form.language)}", size=11)
    look.write(sheet, 3, 1, form.say(f"{key}.hint", currency=form.country.currency), size=9, colour=look.QUIET)
    for row in (1, 2, 3):
        look.merge(sheet, row, 1, 10)
    look.height_for(sheet, 3, (form.say(f"{key}.hint", currency=form.country.currency), 150))


def _restrict(sheet: Worksheet, column: Column, cells: str, *, form: Form, choices: Choices) -> None:
    if column.key == "currency":
        choices.offer(sheet, cells, list(dict.fromkeys((form.country.currency, *CURRENCIES))))
    elif column.options:
        choices.offer(sheet, cells, [form.say(f"options.{option}") for option in column.options])
    elif column.kind == DATE:
        rule = DataValidation(type="date", operator="between", formula1="36526", formula2="73050", allow_blank=True)
        _explain(sheet, rule, cells, form.say("enter_date"), form)
    elif column.kind not in (TEXT, CHOICE):
        cell = cells.split(":")[0]
        whole = "" if column.kind == MONEY else f",{cell}=INT({cell})"
        rule = DataValidation(type="custom", formula1=f"AND(ISNUMBER({cell}),{cell}>=0{whole})", allow_blank=True)
        _explain(sheet, rule, cells, form.say("enter_money" if column.kind == MONEY else "enter_whole"), form)


def _explain(sheet: Worksheet, rule: DataValidation, cells: str, sentence: str, form: Form) -> None:
    rule.error, rule.errorTitle, rule.showErrorMessage = sentence, form.say("enter_title"), True
    rule.add(cells)
    sheet.add_data_validation(rule)


def _shown(value: object, column: Column, form: Form) -> object:
    if column.options and isinstance(value, str):
        return form.say(f"options.{value}")
    return value if isinstance(value, str | int | float | dt.date) else None
