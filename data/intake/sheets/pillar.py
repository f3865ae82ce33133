"""The sheet of one pillar: for each indicator its number, and beneath it the parts it is made of."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.intake.form import Form
from data.intake.layout import (
    CODE,
    EXTRA_STEP,
    FIRST_INPUT,
    FIRST_ROW,
    INPUTS,
    LABEL,
    LAST,
    NIL_ROW,
    OPEN,
    OPEN_ROW,
    SHOWN,
    SUM,
    ExtrasLine,
    PartsLine,
    RowsLine,
    TotalLine,
)
from data.intake.sheets import look
from data.intake.sheets.choices import Choices
from data.intake.sheets.look import address, reference
from data.model import Item, Kind, Part, Pillar
from data.words import pick, text
from data.words import quarter as quarter_in_words

LAST_INPUT = FIRST_INPUT + INPUTS - 1
LABEL_WIDTH, INPUT_WIDTH, MORE_WIDTH = 46.0, 10.5, 11.5
WIDTHS = {CODE: 9.0, LABEL: LABEL_WIDTH, **dict.fromkeys(range(FIRST_INPUT, LAST_INPUT + 1), INPUT_WIDTH)} | {
    SUM: MORE_WIDTH,
    LAST: MORE_WIDTH,
}
WHERE_ROW = 2
SMALL_LETTERS = 1.2
"""How many letters of the small print go where one of the usual size goes."""
NIL_CELL = address(NIL_ROW, FIRST_INPUT, fixed=True)


def draw_pillar(sheet: Worksheet, pillar: Pillar, *, form: Form, choices: Choices) -> dict[str, str]:
    """Draw a pillar's sheet. Gives the reference of each input cell by its tag."""
    tags = _draw_head(sheet, pillar, form=form, choices=choices)
    row = FIRST_ROW
    for line in form.layout.lines[pillar]:
        if isinstance(line, TotalLine):
            row = _draw_total(sheet, line, form=form, choices=choices)
        elif isinstance(line, PartsLine):
            row = _draw_parts(sheet, line, form)
        elif isinstance(line, ExtrasLine):
            row = _draw_extras(sheet, line, form)
        else:
            tags |= _draw_rows(sheet, line, form=form, choices=choices)
            row = line.last
    for slot in form.layout.slots:
        if slot.sheet is pillar:
            tags[slot.tag] = reference(sheet, slot.row, slot.column)
    counted = f"{address(FIRST_ROW, OPEN, fixed=True)}:{address(row, OPEN, fixed=True)}"
    look.write(sheet, OPEN_ROW, FIRST_INPUT, f"=SUM({counted})", bold=True, align="right")
    here = address(OPEN_ROW, FIRST_INPUT, fixed=True)
    look.colour_when(sheet, address(OPEN_ROW, FIRST_INPUT), f"{here}>0", look.WRONG_FILL)
    look.hide(sheet, OPEN)
    sheet.freeze_panes = address(FIRST_ROW, FIRST_INPUT)
    starts = [line.row for line in form.layout.lines[pillar] if isinstance(line, TotalLine) and line.first]
    look.break_pages(sheet, starts, row, width=sum(WIDTHS.values()), title_row=FIRST_ROW - 1)
    look.finish(sheet, footer=form.footer, title_row=FIRST_ROW - 1)
    return tags


def _draw_head(sheet: Worksheet, pillar: Pillar, *, form: Form, choices: Choices) -> dict[str, str]:
    look.widths(sheet, {**WIDTHS, OPEN: 4})
    look.write(sheet, 1, CODE, form.say(f"pillars.{pillar.value}"), size=16, bold=True, colour=look.HEAD)
    where = form.say("where", place=form.place.name, code=form.place.code)
    look.write(sheet, WHERE_ROW, CODE, f"{where} · {quarter_in_words(form.quarter, form.language)}", size=11)
    look.write(sheet, 3, CODE, form.say("hint"), size=9, colour=look.QUIET)
    for row in (1, 2, 3):
        look.merge(sheet, row, CODE, LAST)
    sheet.row_dimensions[1].height = 26
    look.height_for(sheet, 3, (form.say("hint"), 150))
    look.write(sheet, NIL_ROW, LABEL, form.say("nil"), bold=True)
    look.open_for_input(sheet, NIL_ROW, FIRST_INPUT)
    choices.offer(sheet, address(NIL_ROW, FIRST_INPUT), [form.yes])
    look.write(sheet, NIL_ROW, FIRST_INPUT + 1, form.say("nil_hint"), size=9, colour=look.QUIET, indent=1)
    look.merge(sheet, NIL_ROW, FIRST_INPUT + 1, LAST)
    look.height_for(sheet, NIL_ROW, (form.say("nil_hint"), 100))
    look.write(sheet, OPEN_ROW, LABEL, form.say("open_points"))
    labels = dict.fromkeys(range(FIRST_INPUT + 1, LAST_INPUT + 1), "")
    labels |= {CODE: form.say("head.code"), LABEL: form.say("head.indicator"), FIRST_INPUT: form.say("head.number")}
    labels |= {FIRST_INPUT + 1: form.say("head.meaning"), SUM: form.say("head.sum"), LAST: form.say("head.last")}
    look.head_row(sheet, FIRST_ROW - 1, labels)
    look.merge(sheet, FIRST_ROW - 1, FIRST_INPUT + 1, LAST_INPUT)
    look.height_for(sheet, FIRST_ROW - 1, *((labels[column], MORE_WIDTH) for column in (SUM, LAST)))
    shown = {f"{SHOWN}{pillar.value}": reference(sheet, WHERE_ROW, CODE)}
    return shown | {f"nil|{pillar.value}": reference(sheet, NIL_ROW, FIRST_INPUT)}


def _draw_total(sheet: Worksheet, line: TotalLine, *, form: Form, choices: Choices) -> int:
    name = pick(line.part.names, form.language)
    meaning = pick(line.indicator.definition, form.language) if line.first else ""
    asked = f"{meaning} [{text(f'units.{line.part.unit}', form.language, form.content)}]".strip()
    look.write(sheet, line.row, CODE, line.part.measure, size=9, bold=True, colour=look.HEAD)
    look.write(sheet, line.row, LABEL, name, bold=True)
    look.write(sheet, line.row, FIRST_INPUT + 1, asked, size=8.5, colour=look.QUIET, indent=1)
    look.merge(sheet, line.row, FIRST_INPUT + 1, LAST_INPUT)
    look.height_for(sheet, line.row, (name, LABEL_WIDTH), (asked, INPUT_WIDTH * (INPUTS - 1) * SMALL_LETTERS), line=12)
    sheet.row_dimensions[line.row].height = max(22, sheet.row_dimensions[line.row].height or 0)
    look.band(sheet, line.row, CODE, LAST)
    last = form.last.values.get(line.part.measure)
    shown = last if last is None or line.part.kind is not Kind.YES_NO else form.say("yes" if last else "no")
    look.write_number(sheet, line.row, LAST, shown, number_format=_number_format(line.part))
    if line.slot is None:
        source = "ratio" if line.part.kind is Kind.RATIO else line.part.source.split(".")[0]
        said = form.say(f"sources.{source}")
        look.write(sheet, line.row, FIRST_INPUT, said, size=8, colour=look.QUIET, align="center")
    else:
        _open_total(sheet, line, form=form, choices=choices)
    return line.row


def _open_total(sheet: Worksheet, line: TotalLine, *, form: Form, choices: Choices) -> None:
    core = line.indicator.code in form.layout.core
    look.open_for_input(sheet, line.row, FIRST_INPUT, core=core, number_format=_number_format(line.part))
    look.number_cell(sheet, line.row, FIRST_INPUT)
    here = address(line.row, FIRST_INPUT, fixed=True)
    if line.part.kind is Kind.YES_NO:
        options = [form.yes, form.say("no"), form.say("not_applicable")]
        choices.offer(sheet, address(line.row, FIRST_INPUT), options)
    else:
        _ask_number(sheet, form, line.part, first=(line.row, FIRST_INPUT), last=(line.row, FIRST_INPUT))
    if core:
        look.count_when(sheet, line.row, OPEN, f'AND({NIL_CELL}<>"{form.yes}",ISBLANK({here}))')
    if line.part.kind is Kind.FLOW:
        contradicts_nil = f'AND({NIL_CELL}="{form.yes}",N({here})>0)'
        look.count_when(sheet, line.row, OPEN, contradicts_nil)
        look.colour_when(sheet, address(line.row, FIRST_INPUT), contradicts_nil, look.WRONG_FILL)


def _draw_parts(sheet: Worksheet, line: PartsLine, form: Form) -> int:
    inputs = line.row + 1
    first_line = line.sum_rows[0] == inputs
    if first_line:
        more = form.say("may_exceed") if line.dimension.multiple else ""
        look.write(sheet, inputs, LABEL, pick(line.dimension.labels, form.language), size=9, align="right", indent=1)
        look.write(sheet, line.row, LABEL, more, size=8, colour=look.QUIET, align="right", valign="bottom", indent=1)
    _draw_labels(sheet, line.row, line.items, form)
    for slot in line.slots:
        look.open_for_input(sheet, inputs, slot.column, number_format=_number_format(line.part))
    sheet.row_dimensions[inputs].height = look.INPUT_HEIGHT
    _ask_number(sheet, form, line.part, first=(inputs, line.slots[0].column), last=(inputs, line.slots[-1].column))
    if first_line:
        ranges = ",".join(f"{address(r, FIRST_INPUT)}:{address(r, LAST_INPUT)}" for r in line.sum_rows)
        answered = f"COUNTA({ranges})={len(list(line.dimension.cells()))}"
        _draw_sum(sheet, line, row=inputs, ranges=ranges, answered=answered, form=form)
    return inputs


def _draw_rows(sheet: Worksheet, line: RowsLine, *, form: Form, choices: Choices) -> dict[str, str]:
    labels = pick(line.dimension.labels, form.language)
    look.write(sheet, line.row, LABEL, labels, size=9, align="right", valign="bottom", indent=1)
    items = list(line.dimension.cells())
    _draw_labels(sheet, line.row, items, form)
    last_column = FIRST_INPUT + len(items) - 1
    for row in range(line.first, line.last + 1):
        look.open_for_input(sheet, row, LABEL, number_format="@")
        for column in range(FIRST_INPUT, last_column + 1):
            look.open_for_input(sheet, row, column)
        numbers = f"{address(row, FIRST_INPUT, fixed=True)}:{address(row, last_column, fixed=True)}"
        unnamed = f"AND(COUNT({numbers})>0,ISBLANK({address(row, LABEL, fixed=True)}))"
        look.count_when(sheet, row, OPEN, unnamed)
        look.colour_when(sheet, address(row, LABEL), unnamed, look.WRONG_FILL)
    rows = f"{address(line.first, LABEL)}:{address(line.last, LABEL)}"
    choices.offer(sheet, rows, [pick(item.labels, form.language) for item in line.dimension.rows])
    _ask_number(sheet, form, line.part, first=(line.first, FIRST_INPUT), last=(line.last, last_column))
    ranges = f"{address(line.first, FIRST_INPUT)}:{address(line.last, last_column)}"
    _draw_sum(sheet, line, row=line.first, ranges=ranges, answered="TRUE", form=form)
    tags = {tag: reference(sheet, line.first, column) for tag, column in line.columns()}
    tags |= _draw_row_totals(sheet, line, last_column=last_column, form=form)
    return tags | {f"{line.tag}|last": reference(sheet, line.last, LABEL)}


def _draw_extras(sheet: Worksheet, line: ExtrasLine, form: Form) -> int:
    """A label and a cell for each number that may be told beside an indicator."""
    labels = [form.say("extra", name=pick(slot.part.names, form.language)) for slot in line.slots]
    for slot, label in zip(line.slots, labels, strict=True):
        first = LABEL if slot.column == FIRST_INPUT else slot.column - EXTRA_STEP + 1
        look.write(sheet, line.row, first, label, size=8, colour=look.QUIET, align="right", indent=1)
        if first != LABEL:
            look.merge(sheet, line.row, first, slot.column - 1)
        look.open_for_input(sheet, line.row, slot.column, number_format=_number_format(slot.part))
        if not slot.part.is_text:
            _ask_number(sheet, form, slot.part, first=(line.row, slot.column), last=(line.row, slot.column))
    widths = [LABEL_WIDTH, *[INPUT_WIDTH * (EXTRA_STEP - 1)] * len(labels)]
    sized = ((label, width * SMALL_LETTERS) for label, width in zip(labels, widths, strict=False))
    look.height_for(sheet, line.row, *sized, line=11)
    sheet.row_dimensions[line.row].height = max(look.INPUT_HEIGHT, sheet.row_dimensions[line.row].height or 0)
    return line.row


def _draw_row_totals(sheet: Worksheet, line: RowsLine, *, last_column: int, form: Form) -> dict[str, str]:
    """A cell for each row's own total, where the source gives one: with it a wrong cell can be named."""
    if line.margin is None:
        return {}
    tag, column = line.margin
    look.write(
        sheet, line.row, column, form.say("row_total"), size=8, colour=look.QUIET, align="center", valign="bottom"
    )
    for row in range(line.first, line.last + 1):
        look.open_for_input(sheet, row, column, number_format=_number_format(line.part))
        told = address(row, column, fixed=True)
        numbers = f"{address(row, FIRST_INPUT, fixed=True)}:{address(row, last_column, fixed=True)}"
        wrong = f"AND(ISNUMBER({told}),SUM({numbers})<>N({told}))"
        look.count_when(sheet, row, OPEN, wrong)
        look.colour_when(sheet, address(row, column), wrong, look.WRONG_FILL)
    _ask_number(sheet, form, line.part, first=(line.first, column), last=(line.last, column))
    return {tag: reference(sheet, line.first, column)}


def _draw_labels(sheet: Worksheet, row: int, items: Sequence[tuple[Item, ...]], form: Form) -> None:
    """What each cell of the row beneath counts."""
    labels = [" · ".join(pick(item.labels, form.language) for item in each) for each in items]
    for column, label in enumerate(labels, start=FIRST_INPUT):
        look.write(sheet, row, column, label, size=8, colour=look.QUIET, align="center", valign="bottom")
    look.height_for(sheet, row, *((label, INPUT_WIDTH * SMALL_LETTERS) for label in labels), line=11)


def _draw_sum(
    sheet: Worksheet, line: PartsLine | RowsLine, *, row: int, ranges: str, answered: str, form: Form
) -> None:
    """The sum of the parts beside them; red, and an open point, while the server would not take them with the total.

    `answered` says when every part is given: as long as one is not, the others may fall short of the total.
    """
    total, filled = address(line.total_row, FIRST_INPUT, fixed=True), f"COUNT({ranges})>0"
    look.write_number(sheet, row, SUM, f'=IF({filled},SUM({ranges}),"")', number_format=_number_format(line.part))
    if line.dimension.multiple:
        wrong = f"MAX({ranges})>N({total})"
    elif line.dimension.complete:
        wrong = f"SUM({ranges})>N({total}),AND({answered},SUM({ranges})<N({total}))"
    else:
        wrong = f"SUM({ranges})>N({total})"
    without_total = f'AND({NIL_CELL}<>"{form.yes}",NOT(ISNUMBER({total})))'
    rule = f"AND({filled},OR({without_total},{wrong}))"
    look.count_when(sheet, row, OPEN, rule)
    for cell in (address(row, SUM), address(line.total_row, FIRST_INPUT)):
        look.colour_when(sheet, cell, rule, look.WRONG_FILL)


def _ask_number(sheet: Worksheet, form: Form, part: Part, *, first: tuple[int, int], last: tuple[int, int]) -> None:
    cell = address(*first)
    whole = f",{cell}=INT({cell})" if part.whole else ""
    marks = ",".join(f'UPPER({cell})="{mark}"' for mark in ("TB", "N/A"))
    # IF, because spreadsheet programs compute every part of an OR: INT of a text would be an error and refuse TB.
    number_or_mark = f"IF(ISNUMBER({cell}),AND({cell}>=0{whole}),OR({marks}))"
    kind = "money" if part.unit == "money" else "whole"
    look.validate(
        sheet,
        DataValidation(type="custom", formula1=number_or_mark, allow_blank=True),
        f"{cell}:{address(*last)}",
        title=form.say("enter_title"),
        sentence=form.say(f"enter_{kind}"),
    )


def _number_format(part: Part) -> str:
    if part.is_text:
        return "@"
    # A count is shown as typed: a grouping format would show 1.234 as 1 and so hide a slip.
    return "#,##0" if part.unit == "money" else "General"
