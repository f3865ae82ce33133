"""Where everything stands in the form: computed once from the catalogue, used to draw the form and to find its cells.

A cell is known by its tag (`PRT-02|sex_age|F.child`). Row and column numbers are only where the form is first drawn: on
the way back a cell is found by the tags of the hidden sheet, whose references move along when rows are inserted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from openpyxl.utils import get_column_letter

from data.catalogue import Catalogue
from data.model import Dimension, Indicator, Item, Part, Pillar, Quarter

FORM_VERSION = "3"
"""Rises with every change of the layout. Later forms hold more cells and move none."""
READABLE = frozenset({"1", "2", FORM_VERSION})
"""The forms that are read: one that was given out stays good."""
TAG_SHEET = "_lima"
FACILITIES, FUNDING, COVER = "facilities", "funding", "cover"

CODE, LABEL, FIRST_INPUT, INPUTS = 1, 2, 3, 9
"""Columns of a pillar's sheet: the indicator's code, the label, then nine columns of input."""
SUM, LAST, OPEN = FIRST_INPUT + INPUTS, FIRST_INPUT + INPUTS + 1, FIRST_INPUT + INPUTS + 2
"""After the inputs: the sum of the parts, last quarter's value, and (hidden) how many points of the row are open."""
NIL_ROW, OPEN_ROW, FIRST_ROW = 4, 5, 7
SHOWN = "shown|"
"""How the tags of cells begin that only show for which district and quarter the form is. None of them is an input."""
ROWS_IN_BLOCK = 6
EXTRA, EXTRA_STEP, EXTRA_LETTERS = "extra", 4, 60
"""What the slots of extras have in place of a dimension, how many columns there are from one to the next, and how many
letters one that is a text may have."""
ROW_TOTAL = "="
"""What the column of the rows' own totals is called. No item of a dimension can be called so."""
FACILITY_ROWS, FUNDING_ROWS = 12, 20
TABLE_OPEN_ROW, TABLE_HEADER = 4, 6
CLOSED, SIGNED, RECEIVED = "closed", "signed", "received"
GIVERS = ("donor", "foundation", "private")
"""The kinds of source that are no public budget."""
NUMBER, MONEY, CHOICE, TEXT, DATE, CURRENCY = "number", "money", "choice", "text", "date", "currency"
CURRENCIES = ("USD", "EUR", "AUD", "JPY", "SGD", "IDR", "MYR")
"""What the drop-down of a currency offers besides the country's own."""


@dataclass(frozen=True)
class Column:
    """One column of the facility or funding sheet.

    Attributes:
        options: the keys of its drop-down.
        required: whether a filled row must say it.
        while_open: required only of a centre that has not closed.
        at_stage: the stage of a payment at which this is asked for.
        locked: whether the form fills it in, and nobody else.
        longest: how many letters a text may have.
    """

    key: str
    kind: str
    options: tuple[str, ...] = ()
    required: bool = False
    while_open: bool = False
    at_stage: str = ""
    locked: bool = False
    longest: int = 200


FACILITY_COLUMNS = (
    Column("code", TEXT, locked=True),
    Column("name", TEXT, required=True),
    Column("kind", CHOICE, ("recovery_centre", "shelter", "children_home", "one_stop", "hospital", "other"), True),
    Column("operator", CHOICE, ("national", "local", "ngo", "faith", "international", "other"), True),
    Column("beds", NUMBER, required=True, while_open=True),
    Column("residents", NUMBER, required=True, while_open=True),
    Column("bed_nights", NUMBER),
    Column("cash", MONEY),
    Column("monthly_cost", MONEY),
    Column("income", MONEY),
    Column("currency", CURRENCY),
    Column("state", CHOICE, ("open", "suspended", CLOSED), True),
    Column("closed_on", DATE),
    Column("notice_on", DATE),
    Column("peak_residents", NUMBER),
    Column("received", MONEY),
)
FUNDING_COLUMNS = (
    Column("facility", TEXT),
    Column("source", TEXT, required=True),
    Column(
        "source_kind",
        CHOICE,
        ("national", "province", "district", "village", *GIVERS, "in_kind"),
        True,
    ),
    Column("status", CHOICE, ("pledged", SIGNED, RECEIVED, "lapsed"), True),
    Column("amount", MONEY, required=True),
    Column("currency", CURRENCY),
    Column("signed_on", DATE),
    Column("due_on", DATE, at_stage=SIGNED),
    Column("received_on", DATE, at_stage=RECEIVED),
    Column("until", DATE),
)
TABLES = {FACILITIES: (FACILITY_COLUMNS, FACILITY_ROWS), FUNDING: (FUNDING_COLUMNS, FUNDING_ROWS)}


@dataclass(frozen=True)
class Slot:
    """One input cell of a pillar's sheet, where the form is first drawn."""

    tag: str
    sheet: Pillar
    row: int
    column: int
    part: Part
    dimension: str = "total"
    item: str = ""

    @property
    def cell(self) -> str:
        """The address within the sheet, `C12`."""
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(frozen=True)
class TotalLine:
    """The line of one part of an indicator: its name, its definition (on the first part) and its number's cell."""

    row: int
    indicator: Indicator
    part: Part
    first: bool
    slot: Slot | None


@dataclass(frozen=True)
class PartsLine:
    """A row of item labels, and beneath it the cells for them; a long dimension takes several of these."""

    row: int
    total_row: int
    part: Part
    dimension: Dimension
    items: tuple[tuple[Item, ...], ...]
    slots: tuple[Slot, ...]
    sum_rows: tuple[int, ...]


@dataclass(frozen=True)
class RowsLine:
    """A block of repeating rows: a drop-down for the row, and a cell for each combination of the crossed items."""

    row: int
    total_row: int
    part: Part
    dimension: Dimension

    @property
    def first(self) -> int:
        """The first row of data."""
        return self.row + 1

    @property
    def last(self) -> int:
        """The last row of data."""
        return self.row + ROWS_IN_BLOCK

    @property
    def tag(self) -> str:
        """What the block's columns are tagged with."""
        return f"{self.part.measure}|{self.dimension.key}"

    def columns(self) -> list[tuple[str, int]]:
        """Each column's tag and number: the row's own drop-down, then the crossed items."""
        cells = [".".join(item.key for item in items) for items in self.dimension.cells()]
        named = [("row", LABEL), *((key, FIRST_INPUT + place) for place, key in enumerate(cells))]
        return [(f"{self.tag}|*{key}", column) for key, column in named]

    @property
    def margin(self) -> tuple[str, int] | None:
        """The tag and column of the rows' own totals, which may be told where one person is counted once."""
        return None if self.dimension.multiple else (f"{self.tag}|*{ROW_TOTAL}", LAST)


@dataclass(frozen=True)
class ExtrasLine:
    """Numbers that may be told beside an indicator, in the row that parts it from the next."""

    row: int
    indicator: Indicator
    slots: tuple[Slot, ...]


Line = TotalLine | PartsLine | RowsLine | ExtrasLine


@dataclass(frozen=True)
class Layout:
    """The whole form for one quarter."""

    lines: dict[Pillar, tuple[Line, ...]]
    core: frozenset[str]
    slots: tuple[Slot, ...] = field(init=False)

    def __post_init__(self) -> None:
        """List every input cell."""
        object.__setattr__(self, "slots", tuple(self._slots()))

    def _slots(self) -> Iterator[Slot]:
        for lines in self.lines.values():
            for line in lines:
                if isinstance(line, TotalLine) and line.slot:
                    yield line.slot
                elif isinstance(line, PartsLine | ExtrasLine):
                    yield from line.slots

    @cached_property
    def by_tag(self) -> dict[str, Slot]:
        """Every input cell by its tag."""
        return {slot.tag: slot for slot in self.slots}

    @cached_property
    def blocks(self) -> dict[str, RowsLine]:
        """Every block of repeating rows by its tag."""
        return {line.tag: line for lines in self.lines.values() for line in lines if isinstance(line, RowsLine)}

    @cached_property
    def core_slots(self) -> tuple[Slot, ...]:
        """The cells every district must answer: the totals of the core indicators."""
        return tuple(
            line.slot
            for lines in self.lines.values()
            for line in lines
            if isinstance(line, TotalLine) and line.slot and line.indicator.code in self.core
        )

    @property
    def input_cells(self) -> int:
        """How many cells the pillars' sheets offer for input, the repeating rows included, the extra numbers not."""
        in_blocks = sum(ROWS_IN_BLOCK * (len(block.columns()) - 1) for block in self.blocks.values())
        return sum(slot.dimension != EXTRA for slot in self.slots) + in_blocks


@lru_cache(maxsize=16)
def lay_out(catalogue: Catalogue, *, quarter: Quarter, core: frozenset[str]) -> Layout:
    """The form of a quarter: every indicator asked for then, in the catalogue's order."""
    lines: dict[Pillar, tuple[Line, ...]] = {}
    for pillar in Pillar:
        drawn: list[Line] = []
        row = FIRST_ROW
        for indicator in catalogue.indicators.values():
            if indicator.pillar is pillar and indicator.valid_in(quarter):
                more, row = _indicator_lines(indicator, row)
                drawn += more
        lines[pillar] = tuple(drawn)
    return Layout(lines, core)


def _indicator_lines(indicator: Indicator, row: int) -> tuple[list[Line], int]:
    lines: list[Line] = []
    for number, part in enumerate(indicator.parts):
        slot = Slot(part.measure, indicator.pillar, row, FIRST_INPUT, part) if part.typed else None
        lines.append(TotalLine(row, indicator, part, number == 0, slot))
        total_row, row = row, row + 1
        for dimension in part.dimensions:
            more, row = _dimension_lines(indicator.pillar, part, dimension, row=row, total_row=total_row)
            lines += more
    typed = [part for part in indicator.extras if part.typed]
    slots = tuple(
        Slot(part.measure, indicator.pillar, row, FIRST_INPUT + EXTRA_STEP * n, part, EXTRA)
        for n, part in enumerate(typed)
    )
    return [*lines, *([ExtrasLine(row, indicator, slots)] if slots else [])], row + 1


def _dimension_lines(
    pillar: Pillar, part: Part, dimension: Dimension, *, row: int, total_row: int
) -> tuple[list[Line], int]:
    if dimension.rows:
        return [RowsLine(row, total_row, part, dimension)], row + ROWS_IN_BLOCK + 1
    cells = list(dimension.cells())
    chunks = [cells[start : start + INPUTS] for start in range(0, len(cells), INPUTS)]
    input_rows = tuple(row + 1 + 2 * number for number in range(len(chunks)))
    lines: list[Line] = []
    for chunk, input_row in zip(chunks, input_rows, strict=True):
        slots = tuple(
            Slot(f"{part.measure}|{dimension.key}|{key}", pillar, input_row, FIRST_INPUT + n, part, dimension.key, key)
            for n, key in enumerate(".".join(item.key for item in items) for items in chunk)
        )
        lines.append(PartsLine(input_row - 1, total_row, part, dimension, tuple(chunk), slots, input_rows))
    return lines, row + 2 * len(chunks)
