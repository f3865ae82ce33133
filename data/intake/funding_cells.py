"""The tables that a file of funding may hold, and what one cell of them means. Nothing is guessed."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from data.funding.vocabulary import SHARED, CostKind, Earmark, Instrument, SourceKind
from data.intake.personal.sentence import kinds_in_sentence
from data.intake.reading import ISO_DAY
from data.model import Pillar, Quarter
from data.words import languages, text

TEXT, MONEY, DATE, YES_NO, CHOICE, QUARTER = "text", "money", "date", "yes_no", "choice", "quarter"
Cell = str | float | bool | dt.date | None
"""What stands in a cell, as the file gives it."""

Value = str | float | bool | dt.date | Quarter | None
"""What it means."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        kind: what its cells hold.
        options: the keys of which a choice has to be one.
        required: whether a row must say it.
    """

    kind: str = TEXT
    options: tuple[str, ...] = ()
    required: bool = False


def _one_of(options: object, *, required: bool = False) -> Column:
    return Column(CHOICE, tuple(str(each) for each in options), required)  # type: ignore[attr-defined]


MUST = Column(required=True)
TRANCHE = {
    "tranche": Column(MONEY),
    "due_on": Column(DATE),
    "condition": Column(),
    "received": Column(MONEY),
    "received_on": Column(DATE),
}
"""The columns of one payment: each row of an agreement may hold one."""

AGREEMENT = {
    "code": MUST,
    "source": MUST,
    "source_kind": _one_of(SourceKind, required=True),
    "instrument": _one_of(Instrument),
    "currency": MUST,
    "facility": Column(),
    "place": Column(),
    "pillar": _one_of((*Pillar, SHARED)),
    "earmark": _one_of(Earmark),
    "cost_kind": _one_of(CostKind),
    "parent": Column(),
    "planned": Column(MONEY),
    "planned_on": Column(DATE),
    "pledged": Column(MONEY),
    "pledged_on": Column(DATE),
    "committed": Column(MONEY),
    "signed_on": Column(DATE),
    "spent": Column(MONEY),
    "spent_on": Column(DATE),
    "starts_on": Column(DATE),
    "ends_on": Column(DATE),
    "cancelled_on": Column(DATE),
    "public": Column(YES_NO),
    "donor": Column(),
    "evidence": MUST,
    "evidence_on": Column(DATE, required=True),
    "link": Column(),
}
TABLES: Mapping[str, Mapping[str, Column]] = {
    "agreements": AGREEMENT | TRANCHE,
    "rates": {
        "currency": MUST,
        "in_currency": MUST,
        "dated": Column(DATE, required=True),
        "rate": Column(MONEY, required=True),
        "source": MUST,
    },
    "costs": {
        "facility": MUST,
        "quarter": Column(QUARTER, required=True),
        "cost_kind": _one_of(CostKind, required=True),
        "fixed": Column(YES_NO, required=True),
        "amount": Column(MONEY, required=True),
        "currency": MUST,
        "evidence": MUST,
    },
    "centres": {"facility": MUST, "serves": Column(), "opened_on": Column(DATE), "evidence": MUST},
}
"""Each table by its key, with its columns: those that must be there, and those that may."""

NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]+)?")
AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
NOT_LOOKED_THROUGH = frozenset({"donor", "link", "code", "parent", "facility", "place", "currency", "in_currency"})
"""Texts that are codes or addresses of their own."""


class Meaningless(Exception):
    """A cell that means nothing here; `key` names the sentence under `ledger.file`."""

    def __init__(self, key: str, **values: object) -> None:
        """Keep what fills the sentence's gaps."""
        super().__init__(key)
        self.key, self.values = key, values


def meaning(cell: Cell, name: str, column: Column, *, today: dt.date) -> Value:
    """What a cell means in a column; None where it is blank.

    Raises:
        Meaningless: if it can be read in two ways, or in none.
    """
    said = cell.strip() if isinstance(cell, str) else cell
    if said is None or said == "":
        return None
    if isinstance(said, str) and said.startswith("="):
        raise Meaningless("formula")
    if column.kind == MONEY:
        return _money(said)
    if column.kind == DATE:
        return _date(said)
    if column.kind == YES_NO:
        return _yes_no(said)
    written = f"{said:g}" if isinstance(said, float) and said.is_integer() else str(said)
    if column.kind == QUARTER:
        return _quarter(written)
    if column.kind == CHOICE:
        return _choice(written, column.options)
    if name not in NOT_LOOKED_THROUGH and kinds_in_sentence(written, today=today):
        raise Meaningless("personal")
    return written


def heading(said: Cell, table: Mapping[str, Column]) -> str | None:
    """Which column a heading names, by its key or by what it is called in any language; None if it is none of them."""
    plain = str(said).strip().casefold()
    return next((name for name in table if plain in _names(f"ledger.columns.{name}") or plain == name), None)


def _money(said: Cell) -> float:
    if isinstance(said, bool | dt.date):
        raise Meaningless("no_number")
    if isinstance(said, str):
        if AMBIGUOUS.fullmatch(said):
            raise Meaningless("ambiguous", found=said, more=said.replace(".", ""), less=f"{said}0")
        if not NUMBER.fullmatch(said):
            raise Meaningless("no_number")
    return float(said or 0)


def _date(said: Cell) -> dt.date:
    if isinstance(said, dt.datetime):
        return said.date()
    if isinstance(said, dt.date):
        return said
    if not ISO_DAY.fullmatch(str(said)):
        raise Meaningless("no_date")
    try:
        return dt.date.fromisoformat(str(said))
    except ValueError as error:
        raise Meaningless("no_date") from error


def _yes_no(said: Cell) -> bool:
    if isinstance(said, bool):
        return said
    plain = str(said).casefold()
    for answer, key in ((True, "ledger.said_yes"), (False, "ledger.said_no")):
        if plain in _names(key):
            return answer
    raise Meaningless("no_yes_no")


def _quarter(said: str) -> Quarter:
    try:
        return Quarter.parse(said)
    except ValueError as error:
        raise Meaningless("no_quarter") from error


def _choice(said: str, options: tuple[str, ...]) -> str:
    plain = said.casefold()
    for each in options:
        if plain == each or plain in _names(f"ledger.options.{each}"):
            return each
    raise Meaningless("no_choice", options=", ".join(options))


@functools.cache
def _names(key: str) -> frozenset[str]:
    return frozenset(text(key, language).casefold() for language in languages())
