"""A reading in the terms of the catalogue: the totals, their parts, the nil pillars, the centres and the payments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from data.catalogue import Catalogue
from data.intake.formats import is_sign_of
from data.intake.gate.book import shown
from data.intake.history import History
from data.intake.layout import (
    CHOICE,
    COVER,
    CURRENCIES,
    CURRENCY,
    DATE,
    EXTRA,
    EXTRA_LETTERS,
    MONEY,
    NUMBER,
    ROW_TOTAL,
    TABLES,
    Column,
    Layout,
    Slot,
)
from data.intake.numbers import Entry, Mark, choice, date_entry, number_entry, text_entry, written, yes_no_entry
from data.intake.reading import Cell, Reading
from data.intake.table_rows import TableRow
from data.model import Country, Dimension, Item, Kind, Part, Pillar, Place, Quarter
from data.settings import Overlay
from data.words import languages, text


@dataclass(frozen=True)
class Context:
    """What a return is checked against: what was expected, and what is known.

    Attributes:
        world: `demo` or `real`, of the database.
        place, quarter: what the sender says they send; None where they leave it to the workbook.
        register: the codes of the centres that are known in the workbook's district, by name.
        history: what the workbook's district reported in earlier quarters.
        file_name: the name under which it was sent, as far as there is one.
        today: the day on which it is checked; None: this day.
        whose_is_sure: whether the workbook agrees with itself, and with its sender, on its district and quarter.
    """

    catalogue: Catalogue
    country: Country
    world: str
    layout: Layout
    place: Place | None = None
    quarter: Quarter | None = None
    register: Mapping[str, str] = field(default_factory=dict)
    content: Overlay | None = None
    history: History = field(default_factory=History)
    file_name: str = ""
    today: dt.date | None = None
    whose_is_sure: bool = True


@dataclass(frozen=True)
class PartEntry:
    """One part of a total: which item it is for and what its cell means."""

    item: str
    entry: Entry


class Entries:
    """A reading understood with the help of the catalogue. Nothing is judged here; that is the checks' part."""

    def __init__(self, reading: Reading, context: Context) -> None:
        """Nothing is computed before it is asked for."""
        self.reading = reading
        self._context = context

    @cached_property
    def typed(self) -> dict[str, Part]:
        """Every part that the form asks to be typed, by measure, in the form's order."""
        return {slot.part.measure: slot.part for slot in self._context.layout.slots if slot.dimension == "total"}

    @cached_property
    def totals(self) -> dict[str, Entry]:
        """What stands in the cell of each typed measure."""
        return {
            measure: self._entry(self.reading.cells[measure], part)
            for measure, part in self.typed.items()
            if measure in self.reading.cells
        }

    @cached_property
    def extras(self) -> dict[str, Entry]:
        """What stands in the cells of the extra numbers; a form given out before may not have them."""
        return {
            slot.tag: self._number(self.reading.cells[slot.tag], slot.part)
            for slot in self._extra_slots
            if not slot.part.is_text
        }

    @cached_property
    def extra_texts(self) -> dict[str, Entry]:
        """The same for the extras that are texts. What is filled counts as 1, so that rules can ask for it."""
        cells = {slot.tag: self.reading.cells[slot.tag] for slot in self._extra_slots if slot.part.is_text}
        return {tag: _filled(cell) for tag, cell in cells.items()}

    @property
    def _extra_slots(self) -> Iterator[Slot]:
        slots = (slot for slot in self._context.layout.slots if slot.dimension == EXTRA)
        return (slot for slot in slots if slot.tag in self.reading.cells)

    @cached_property
    def nil(self) -> dict[Pillar, Entry]:
        """What stands in the cell *nothing to report* of each pillar, as far as the cell is still there."""
        yes, no = self._words("yes"), self._words("no")
        cells = {pillar: self.reading.cells.get(f"nil|{pillar.value}") for pillar in Pillar}
        return {pillar: yes_no_entry(cell, yes=yes, no=no) for pillar, cell in cells.items() if cell}

    def is_nil(self, pillar: Pillar) -> bool:
        """Whether the officer says that there is nothing to report in the pillar."""
        entry = self.nil.get(pillar)
        return entry is not None and entry.number == 1

    @cached_property
    def says_nothing(self) -> bool:
        """Whether neither a number nor *nothing to report* stands anywhere on the pillars' sheets."""
        return all(entry.mark is Mark.BLANK for entry in (*self.totals.values(), *self.nil.values()))

    @cached_property
    def nil_and_counted(self) -> list[tuple[Pillar, Entry]]:
        """Counts of the quarter other than 0 in pillars of which the officer says that there is nothing to report."""
        counts = [(self.typed[measure], entry) for measure, entry in self.totals.items()]
        counts += [(self._context.catalogue.measure(measure), entry) for measure, entry in self.extras.items()]
        counts += [(part, each.entry) for part, _, parts in self.dimensions() for each in parts]
        flows = [(part.measure, entry) for part, entry in counts if part.kind is Kind.FLOW and entry.number]
        of_pillar = [(self._context.catalogue.indicator_of(measure).pillar, entry) for measure, entry in flows]
        return [(pillar, entry) for pillar, entry in of_pillar if self.is_nil(pillar)]

    def counts_as_nil(self, measure: str) -> bool:
        """Whether a number that was left empty is 0, because nothing in its pillar says otherwise."""
        pillar = self._context.catalogue.indicator_of(measure).pillar
        told = self.typed[measure].kind is Kind.FLOW and self.is_nil(pillar)
        return told and all(each is not pillar for each, _ in self.nil_and_counted)

    def nil_is_unclear(self, pillar: Pillar) -> bool:
        """Whether it cannot be read what the officer says of the pillar as a whole."""
        entry = self.nil.get(pillar)
        return entry is None or entry.mark is Mark.BAD

    def has_lost(self, tag: str) -> bool:
        """Whether cells of a dimension, a block or a table are gone from the workbook (`PRT-02|sex_age`)."""
        return any(each.startswith(f"{tag}|") for each in self.reading.lost)

    def dimensions(self) -> Iterator[tuple[Part, Dimension, list[PartEntry]]]:
        """Each typed part with each of its dimensions, and the entries in it (those of repeating rows included)."""
        yield from self._dimensions

    @cached_property
    def _dimensions(self) -> list[tuple[Part, Dimension, list[PartEntry]]]:
        return [
            (part, each, list(self._in_rows(part, each) if each.rows else self._in_cells(part, each)))
            for part in self.typed.values()
            for each in part.dimensions
        ]

    def row_labels(self, part: Part, dimension: Dimension) -> list[tuple[Cell, str | None]]:
        """For each filled repeating row its label's cell and the item it names, None where it names none."""
        rows = self.reading.rows.get(f"{part.measure}|{dimension.key}", ())
        return [(row["row"], choice(row["row"], dimension.rows)) for row in rows if "row" in row]

    def row_totals(self, part: Part, dimension: Dimension) -> dict[str, Entry]:
        """The rows' own totals of a block of repeating rows, by the row's number, where the form offers them."""
        rows = self.reading.rows.get(f"{part.measure}|{dimension.key}", ())
        told = [row[ROW_TOTAL] for row in rows if ROW_TOTAL in row]
        return {cell.row: self._number(cell, part) for cell in told}

    @cached_property
    def tables(self) -> dict[str, list[TableRow]]:
        """The filled rows of the facility and the funding sheet; none of one that has lost a column."""
        return {
            key: [self._table_row(row, columns) for row in self.reading.rows.get(key, ()) if not self.has_lost(key)]
            for key, (columns, _) in TABLES.items()
        }

    @cached_property
    def added_sheets(self) -> list[tuple[str, bool]]:
        """Sheets that are not the form's own, by title, and whether they are hidden."""
        keys = (COVER, *Pillar, *TABLES)
        ours = {text(f"workbook.sheets.{key}", each, self._context.content) for key in keys for each in languages()}
        return [(shown(title), hidden) for title, hidden in self.reading.others if title not in ours]

    @property
    def unreadable(self) -> Iterator[Entry]:
        """Every entry of which it is not known what it means."""
        return (entry for entry in self._with_problems if entry.mark is Mark.BAD)

    def bad(self, problem: str) -> Iterator[Entry]:
        """Every entry, in the form's order, that has this problem."""
        return (entry for entry in self._with_problems if entry.problem == problem)

    @cached_property
    def _with_problems(self) -> list[Entry]:
        singles = [*self.nil.values(), *self.totals.values(), *self.extras.values(), *self.extra_texts.values()]
        in_parts = [each.entry for _, _, parts in self.dimensions() for each in parts]
        in_blocks = [(part, each) for part in self.typed.values() for each in part.dimensions if each.rows]
        in_parts += [entry for part, each in in_blocks for entry in self.row_totals(part, each).values()]
        in_tables = [entry for rows in self.tables.values() for row in rows for entry in row.bad.values()]
        return [entry for entry in (*singles, *in_parts, *in_tables) if entry.problem]

    def _entry(self, cell: Cell, part: Part) -> Entry:
        if part.kind is Kind.YES_NO:
            return yes_no_entry(cell, yes=self._words("yes"), no=self._words("no"))
        return self._number(cell, part)

    def _number(self, cell: Cell, part: Part) -> Entry:
        return number_entry(cell, whole=part.whole) if part.whole else self._amount(cell, "")

    def _amount(self, cell: Cell, currency: str) -> Entry:
        """An amount of money, in the country's own currency where no other is told."""
        wanted = currency or self._context.country.currency
        if cell.sign and not is_sign_of(cell.sign, wanted):
            found = {"found": f"{cell.sign} {written(float(cell.value or 0))}", "currency": wanted}
            return Entry(cell, Mark.BAD, problem="other_currency", values=found)
        return number_entry(cell, whole=False)

    def _in_cells(self, part: Part, dimension: Dimension) -> Iterator[PartEntry]:
        for item, cell in self.reading.cells_of(part.measure, dimension.key):
            yield PartEntry(item, self._number(cell, part))

    def _in_rows(self, part: Part, dimension: Dimension) -> Iterator[PartEntry]:
        for row in self.reading.rows.get(f"{part.measure}|{dimension.key}", ()):
            named = choice(row["row"], dimension.rows) if "row" in row else None
            for key, cell in row.items():
                if key not in ("row", ROW_TOTAL):
                    yield PartEntry(f"{named or '?'}.{key}", self._number(cell, part))

    def _table_row(self, row: Mapping[str, Cell], columns: tuple[Column, ...]) -> TableRow:
        values: dict[str, object] = {}
        bad: dict[str, Entry] = {}
        for column in columns:
            cell = row.get(column.key)
            if cell is None or cell.blank:
                values[column.key] = None
                continue
            value, problem = self._table_value(cell, column, row)
            values[column.key] = value
            if problem:
                bad[column.key] = problem
        return TableRow(row, values, bad)

    def _table_value(self, cell: Cell, column: Column, row: Mapping[str, Cell]) -> tuple[object, Entry | None]:
        if column.kind in (NUMBER, MONEY):
            named = row[CURRENCY].text.upper() if CURRENCY in row else ""
            entry = number_entry(cell, whole=True) if column.kind == NUMBER else self._amount(cell, named)
            return entry.number, entry if entry.problem else None
        problem = text_entry(cell, longest=column.longest)
        if problem:
            return None, problem
        said = {"found": cell.text[:40]}
        if column.kind == DATE:
            return date_entry(cell)
        if column.kind in (CHOICE, CURRENCY):
            key = self._chosen(cell, column)
            return key, None if key else Entry(cell, Mark.BAD, problem="not_in_list", values=said)
        return cell.text, None

    def _chosen(self, cell: Cell, column: Column) -> str | None:
        if column.kind == CURRENCY:
            known = (self._context.country.currency, *CURRENCIES)
            return cell.text.upper() if cell.text.upper() in known else None
        return choice(cell, self._options(column.options))

    def _options(self, keys: tuple[str, ...]) -> list[Item]:
        """What a list offers, as the country says it; and as Lima says it, in a workbook of before."""
        ways = dict.fromkeys((self._context.content, None))
        return [
            Item(key, {each: text(f"workbook.options.{key}", each, way) for each in languages()})
            for way in ways
            for key in keys
        ]

    def _words(self, key: str) -> frozenset[str]:
        content = self._context.content
        return frozenset(text(f"workbook.{key}", each, content).casefold() for each in languages())


def _filled(cell: Cell) -> Entry:
    if cell.blank:
        return Entry(cell, Mark.BLANK)
    return text_entry(cell, longest=EXTRA_LETTERS) or Entry(cell, Mark.NUMBER, 1.0)
