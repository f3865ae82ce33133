"""For which district and quarter a workbook says it is, wherever it says so: its sheets, its cover, its name."""

from __future__ import annotations

import re

from data.intake.layout import COVER
from data.intake.reading import Cell, Reading
from data.model import Place, Quarter
from data.words import languages
from data.words import quarter as quarter_in_words

NUMBERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
WORD = r"(?:q|tw|triwulan|quarter|kuartal|trimestre|suku)"
ONE = r"(?P<number>[1-4]|iv|i{1,3})"
YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
GAP = r"[ _.,-]*"
IN_NAME = (
    re.compile(rf"(?<![0-9]){YEAR}{GAP}{WORD}{GAP}{ONE}(?![a-z0-9])", re.IGNORECASE),
    re.compile(rf"(?<![a-z0-9]){WORD}{GAP}{ONE}{GAP}{YEAR}(?![0-9])", re.IGNORECASE),
)
"""How people name a quarter in a file's name: 2026-Q3, TW III 2026, triwulan_3_2026."""


def quarters_in(name: str) -> set[Quarter]:
    """The quarters that a file's name speaks of."""
    found = (each for pattern in IN_NAME for each in pattern.finditer(name))
    return {Quarter(int(each["year"]), NUMBERS[each["number"].lower()]) for each in found}


def names_other_quarter(reading: Reading, quarter: Quarter) -> list[Cell]:
    """The cells that should show a quarter, and show another; an empty one shows none."""
    known = [_plain(quarter_in_words(quarter, language)) for language in languages()]
    showing = [(key, cell) for key, cell in reading.shown.items() if key != "cover.place" and not cell.blank]
    return _told([(key, cell) for key, cell in showing if not any(each in _plain(cell.text) for each in known)])


def names_other_district(reading: Reading, place: Place) -> list[Cell]:
    """The cells that should show a district by name and code, and show another; an empty one shows none."""
    name, code = _plain(place.name), f"({place.code})".casefold()
    showing = [(key, cell) for key, cell in reading.shown.items() if key != "cover.quarter" and not cell.blank]
    return _told(
        [(key, cell) for key, cell in showing if not (name in _plain(cell.text) and code in _plain(cell.text))]
    )


def _told(wrong: list[tuple[str, Cell]]) -> list[Cell]:
    """The cover alone where it is wrong: then the whole workbook is another's, and not one of its sheets."""
    cover = [cell for key, cell in wrong if key.startswith(COVER)]
    return cover or [cell for _, cell in wrong]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
