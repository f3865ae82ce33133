"""Whether what would be filed is what LibreOffice shows in its cell."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator

from benchmarks.fuzz.shown import EMPTY, Sheets, Shown, figure
from data.intake.layout import SHOWN
from data.intake.reading import Cell, Found, Reading
from data.intake.receive import Examination

NUMERIC = ("float", "currency", "percentage")
NEAR = 1e-9
"""LibreOffice writes fifteen figures of a number."""


def differences(reading: Reading, examination: Examination, sheets: Sheets) -> Iterator[str]:
    """What differs, told for a person who looks for its cause."""
    filed = {(each.sheet, each.cell): each.value for each in examination.observations}
    for cell in cells(reading):
        shown = sheets.get(cell.sheet, {}).get(cell.address, Shown(*EMPTY))
        why = differs(cell, shown) or (
            _filed_otherwise(filed[cell.sheet, cell.address], shown) if (cell.sheet, cell.address) in filed else None
        )
        if why:
            value = filed.get((cell.sheet, cell.address))
            read = f"read {cell.found} {cell.value!r}, filed {value!r}, shown {shown!r}"
            yield f"{cell.sheet}!{cell.address}: {why}: {read}"


def cells(reading: Reading) -> Iterator[Cell]:
    """Every cell with something in it that would be filed."""
    single = (cell for tag, cell in reading.cells.items() if not tag.startswith(SHOWN))
    in_rows = (cell for rows in reading.rows.values() for row in rows for cell in row.values())
    yield from (cell for each in (single, in_rows) for cell in each if not cell.blank)


def differs(cell: Cell, shown: Shown) -> str | None:
    """How a cell as it was read differs from what is shown."""
    match cell.found:
        case Found.NUMBER:
            return _number_differs(float(cell.value or 0), shown)
        case Found.TEXT:
            return None if _bare(str(cell.value)) == _bare(shown.text) else "another text"
        case Found.BOOLEAN:
            same = shown.kind == "boolean" and (shown.value == "true") == cell.value
            return None if same else "another truth"
        case Found.DATE:
            return None if (shown.value or "").removesuffix("T00:00:00") == cell.value else "another day"
    return None


def _number_differs(number: float, shown: Shown) -> str | None:
    if shown.kind not in NUMERIC or shown.value is None:
        return "no number is shown"
    if not math.isclose(number, float(shown.value), rel_tol=NEAR, abs_tol=1e-300):
        return "another number"
    seen = figure(shown.text)
    if shown.kind == "percentage" or seen is None:
        return "not shown as this number"
    return None if abs(seen[0] - number) <= max(seen[1], abs(number) * NEAR) else "shown as another number"


def _filed_otherwise(value: float | None, shown: Shown) -> str | None:
    """Whether the number that is filed has other figures than the cell, for texts that were understood as numbers."""
    if shown.kind != "string" or value is None:
        return None
    figures = _figures(shown.text)
    return None if not figures or figures.strip("0") == _figures(f"{value:.6f}").strip("0") else "understood otherwise"


def _figures(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.digit(letter)) for letter in plain if letter.isdecimal())


def _bare(text: str) -> str:
    """A text without spaces, and without what is not seen at all."""
    return "".join(letter for letter in text if not letter.isspace() and letter not in "\u200b\ufeff")
