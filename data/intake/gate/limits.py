"""How much of everything a workbook may hold. A filled form needs a small part of each.

Together they keep what passes within some seconds and some hundred megabytes for the reader that comes after.
"""

from __future__ import annotations

ENTRIES = 1_000
"""Files in the container; a form has twenty."""
PART_BYTES = 30 << 20
"""Bytes of one part when inflated."""
ALL_BYTES = 60 << 20
"""Bytes of all parts together when inflated."""
RATIO, RATIO_FROM = 200, 4 << 20
"""How many times its packed size a part may have, looked at from so many bytes on. Sheets have about 10."""

ELEMENTS, EQUALS = 500_000, 1_000_000
"""Elements in all parts together, and equals signs, of which each attribute has one; a form has 13 000 and 28 000."""
DEPTH = 64
"""Elements within elements; sheets have 6, drawings up to 20."""
ATTRIBUTES = 100
"""Attributes of one element."""
ATTRIBUTE_LETTERS = 65_536
"""Letters of one attribute; the longest in use are lists of ranges."""
TEXT_LETTERS = 32_767
"""Letters of one text: what a cell of Excel can hold."""
FORMULA_LETTERS = 8_192
"""Letters of a formula that has a name: what Excel can hold."""
FORMAT_LETTERS = 512
"""Letters of a number format, for which Excel allows 255."""
HEADER_LETTERS = 1_000
"""Letters of a header or footer, for which Excel allows 255. Longer ones are left out of the reader's copy."""

SHEETS = 100
ROWS, COLUMNS = 10_000, 200
"""The part of a sheet in which anything may stand. The form uses some hundred rows and 14 columns."""
CELLS = 60_000
"""Cells of all sheets together, blank ones with a format included; a form has 5 000."""
AREA = 1_000_000
"""Cells of the rectangles from A1 to the last cell of each sheet, for whoever walks through rows and columns."""
LETTERS = 8_000_000
"""Letters of all cells together, a shared text counted as often as it is shown."""
FORMULA_WORK = 3_000_000
"""Letters of formulas that are written once and repeated over a range, counted for each repetition."""
MERGES, MERGED_CELLS = 1_000, 20_000
"""Joined cells: how many ranges on a sheet, and how many cells in all of them together."""
STRINGS, STRING_TAGS = 100_000, 300_000
"""Texts that cells share, and the elements of which they are made (runs of letters with their fonts)."""
FORMATS, FORMAT_TAGS = 20_000, 150_000
"""Formats of cells, fonts, fills ... all kinds together, and the elements of which they are made."""
SHEET_TAGS = 100_000
"""Elements of a sheet besides its rows: rules, drop-downs, breaks, columns ..."""
RUN_TAGS = 100_000
"""Elements of texts that stand in their cells and have several fonts."""
NAMES = 10_000
COMMENTS, COMMENT_TAGS = 5_000, 100_000
RULES, RANGES = 5_000, 20_000
"""Drop-downs and conditional formats of a sheet, and the ranges that they are for. More are left out of the reader's
copy, which does not need them."""
HYPERLINKS = 5_000
"""Hyperlinked cells of a sheet. More are left out likewise."""
COLUMN_FORMATS = 1_000
"""Widths and formats of the columns of a sheet. More are left out likewise."""
