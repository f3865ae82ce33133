"""The form that goes out: catalogue and country become a workbook for one district and one quarter.

Nothing in it is a macro. What it checks while somebody types is formulas, drop-downs and conditional formats, so that
it works without a line and in any spreadsheet program. The hidden sheet holds one reference for each tag; a spreadsheet
program moves references along when rows are inserted, so a cell is found again wherever it went.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.intake.form import Form
from data.intake.layout import (
    COVER,
    FACILITIES,
    FIRST_INPUT,
    FORM_VERSION,
    FUNDING,
    NIL_ROW,
    OPEN_ROW,
    TABLE_OPEN_ROW,
    TAG_SHEET,
)
from data.intake.sheets.choices import Choices
from data.intake.sheets.cover import draw_cover
from data.intake.sheets.look import reference
from data.intake.sheets.pillar import draw_pillar
from data.intake.sheets.table import OPEN_COLUMN, draw_facilities, draw_funding
from data.model import Pillar


def template(form: Form) -> bytes:
    """The workbook (.xlsx) of a district and quarter."""
    book = Workbook()
    book.remove(book.worksheets[0])
    cover = book.create_sheet(form.say(f"sheets.{COVER}"))
    pillars = {pillar: book.create_sheet(form.say(f"sheets.{pillar.value}")) for pillar in Pillar}
    centres, payments = (book.create_sheet(form.say(f"sheets.{key}")) for key in (FACILITIES, FUNDING))
    hidden = book.create_sheet(TAG_SHEET)
    choices = Choices(hidden, form)
    tags: dict[str, str] = {}
    for pillar, sheet in pillars.items():
        tags |= draw_pillar(sheet, pillar, form=form, choices=choices)
        if form.nil:
            sheet.cell(NIL_ROW, FIRST_INPUT).value = form.yes
    tags |= draw_facilities(centres, form=form, choices=choices)
    tags |= draw_funding(payments, form=form, choices=choices, centres=centres)
    counted = {sheet.title: reference(sheet, OPEN_ROW, FIRST_INPUT) for sheet in pillars.values()}
    counted |= {sheet.title: reference(sheet, TABLE_OPEN_ROW, OPEN_COLUMN) for sheet in (centres, payments)}
    tags |= draw_cover(cover, form, open_points=counted)
    _draw_tags(hidden, form, tags)
    book.calculation.fullCalcOnLoad = True
    # Every workbook says who made it. This one says that a program did, and so carries no person's name.
    book.properties.creator = book.properties.lastModifiedBy = "Lima"
    book.properties.title = form.footer
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _draw_tags(sheet: Worksheet, form: Form, tags: Mapping[str, str]) -> None:
    sheet.sheet_state = "hidden"
    facts = {
        "form": FORM_VERSION,
        "world": form.world,
        "country": form.country.iso3,
        "place": form.place.code,
        "quarter": str(form.quarter),
        "language": form.language,
        "catalogue": form.catalogue.version,
    }
    lines: list[tuple[str, ...]] = [("fact", *fact) for fact in facts.items()]
    # The last is for programs that drop formulas without a result; they move no rows either.
    lines += [("cell", tag, f"={where}", where) for tag, where in tags.items()]
    for row, line in enumerate(lines, start=1):
        for column, value in enumerate(line, start=1):
            sheet.cell(row, column).value = value
    sheet.protection.sheet = True
