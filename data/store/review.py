"""Reviewing returns: passing on, accepting, sending back and reopening, each in the caller's transaction.

Who may do what is asked here, whatever a page showed. What happens is one more event of the return and one entry in the
log, which names receipts and counts, never what anybody wrote.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data import rights
from data.errors import (
    NoCell,
    NotAllowed,
    NothingSaid,
    NotLocked,
    NotPassedOn,
    NotWaiting,
    OwnReturn,
    StillOpen,
    UnknownReceipt,
)
from data.model import Country, Event, Level, Quarter, Visitor
from data.store import audit, decisions, life, locks
from data.store.decisions import Decision
from data.store.receipts import CellNote, last_event_id
from data.store.review_tables import cell_notes
from data.store.standing import count_what_stands
from data.store.tables import answers, counting_returns, events, returns

LONGEST_NOTE = 500
MOST_CELLS = 200
CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
SHEET_LENGTH = 31


@dataclass(frozen=True)
class _Case:
    """A return as a review needs to know it: whether it counts, what happened last, whether it raised questions."""

    return_id: int
    place: str
    quarter: str
    receipt: str
    filed_by: str
    counts: bool
    last: Event
    asked: bool


def forward(connection: Connection, codes: Sequence[str], *, by: Visitor, at: dt.datetime, country: Country) -> None:
    """Pass returns on to the ministry: the province's yes, in a country that asks its provinces. All or none.

    A reviewer of the ministry may do so where a province has nobody; the log then names the reviewer.

    Args:
        connection: a transaction that writes.
        codes: the receipts. Of several none may have raised questions.
        by: who passes them on.
        at: when.
        country: whose steps they are.

    Raises:
        UnknownReceipt: if there is no such return, or none that is the visitor's to review.
        OwnReturn: if the visitor filed it.
        NotWaiting: if it does not wait for the province.
        StillOpen: if it is one of several and raised questions.
    """
    cases = _cases(connection, codes, by=by, country=country)
    for case in cases:
        if _turn(case, country) is not Level.PROVINCE:
            raise NotWaiting(receipt=case.receipt)
    _say_yes(connection, cases, Event.FORWARDED, action="forward_return", by=by, at=at)


def accept(connection: Connection, codes: Sequence[str], *, by: Visitor, at: dt.datetime, country: Country) -> None:
    """Accept returns for the ministry: they are then locked. All or none. One that was reopened may be accepted again.

    Args and errors are those of `forward`; moreover

    Raises:
        NotPassedOn: if the province has not passed it on.
        NotAllowed: if the visitor is not of the ministry.
    """
    if rights.review_level(by) is not Level.COUNTRY:
        raise NotAllowed
    cases = _cases(connection, codes, by=by, country=country)
    for case in cases:
        if _turn(case, country) is Level.PROVINCE:
            raise NotPassedOn(receipt=case.receipt)
        if not case.counts or case.last not in (*life.WAITING, Event.REOPENED):
            raise NotWaiting(receipt=case.receipt)
    _say_yes(connection, cases, Event.ACCEPTED, action="accept_return", by=by, at=at)


def send_back(
    connection: Connection,
    code: str,
    *,
    by: Visitor,
    at: dt.datetime,
    note: str,
    cells: Sequence[CellNote],
    country: Country,
    ratios: Mapping[str, tuple[str, str]],
) -> str | None:
    """Send a return back: it counts no more, and its office is asked for a mended one.

    In a quarter that is closed this opens the quarter for the district, for else it could not answer.

    Args:
        connection: a transaction that writes.
        code: the receipt.
        by: who sends it back.
        at: when.
        note: what is to be mended, in a sentence; it may be empty where cells have notes.
        cells: notes of single cells.
        country: whose districts are summed up.
        ratios: for each ratio measure its numerator's and denominator's measures.

    Returns:
        The receipt of the accepted return that counts again; None where there is none.

    Raises:
        UnknownReceipt, OwnReturn, NotWaiting: as `forward`.
        NothingSaid, NoCell: if nothing is said, too much, or of what is no cell.
    """
    _check_notes(note, cells)
    [case] = _cases(connection, [code], by=by, country=country)
    mine = rights.review_level(by) is Level.COUNTRY or _turn(case, country) is Level.PROVINCE
    if not mine or not case.counts or case.last is Event.ACCEPTED:
        raise NotWaiting(receipt=code)
    [event] = _happens(connection, [case], Event.SENT_BACK, by=by, at=at, note=note.strip())
    if cells:
        rows = [{"sheet": each.sheet, "cell": each.cell, "note": each.note.strip()} for each in cells]
        connection.execute(cell_notes.insert(), [row | {"event_id": event} for row in rows])
    decided = decisions.of_quarter(connection, case.quarter)
    if decided.is_closed_for(case.place):
        said = decisions.Said(at, by.email, note.strip())
        decisions.write(connection, Decision.REOPENED, quarter=case.quarter, places=[case.place], said=said)
    again = count_what_stands(connection, (case.place, case.quarter), country=country, ratios=ratios)
    told = {"cells": len(cells), "counts_again": again, "was_closed": decided.is_closed_for(case.place)}
    _log(connection, [(case.receipt, told)], "send_back_return", by=by, at=at)
    return again


def reopen(
    connection: Connection,
    *,
    place: str,
    quarter: Quarter,
    by: Visitor,
    at: dt.datetime,
    reason: str,
    country: Country,
) -> None:
    """Open a district's quarter again, with a reason: its accepted return may be replaced, or a closed one be filed.

    The return goes on counting until another takes its place.

    Raises:
        NotAllowed: if the visitor may not.
        NotLocked: if neither an accepted return nor a closed quarter stands in the way.
        NothingSaid: if there is no reason, or a novel.
    """
    if rights.review_level(by) is not Level.COUNTRY or place not in rights.review_places(by, country):
        raise NotAllowed
    refuse_no_reason(reason)
    audit.hold(connection)
    key = (place, str(quarter))
    if key not in locks.locked(connection, [key]):
        raise NotLocked(place=place, quarter=str(quarter))
    accepted = [case for case in _read(connection, _counting_of(key)) if case.last is Event.ACCEPTED]
    if accepted:
        _happens(connection, accepted, Event.REOPENED, by=by, at=at, note=reason.strip())
    said = decisions.Said(at, by.email, reason.strip())
    decisions.write(connection, Decision.REOPENED, quarter=str(quarter), places=[place], said=said)
    told = {"receipt": accepted[0].receipt if accepted else None}
    _log(connection, [(f"{place} {quarter}", told)], "reopen_return", by=by, at=at)


def refuse_no_reason(reason: str) -> None:
    """Refuse an empty reason, or one that is a novel.

    Raises:
        NothingSaid: then.
    """
    if not reason.strip() or len(reason) > LONGEST_NOTE:
        raise NothingSaid(longest=LONGEST_NOTE)


def _say_yes(
    connection: Connection, cases: Sequence[_Case], kind: Event, *, action: str, by: Visitor, at: dt.datetime
) -> None:
    for case in cases:
        if case.asked and len(cases) > 1:
            raise StillOpen(receipt=case.receipt)
    _happens(connection, cases, kind, by=by, at=at, note="")
    _log(connection, [(case.receipt, {}) for case in cases], action, by=by, at=at)


def _cases(connection: Connection, codes: Sequence[str], *, by: Visitor, country: Country) -> list[_Case]:
    """The returns of some receipts, in that order, for somebody who may review each of them."""
    audit.hold(connection)
    mine = rights.review_places(by, country)
    known = {case.receipt: case for case in _read(connection, returns.c.receipt.in_(codes)) if case.place in mine}
    for code in codes:
        if code not in known:
            raise UnknownReceipt
        if rights.is_own(by, known[code].filed_by):
            raise OwnReturn(receipt=code)
    return [known[code] for code in dict.fromkeys(codes)]


def _read(connection: Connection, which: sa.ColumnElement[bool]) -> list[_Case]:
    chosen = (
        sa.select(
            returns.c.id,
            returns.c.place,
            returns.c.quarter,
            returns.c.receipt,
            returns.c.filed_by,
            events.c.kind,
            counting_returns.c.return_id.label("counts"),
            sa.exists().where(answers.c.return_id == returns.c.id).label("asked"),
        )
        .select_from(returns)
        .join(events, events.c.id == last_event_id())
        .outerjoin(counting_returns, counting_returns.c.return_id == returns.c.id)
        .where(which)
    )
    return [_case(row) for row in connection.execute(chosen)]


def _case(row: sa.Row[Any]) -> _Case:
    return _Case(
        return_id=row.id,
        place=row.place,
        quarter=row.quarter,
        receipt=row.receipt,
        filed_by=row.filed_by,
        counts=row.counts is not None,
        last=Event(row.kind),
        asked=bool(row.asked),
    )


def _counting_of(key: locks.PlaceAndQuarter) -> sa.ColumnElement[bool]:
    return (counting_returns.c.place == key[0]) & (counting_returns.c.quarter == key[1])


def _turn(case: _Case, country: Country) -> Level | None:
    return life.waits_for(case.last, country.review) if case.counts else None


def _happens(
    connection: Connection, cases: Sequence[_Case], kind: Event, *, by: Visitor, at: dt.datetime, note: str
) -> list[int]:
    """Note an event of each return; gives their numbers."""
    if not cases:
        return []
    row = {"kind": kind.value, "at": at, "by": by.email, "note": note}
    noting = events.insert().returning(events.c.id)
    return list(connection.execute(noting, [row | {"return_id": case.return_id} for case in cases]).scalars())


def _log(
    connection: Connection,
    told: Sequence[tuple[str, Mapping[str, object]]],
    action: str,
    *,
    by: Visitor,
    at: dt.datetime,
) -> None:
    entries = [audit.Entry(at=at, actor=by.email, action=action, subject=each, detail=more) for each, more in told]
    audit.append(connection, entries)


def _check_notes(note: str, cells: Sequence[CellNote]) -> None:
    if (not note.strip() and not cells) or len(note) > LONGEST_NOTE or len(cells) > MOST_CELLS:
        raise NothingSaid(longest=LONGEST_NOTE)
    for each in cells:
        named = 0 < len(each.sheet) <= SHEET_LENGTH and CELL.fullmatch(each.cell)
        if not named or not each.note.strip() or len(each.note) > LONGEST_NOTE:
            raise NoCell(cell=each.cell)
    if len({(each.sheet, each.cell) for each in cells}) != len(cells):
        raise NoCell(cell=cells[0].cell)
