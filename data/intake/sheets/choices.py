"""Drop-downs. Their lists stand in the hidden sheet: a list written into the rule itself may have only 255 letters."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data.intake.form import Form
from data.intake.sheets import look

FIRST_COLUMN = 6


class Choices:
    """The drop-downs of one workbook; each list is written once."""

    def __init__(self, hidden: Worksheet, form: Form) -> None:
        """Lists go into the columns of `hidden` that the tags leave free."""
        self._hidden = hidden
        self._form = form
        self._ranges: dict[tuple[str, ...], str] = {}

    def offer(self, sheet: Worksheet, cells: str, options: Sequence[str]) -> None:
        """Offer these options in a range of cells."""
        key = tuple(options)
        if key not in self._ranges:
            column = FIRST_COLUMN + len(self._ranges)
            for row, option in enumerate(key, start=1):
                self._hidden.cell(row, column).value = option
            letter = get_column_letter(column)
            self._ranges[key] = f"{self._hidden.title}!${letter}$1:${letter}${len(key)}"
        self.offer_range(sheet, cells, self._ranges[key])

    def offer_range(self, sheet: Worksheet, cells: str, reference: str) -> None:
        """Offer what stands in another range."""
        rule = DataValidation(type="list", formula1=reference, allow_blank=True)
        look.validate(sheet, rule, cells, title=self._form.say("choose_title"), sentence=self._form.say("choose"))
