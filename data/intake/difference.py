"""What changes between two returns of the same district and quarter, cell by cell.

Four things are told apart: nothing stands there (missing), a number (zero is one), *nothing to report*, and *not
applicable*. Numbers that Lima itself sums up from the tables are left out, because their rows are compared.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from openpyxl.utils import get_column_letter

from data.catalogue import Catalogue
from data.intake.layout import FACILITIES, FUNDING, TABLES
from data.intake.receive import Examination
from data.model import Status
from data.store import frames, receipts
from data.store.engine import reading
from data.store.house import House
from data.store.new_return import Observation
from data.store.said import Row, Said, said_in

Told = float | str | dt.date | None

REGISTER = frozenset({"code", "name", "kind", "operator"})
"""Columns of the facility sheet that are kept in the register, not with each return."""
NAMED_BY = ("facility", "source", "source_kind")
"""What makes two lines of funding the same payment, as far as that can be told."""


class Kind(StrEnum):
    """How a cell differs."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Content:
    """What stands in a cell. A value is None where nothing stands there, or where it is not applicable."""

    value: Told = None
    status: Status = Status.MISSING


NOTHING = Content()


@dataclass(frozen=True)
class Change:
    """One cell that differs.

    Attributes:
        table: empty for the sheet of a pillar, else `facilities` or `funding`.
        subject: the measure; in a table the centre's or the source's name.
        dimension, item: of a number its part; in a table the `dimension` is the column.
    """

    sheet: str
    cell: str
    table: str
    subject: str
    dimension: str
    item: str
    before: Content
    now: Content

    @property
    def kind(self) -> Kind:
        """Whether something was added, removed, or is another now."""
        if self.before == NOTHING:
            return Kind.ADDED
        return Kind.REMOVED if self.now == NOTHING else Kind.CHANGED


def counts(changes: Sequence[Change]) -> dict[Kind, int]:
    """How many cells were changed, added and removed."""
    found = Counter(change.kind for change in changes)
    return {kind: found[kind] for kind in Kind}


def what_changes(house: House, examination: Examination) -> list[Change]:
    """What an examined workbook changes in the return that it would replace; nothing where it replaces none."""
    if examination.place is None or examination.replaces is None:
        return []
    with reading(house.engine) as connection:
        replaced = receipts.by_receipt(connection, examination.replaces)
        if replaced is None:
            return []
        before = said_in(connection, replaced.receipt.return_id)
        register = frames.facility_register(connection, places=[examination.place.code])
    names = dict(zip(register["code"], register["name"], strict=True))
    return difference(before, said_by(examination, names), house.catalogue)


def said_by(examination: Examination, register: Mapping[str, str]) -> Said:
    """What an examined workbook says, its centres by the names under which the register knows them.

    Args:
        examination: of the workbook.
        register: the names of the centres by code.
    """
    payments = [row | {"facility": _name(row["facility"], register)} for row in map(dict, examination.funding_rows)]
    centres = [
        row | {"name": _name(row["code"] or row["name"], register)} for row in map(dict, examination.facility_rows)
    ]
    return Said(examination.observations, centres, payments)


def difference(before: Said, now: Said, catalogue: Catalogue) -> list[Change]:
    """Every cell that differs, in the order of the form: the pillars' sheets, the centres, the funding."""
    return [
        *_numbers(before, now, catalogue),
        *_rows(FACILITIES, before.facilities, now.facilities, lambda row: (row["name"],)),
        *_rows(FUNDING, before.payments, now.payments, lambda row: tuple(row[column] for column in NAMED_BY)),
    ]


def _numbers(before: Said, now: Said, catalogue: Catalogue) -> Iterator[Change]:
    then, new = _typed(before.observations, catalogue), _typed(now.observations, catalogue)
    order = {measure: place for place, measure in enumerate(_measures(catalogue))}
    for key in sorted({*then, *new}, key=lambda key: (order[key[0]], key[1] != "total", key[1:])):
        old, fresh = then.get(key), new.get(key)
        stands = fresh or old
        contents = _content(old), _content(fresh)
        if stands and contents[0] != contents[1]:
            yield Change(stands.sheet, stands.cell, "", *key, *contents)


def _measures(catalogue: Catalogue) -> Iterator[str]:
    for indicator in catalogue.indicators.values():
        yield from (part.measure for part in (*indicator.parts, *indicator.extras))


def _typed(observations: Sequence[Observation], catalogue: Catalogue) -> dict[tuple[str, str, str], Observation]:
    """What was typed, by measure, dimension and item. What the catalogue no longer knows can have no name."""
    known = set(_measures(catalogue))
    return {
        (each.measure, each.dimension, each.item): each
        for each in observations
        if each.measure in known and catalogue.measure(each.measure).typed
    }


def _content(observation: Observation | None) -> Content:
    return Content(observation.value, observation.status) if observation else NOTHING


def _rows(
    table: str, before: Sequence[Row], now: Sequence[Row], named: Callable[[Row], tuple[object, ...]]
) -> Iterator[Change]:
    """The cells that differ between the rows of a table; rows that are the same stand in no one's way."""
    keys = [column.key for column in TABLES[table][0] if table == FUNDING or column.key not in REGISTER]
    for old, new in _pairs(before, now, keys, named):
        stands = new or old or {}
        for number, column in enumerate(TABLES[table][0], start=1):
            contents = _told(old, column.key), _told(new, column.key)
            if column.key in keys and contents[0] != contents[1]:
                cell = f"{get_column_letter(number)}{stands['row']}"
                subject = str(stands["name" if table == FACILITIES else "source"])
                yield Change(str(stands["sheet"]), cell, table, subject, column.key, "", *contents)


def _pairs(
    before: Sequence[Row], now: Sequence[Row], keys: Sequence[str], named: Callable[[Row], tuple[object, ...]]
) -> Iterator[tuple[Row | None, Row | None]]:
    """Which row became which: the same, else one of the same name, in their order; the rest came or went."""
    left = list(before)
    fresh: list[Row] = []
    for row in now:
        same = next((old for old in left if all(_told(old, key) == _told(row, key) for key in keys)), None)
        if same is None:
            fresh.append(row)
        else:
            left.remove(same)
    for row in fresh:
        old = next((old for old in left if named(old) == named(row)), None)
        if old is not None:
            left.remove(old)
        yield old, row
    yield from ((old, None) for old in left)


def _told(row: Row | None, column: str) -> Content:
    value = row.get(column) if row else None
    if value is None or not isinstance(value, int | float | str | dt.date):
        return NOTHING
    return Content(value, Status.REPORTED)


def _name(named: object, register: Mapping[str, str]) -> str | None:
    return None if named is None else register.get(str(named), str(named))
