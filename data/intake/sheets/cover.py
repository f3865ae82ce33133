"""The cover: who, where and when, how to fill the form, what the words mean, and whether it is ready to send."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.worksheet.worksheet import Worksheet

from data.intake.form import Form
from data.intake.layout import COVER, SHOWN
from data.intake.sheets import look
from data.intake.sheets.look import address, reference
from data.words import date, pick
from data.words import quarter as quarter_in_words

STEPS = ("one", "two", "three", "four", "five", "six")
MEANINGS = ("zero", "blank", "not_applicable", "nil", "yellow", "grey")
MEANT_FOR = ("place", "quarter")
LABEL, TEXT = 1, 2
TEXT_WIDTH = 96.0


def draw_cover(sheet: Worksheet, form: Form, *, open_points: Mapping[str, str]) -> dict[str, str]:
    """Draw the cover. `open_points` gives, for the name of each sheet, the cell that counts its open points.

    Returns:
        By tag the references of the cells that show the district and the quarter.
    """
    look.widths(sheet, {LABEL: 30, TEXT: TEXT_WIDTH})
    look.write(sheet, 1, LABEL, form.say("cover.title"), size=18, bold=True, colour=look.HEAD)
    look.write(sheet, 2, LABEL, form.say("cover.subtitle"), size=10, colour=look.QUIET)
    sheet.row_dimensions[1].height = 30
    look.height_for(sheet, 2, (form.say("cover.subtitle"), 120))
    for row in (1, 2):
        look.merge(sheet, row, LABEL, TEXT)
    row = 3
    if form.world == "demo":
        look.write(sheet, row, LABEL, form.say("cover.demo"), bold=True, colour=look.ALARM)
        look.merge(sheet, row, LABEL, TEXT)
    row, tags = _draw_facts(sheet, form, row + 1)
    row = _draw_ready(sheet, form, row + 1, open_points)
    for heading, keys in (("steps", STEPS), ("meanings", MEANINGS)):
        look.head_row(sheet, row + 1, {LABEL: form.say(f"cover.{heading}.title"), TEXT: ""}, align="left")
        row += 1
        for key in keys:
            row += 1
            sentence = form.say(f"cover.{heading}.{key}.text", due=date(form.due, form.language))
            look.write(sheet, row, LABEL, form.say(f"cover.{heading}.{key}.name"), bold=True)
            look.write(sheet, row, TEXT, sentence)
            look.height_for(sheet, row, (sentence, TEXT_WIDTH))
        row += 1
    look.finish(sheet, footer=form.footer, pages_high=1)
    return tags


def _draw_facts(sheet: Worksheet, form: Form, row: int) -> tuple[int, dict[str, str]]:
    tags: dict[str, str] = {}
    parent = form.country.places.get(form.place.parent or "")
    above = parent.name if parent and parent is not form.country.root else ""
    facts = {
        "country": pick(form.country.names, form.language),
        "province": above,
        "place": f"{form.place.name} ({form.place.code})",
        "quarter": quarter_in_words(form.quarter, form.language),
        "due": date(form.due, form.language),
        "core": form.say("cover.core_cells", core=len(form.layout.core_slots), all=form.layout.input_cells),
    }
    for key, value in facts.items():
        if value:
            look.write(sheet, row, LABEL, form.say(f"cover.facts.{key}"), colour=look.QUIET)
            look.write(sheet, row, TEXT, value, bold=key in MEANT_FOR, size=11)
            if key in MEANT_FOR:
                tags[f"{SHOWN}{COVER}.{key}"] = reference(sheet, row, TEXT)
            row += 1
    return row, tags


def _draw_ready(sheet: Worksheet, form: Form, row: int, open_points: Mapping[str, str]) -> int:
    first, last = address(row + 1, TEXT, fixed=True), address(row + len(open_points), TEXT, fixed=True)
    points = f"SUM({first}:{last})"
    look.write(sheet, row, LABEL, form.say("cover.ready"), bold=True, size=12)
    verdict = f'=IF({points}=0,"{form.say("cover.is_ready")}",{points}&" {form.say("cover.still_open")}")'
    look.write(sheet, row, TEXT, verdict, bold=True, size=12, indent=1)
    sheet.row_dimensions[row].height = 26
    sheet.cell(row, TEXT).border = look.BOX
    look.colour_when(sheet, address(row, TEXT), f"{points}>0", look.WRONG_FILL)
    look.colour_when(sheet, address(row, TEXT), f"{points}=0", look.GOOD_FILL)
    for name, cell in open_points.items():
        row += 1
        look.write(sheet, row, LABEL, form.say("cover.open_in", sheet=name), size=9, colour=look.QUIET)
        look.write(sheet, row, TEXT, f"={cell}", size=9, colour=look.QUIET, indent=1)
    return row + 1
