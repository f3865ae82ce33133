"""The sheet of one pillar: for each indicator its number, and beneath it the parts it is made of."""

from __future__ import annotations

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.intake.form import Form
from data.intake.layout import (
    CODE,
    FIRST_INPUT,
    FIRST_ROW,
    INPUTS,
    LABEL,
    LAST,
    NIL_ROW,
    OPEN,
    SUM,
    PartsLine,
    RowsLine,
    TotalLine,
)
from data.intake.sheets import look
from data.intake.sheets.choices import Choices
from data.intake.sheets.look import address, reference
from data.model import Dimension, Kind, Part, Pillar
from data.words import pick, text
from data.words import quarter as quarter_in_words

LAST_INPUT = FIRST_INPUT + INPUTS - 1
LABEL_WIDTH, INPUT_WIDTH = 46.0, 10.5
OPEN_POINTS_ROW = NIL_ROW + 1


def draw_pillar(sheet: Worksheet, pillar: Pillar, *, form: Form, choices: Choices) -> dict[str, str]:
    """Draw a pillar's sheet. Gives the reference of each input cell by its tag."""
    tags = _draw_head(sheet, pillar, form=form, choices=choices)
    row = FIRST_ROW
    for line in form.layout.lines[pillar]:
        if isinstance(line, TotalLine):
            row = _draw_total(sheet, line, form=form, choices=choices)
        elif isinstance(line, PartsLine):
            row = _draw_parts(sheet, line, form)
        else:
            tags |= _draw_rows(sheet, line, form=form, choices=choices)
            row = line.last
    for slot in form.layout.slots:
        if slot.sheet is pillar:
            tags[slot.tag] = reference(sheet, slot.row, slot.column)
    open_points = f"SUM({address(FIRST_ROW, OPEN, fixed=True)}:{address(row, OPEN, fixed=True)})"
    sheet.cell(OPEN_POINTS_ROW, FIRST_INPUT).value = f"={open_points}"
    here = address(OPEN_POINTS_ROW, FIRST_INPUT, fixed=True)
    look.colour_when(sheet, address(OPEN_POINTS_ROW, FIRST_INPUT), f"{here}>0", look.WRONG_FILL)
    look.hide(sheet, OPEN)
    sheet.freeze_panes = address(FIRST_ROW, FIRST_INPUT)
    look.finish(
        sheet, footer=form.say("title", place=form.place.name, quarter=str(form.quarter)), title_row=FIRST_ROW - 1
    )
    return tags


def _draw_head(sheet: Worksheet, pillar: Pillar, *, form: Form, choices: Choices) -> dict[str, str]:
    inputs = dict.fromkeys(range(FIRST_INPUT, LAST_INPUT + 1), INPUT_WIDTH)
    look.widths(sheet, {CODE: 9, LABEL: LABEL_WIDTH, **inputs, SUM: 11, LAST: 11, OPEN: 4})
    look.write(sheet, 1, CODE, form.say(f"pillars.{pillar.value}"), size=16, bold=True, colour=look.HEAD)
    where = form.say("where", place=form.place.name, code=form.place.code)
    look.write(sheet, 2, CODE, f"{where} · {quarter_in_words(form.quarter, form.language)}", size=11)
    look.write(sheet, 3, CODE, form.say("hint"), size=9, colour=look.QUIET)
    for row in (1, 2, 3):
        look.merge(sheet, row, CODE, LAST)
    look.height_for(sheet, 3, (form.say("hint"), 150))
    look.write(sheet, NIL_ROW, LABEL, form.say("nil"), bold=True)
    look.open_for_input(sheet, NIL_ROW, FIRST_INPUT)
    choices.offer(sheet, address(NIL_ROW, FIRST_INPUT), [form.yes])
    look.write(sheet, NIL_ROW, FIRST_INPUT + 1, form.say("nil_hint"), size=9, colour=look.QUIET)
    look.merge(sheet, NIL_ROW, FIRST_INPUT + 1, LAST)
    look.write(sheet, OPEN_POINTS_ROW, LABEL, form.say("open_points"))
    labels = dict.fromkeys(range(FIRST_INPUT + 1, LAST_INPUT + 1), "")
    labels |= {CODE: form.say("head.code"), LABEL: form.say("head.indicator"), FIRST_INPUT: form.say("head.number")}
    labels |= {FIRST_INPUT + 1: form.say("head.meaning")}
    look.head_row(sheet, FIRST_ROW - 1, labels | {SUM: form.say("head.sum"), LAST: form.say("head.last")})
    look.merge(sheet, FIRST_ROW - 1, FIRST_INPUT + 1, LAST_INPUT)
    return {f"nil|{pillar.value}": reference(sheet, NIL_ROW, FIRST_INPUT)}


def _draw_total(sheet: Worksheet, line: TotalLine, *, form: Form, choices: Choices) -> int:
    name = pick(line.part.names, form.language)
    meaning = pick(line.indicator.definition, form.language) if line.first else ""
    asked = f"{meaning} [{text(f'units.{line.part.unit}', form.language, form.content)}]".strip()
    look.write(sheet, line.row, CODE, line.part.measure, size=9, bold=True, colour=look.HEAD)
    look.write(sheet, line.row, LABEL, name, bold=True)
    look.write(sheet, line.row, FIRST_INPUT + 1, asked, size=8.5, colour=look.QUIET)
    look.merge(sheet, line.row, FIRST_INPUT + 1, LAST_INPUT)
    look.height_for(sheet, line.row, (name, LABEL_WIDTH), (asked, INPUT_WIDTH * (INPUTS - 1) * 1.25))
    look.band(sheet, line.row, CODE, LAST)
    last = form.last.values.get(line.part.measure)
    shown = last if last is None or line.part.kind is not Kind.YES_NO else form.say("yes" if last else "no")
    look.write(sheet, line.row, LAST, shown, size=9, colour=look.QUIET, align="right")
    if line.slot is None:
        source = "ratio" if line.part.kind is Kind.RATIO else line.part.source.split(".")[0]
        look.write(
            sheet, line.row, FIRST_INPUT, form.say(f"sources.{source}"), size=8, colour=look.QUIET, align="center"
        )
    else:
        _open_total(sheet, line, form=form, choices=choices)
    return line.row


def _open_total(sheet: Worksheet, line: TotalLine, *, form: Form, choices: Choices) -> None:
    core = line.indicator.code in form.layout.core
    look.open_for_input(sheet, line.row, FIRST_INPUT, core=core, number_format=_number_format(line.part))
    look.number_cell(sheet, line.row, FIRST_INPUT)
    if line.part.kind is Kind.YES_NO:
        options = [form.yes, form.say("no"), form.say("not_applicable")]
        choices.offer(sheet, address(line.row, FIRST_INPUT), options)
    else:
        _ask_number(sheet, form, line.part, first=(line.row, FIRST_INPUT), last=(line.row, FIRST_INPUT))
    if core:
        empty = f'AND({address(NIL_ROW, FIRST_INPUT, fixed=True)}="",{address(line.row, FIRST_INPUT)}="")'
        sheet.cell(line.row, OPEN).value = f"=IF({empty},1,0)"


def _draw_parts(sheet: Worksheet, line: PartsLine, form: Form) -> int:
    inputs = line.row + 1
    first_line = line.sum_rows[0] == inputs
    if first_line:
        look.write(sheet, line.row, LABEL, pick(line.dimension.labels, form.language), size=9, align="right")
        more = form.say("may_exceed") if line.dimension.multiple else ""
        look.write(sheet, inputs, LABEL, more, size=8, colour=look.QUIET, align="right")
    labels = [" · ".join(pick(item.labels, form.language) for item in items) for items in line.items]
    for slot, label in zip(line.slots, labels, strict=True):
        look.write(sheet, line.row, slot.column, label, size=8, colour=look.QUIET, align="center")
        look.open_for_input(sheet, inputs, slot.column, number_format=_number_format(line.part))
    look.height_for(sheet, line.row, *((label, INPUT_WIDTH * 1.15) for label in labels))
    _ask_number(sheet, form, line.part, first=(inputs, line.slots[0].column), last=(inputs, line.slots[-1].column))
    if first_line:
        ranges = ",".join(f"{address(r, FIRST_INPUT)}:{address(r, LAST_INPUT)}" for r in line.sum_rows)
        _draw_sum(sheet, row=inputs, total_row=line.total_row, ranges=ranges, dimension=line.dimension)
    return inputs


def _draw_rows(sheet: Worksheet, line: RowsLine, *, form: Form, choices: Choices) -> dict[str, str]:
    look.write(sheet, line.row, LABEL, pick(line.dimension.labels, form.language), size=9, align="right")
    labels = [" · ".join(pick(item.labels, form.language) for item in items) for items in line.dimension.cells()]
    for place, label in enumerate(labels):
        look.write(sheet, line.row, FIRST_INPUT + place, label, size=8, colour=look.QUIET, align="center")
    look.height_for(sheet, line.row, *((label, INPUT_WIDTH * 1.15) for label in labels))
    last_column = FIRST_INPUT + len(labels) - 1
    for row in range(line.first, line.last + 1):
        look.open_for_input(sheet, row, LABEL, number_format="@")
        for column in range(FIRST_INPUT, last_column + 1):
            look.open_for_input(sheet, row, column)
    rows = f"{address(line.first, LABEL)}:{address(line.last, LABEL)}"
    choices.offer(sheet, rows, [pick(item.labels, form.language) for item in line.dimension.rows])
    _ask_number(sheet, form, line.part, first=(line.first, FIRST_INPUT), last=(line.last, last_column))
    ranges = f"{address(line.first, FIRST_INPUT)}:{address(line.last, last_column)}"
    _draw_sum(sheet, row=line.first, total_row=line.total_row, ranges=ranges, dimension=line.dimension)
    tags = {tag: reference(sheet, line.first, column) for tag, column in line.columns()}
    return tags | {f"{line.tag}|last": reference(sheet, line.last, LABEL)}


def _draw_sum(sheet: Worksheet, *, row: int, total_row: int, ranges: str, dimension: Dimension) -> None:
    """The sum of the parts beside them, red while it contradicts the total, and counted as an open point."""
    total, filled = address(total_row, FIRST_INPUT, fixed=True), f"COUNT({ranges})>0"
    look.write(sheet, row, SUM, f'=IF({filled},SUM({ranges}),"")', size=9, colour=look.QUIET, align="right")
    if dimension.multiple:
        wrong = f"MAX({ranges})>{total}"
    else:
        wrong = f"SUM({ranges}){'<>' if dimension.complete else '>'}{total}"
    rule = f"AND({filled},{wrong})"
    sheet.cell(row, OPEN).value = f"=IF({rule},1,0)"
    for cell in (address(row, SUM), address(total_row, FIRST_INPUT)):
        look.colour_when(sheet, cell, rule, look.WRONG_FILL)


def _ask_number(sheet: Worksheet, form: Form, part: Part, *, first: tuple[int, int], last: tuple[int, int]) -> None:
    cell = address(*first)
    whole = f",{cell}=INT({cell})" if part.whole else ""
    marks = "".join(f',UPPER({cell})="{mark}"' for mark in ("TB", "N/A"))
    rule = DataValidation(
        type="custom", formula1=f"OR(AND(ISNUMBER({cell}),{cell}>=0{whole}){marks})", allow_blank=True
    )
    kind = "money" if part.unit == "money" else "whole"
    rule.error, rule.errorTitle, rule.showErrorMessage = form.say(f"enter_{kind}"), form.say("enter_title"), True
    rule.add(f"{cell}:{address(*last)}")
    sheet.add_data_validation(rule)


def _number_format(part: Part) -> str:
    # A count is shown as typed: a grouping format would show 1.234 as 1 and so hide a slip.
    return "#,##0" if part.unit == "money" else "General"
