"""What a workbook carries, as texts with their places, and what was found in them, as places without the texts."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Part(StrEnum):
    """The kinds of places in a workbook where a text or a number can stand."""

    CELL = "cell"
    FORMULA = "formula"
    COMMENT = "comment"
    HEADER = "header"
    RULE = "rule"
    LINK = "link"
    TABLE = "table"
    DRAWING = "drawing"
    CHART = "chart"
    PIVOT = "pivot"
    SHEET_NAME = "sheet_name"
    NAME = "name"
    PROPERTY = "property"
    FILE_NAME = "file_name"
    UNUSED = "unused"
    OTHER = "other"


class Style(StrEnum):
    """What a cell's number format makes of a number."""

    PLAIN = "plain"
    DATE = "date"
    MONEY = "money"


class Text(NamedTuple):
    """One text or number with its place.

    Attributes:
        said: what stands there.
        part: which part of the workbook it is.
        sheet, cell: where, as far as the part lies on a sheet and at a cell.
        style: how a number in a cell is shown.
    """

    said: str | float
    part: Part
    sheet: str | None = None
    cell: str | None = None
    style: Style = Style.PLAIN


class Hit(NamedTuple):
    """Something personal was found here. It never holds what was found.

    Attributes:
        kind: the key of its word below `personal.kinds`.
        part, sheet, cell: the place, as in `Text`. A sheet whose own name is a hit is called by its number (`#3`).
    """

    kind: str
    part: Part
    sheet: str | None = None
    cell: str | None = None
