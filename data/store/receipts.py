"""Looking returns up by place, quarter or receipt: what was filed, whether it counts, and what became of it.

`counting_returns` says which return counts; the events say why another does not.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.model import Event, Quarter, Status
from data.store.life import ENDED
from data.store.new_return import Receipt
from data.store.review_tables import cell_notes
from data.store.tables import (
    answers,
    counting_returns,
    events,
    facility_quarters,
    files,
    funding_lines,
    observations,
    returns,
)

FEW = 50
"""Up to so many places and quarters are asked for by name; of more, whole quarters are read."""


class Standing(StrEnum):
    """What became of a return."""

    COUNTS = "counts"
    REPLACED = "replaced"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class CellNote:
    """What a reviewer said of one cell."""

    sheet: str
    cell: str
    note: str


@dataclass(frozen=True)
class Happened:
    """One event in the life of a return: what, when, by whom, with which sentence and notes of cells."""

    kind: Event
    at: dt.datetime
    by: str
    note: str = ""
    cells: tuple[CellNote, ...] = ()


@dataclass(frozen=True)
class Filed:
    """A return as it can be looked up later.

    Attributes:
        by, office: who filed it, and for whom.
        template_version, catalogue_version: of the form that was filled, and of the catalogue it was checked with.
        counts_now: the receipt of the return that counts for the same place and quarter; None where none does.
        ended_at, ended_by, reason: when, by whom and why it was withdrawn or sent back.
        nil: whether it says that there was nothing to report, and nothing else.
        life: all that happened to it, its filing first.
    """

    receipt: Receipt
    by: str
    office: str
    template_version: str
    catalogue_version: str
    standing: Standing
    counts_now: str | None
    ended_at: dt.datetime | None = None
    ended_by: str = ""
    reason: str = ""
    nil: bool = False
    life: tuple[Happened, ...] = ()

    @property
    def last(self) -> Event:
        """What happened to it last."""
        return self.life[-1].kind

    def when(self, kind: Event) -> Happened | None:
        """The last time that this happened to it; None where it never did."""
        return next((each for each in reversed(self.life) if each.kind is kind), None)


def by_receipt(connection: Connection, receipt: str) -> Filed | None:
    """The return with this receipt; None where there is none."""
    return next(iter(_filed(connection, returns.c.receipt == receipt)), None)


def of_places(connection: Connection, places: Iterable[str]) -> list[Filed]:
    """Every return of some places, the newest quarter and revision first."""
    return _filed(connection, returns.c.place.in_(sorted(places)))


def content_of(connection: Connection, receipt: str) -> bytes | None:
    """The file as it was received; None for a synthetic return of the demo world."""
    chosen = (
        sa.select(files.c.content).join(returns, returns.c.sha256 == files.c.sha256).where(returns.c.receipt == receipt)
    )
    return connection.execute(chosen).scalar()


def counting(connection: Connection, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], Receipt]:
    """The return that counts for each of some places and quarters, as far as there is one."""
    chosen = (
        _receipts()
        .join(counting_returns, counting_returns.c.return_id == returns.c.id)
        .where(of(counting_returns, keys))
    )
    return {(row.place, row.quarter): _receipt(row) for row in connection.execute(chosen)}


def first_filed_at(connection: Connection, key: tuple[str, str]) -> dt.datetime | None:
    """When a return of the place and quarter first came in. One that its sender withdrew does not tell."""
    withdrawn = sa.select(events.c.return_id).where(events.c.kind == Standing.WITHDRAWN.value)
    chosen = sa.select(sa.func.min(returns.c.filed_at)).where(
        returns.c.place == key[0], returns.c.quarter == key[1], returns.c.id.not_in(withdrawn)
    )
    return connection.execute(chosen).scalar()


def of(table: sa.Table, keys: Collection[tuple[str, str]]) -> sa.ColumnElement[bool]:
    """The condition that a row is of one of these places and quarters, or (of many) at least of the quarters."""
    if len(keys) <= FEW:
        return sa.tuple_(table.c.place, table.c.quarter).in_(sorted(keys))
    return table.c.quarter.in_(sorted({quarter for _, quarter in keys}))


def _count(table: sa.Table, *conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count())
        .select_from(table)
        .where(table.c.return_id == returns.c.id, *conditions)
        .correlate(returns)
        .scalar_subquery()
    )


@functools.cache  # to put it together takes longer than to run it
def _receipts(*more: sa.ColumnElement[Any]) -> sa.Select[Any]:
    before = returns.alias("before")
    return sa.select(
        returns,
        before.c.receipt.label("replaces_receipt"),
        _count(observations, observations.c.value.is_not(None)).label("numbers"),
        _count(facility_quarters).label("facilities"),
        _count(funding_lines).label("payments"),
        *more,
    ).outerjoin_from(returns, before, before.c.id == returns.c.replaces)


def _receipt(row: sa.Row[Any]) -> Receipt:
    return Receipt(
        return_id=row.id,
        place=row.place,
        quarter=Quarter.parse(row.quarter),
        revision=row.revision,
        receipt=row.receipt,
        replaces=row.replaces_receipt,
        filed_at=row.filed_at,
        sha256=row.sha256,
        numbers=row.numbers,
        facilities=row.facilities,
        payments=row.payments,
    )


@functools.cache
def _all_filed() -> sa.Select[Any]:
    nil = _count(observations, observations.c.status == Status.NIL.value).label("nil")
    newest = returns.alias("newest")
    return (
        _receipts(nil, newest.c.receipt.label("counts_now"))
        .outerjoin(
            counting_returns,
            (counting_returns.c.place == returns.c.place) & (counting_returns.c.quarter == returns.c.quarter),
        )
        .outerjoin(newest, newest.c.id == counting_returns.c.return_id)
        .order_by(returns.c.quarter.desc(), returns.c.place, returns.c.revision.desc())
    )


def _filed(connection: Connection, which: sa.ColumnElement[bool]) -> list[Filed]:
    rows = connection.execute(_all_filed().where(which)).all()
    lives = lives_of(connection, [row.id for row in rows])
    return [_told(row, tuple(lives[row.id])) for row in rows]


def lives_of(connection: Connection, ids: Sequence[int]) -> Mapping[int, list[Happened]]:
    """All that happened to some returns, by their ids, oldest first."""
    noted: dict[int, list[CellNote]] = defaultdict(list)
    notes = sa.select(cell_notes).join(events, events.c.id == cell_notes.c.event_id).where(events.c.return_id.in_(ids))
    for row in connection.execute(notes.order_by(cell_notes.c.sheet, cell_notes.c.cell)):
        noted[row.event_id].append(CellNote(row.sheet, row.cell, row.note))
    found: dict[int, list[Happened]] = defaultdict(list)
    for row in connection.execute(sa.select(events).where(events.c.return_id.in_(ids)).order_by(events.c.id)):
        happened = Happened(Event(row.kind), row.at, row.by, row.note, tuple(noted[row.id]))
        found[row.return_id].append(happened)
    return found


def last_event_id() -> sa.ScalarSelect[int]:
    """The id of the newest event of a row of `returns`, for a condition."""
    newest = events.alias("newest_event")
    return (
        sa.select(sa.func.max(newest.c.id))
        .where(newest.c.return_id == returns.c.id)
        .correlate(returns)
        .scalar_subquery()
    )


def accepted(*columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Columns of the counting returns that are accepted, and not reopened: accepting is the last that happened to them.

    Args:
        columns: of the tables `counting_returns` and `returns`.
    """
    return (
        sa.select(*columns)
        .select_from(counting_returns)
        .join(returns, returns.c.id == counting_returns.c.return_id)
        .join(events, events.c.id == last_event_id())
        .where(events.c.kind == Event.ACCEPTED.value)
    )


def answers_of(connection: Connection, return_id: int) -> dict[str, str]:
    """What the officer answered to the questions of the checks, by code."""
    chosen = sa.select(answers).where(answers.c.return_id == return_id).order_by(answers.c.code)
    return {row.code: row.text for row in connection.execute(chosen)}


def offices_of(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """For which office each of some returns was filed, by their ids."""
    chosen = sa.select(returns.c.id, returns.c.office).where(returns.c.id.in_(ids))
    return {row.id: row.office for row in connection.execute(chosen)}


def _told(row: sa.Row[Any], life: tuple[Happened, ...]) -> Filed:
    end = life[-1] if life[-1].kind in ENDED else None
    if row.counts_now == row.receipt:
        standing = Standing.COUNTS
    else:
        standing = Standing(end.kind.value) if end is not None else Standing.REPLACED
    return Filed(
        receipt=_receipt(row),
        by=row.filed_by,
        office=row.office,
        template_version=row.template_version,
        catalogue_version=row.catalogue_version,
        standing=standing,
        counts_now=row.counts_now,
        ended_at=end.at if end is not None else None,
        ended_by=end.by if end is not None else "",
        reason=end.note if end is not None else "",
        nil=row.nil > 0 and row.nil == row.numbers,
        life=life,
    )
