"""Closing quarters, asking to correct what is locked, and excusing a district: each in the caller's transaction.

Who may do what is asked here. Nothing of this touches a return: it says who may file, and who is expected to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.engine import Connection

from data import rights
from data.errors import NotAllowed, NothingToChange, NotLocked, QuarterNotEnded, UnknownPlace
from data.model import Country, Quarter, Visitor
from data.store import audit, decisions, locks
from data.store.decisions import Decided, Decision, Said
from data.store.review import refuse_no_reason


def close(connection: Connection, quarter: Quarter, *, by: Visitor, at: dt.datetime) -> None:
    """Close a quarter for everybody: no return of it is filed, replaced or withdrawn before it is reopened.

    A closed quarter may be closed again, which ends every reopening. What was filed by then can still be reviewed.

    Raises:
        NotAllowed: if the visitor may not.
        QuarterNotEnded: if it goes on.
        NothingToChange: if it is closed for everybody already.
    """
    decided = _hold(connection, quarter, by)
    if at.date() <= quarter.last_day:
        raise QuarterNotEnded(quarter=str(quarter))
    if decided.closed and not decided.reopened:
        raise NothingToChange
    _decide(connection, Decision.CLOSED, quarter, None, action="close_quarter", said=Said(at, by.email, ""))


def open_again(connection: Connection, quarter: Quarter, *, by: Visitor, at: dt.datetime, reason: str) -> None:
    """Open a closed quarter for everybody, with a reason. What was accepted in it stays locked.

    Raises:
        NotAllowed: if the visitor may not.
        NothingToChange: if it is not closed.
        NothingSaid: if there is no reason, or a novel.
    """
    decided = _hold(connection, quarter, by)
    refuse_no_reason(reason)
    if decided.closed is None:
        raise NothingToChange
    said = Said(at, by.email, reason.strip())
    _decide(connection, Decision.OPENED, quarter, None, action="open_quarter", said=said)


def ask_to_correct(
    connection: Connection,
    *,
    place: str,
    quarter: Quarter,
    by: Visitor,
    at: dt.datetime,
    reason: str,
    country: Country,
) -> None:
    """Ask the ministry to reopen a district's quarter that is accepted or closed.

    Raises:
        NotAllowed: if the visitor may not file for the district.
        NotLocked: if it may simply be filed.
        NothingSaid: if there is no reason, or a novel.
    """
    if not rights.may_file(by, country, place):
        raise NotAllowed
    refuse_no_reason(reason)
    audit.hold(connection)
    key = (place, str(quarter))
    if key not in locks.locked(connection, [key]):
        raise NotLocked(place=place, quarter=str(quarter))
    said = Said(at, by.email, reason.strip())
    _decide(connection, Decision.CORRECTION_ASKED, quarter, place, action="ask_correction", said=said)


def decline(connection: Connection, *, place: str, quarter: Quarter, by: Visitor, at: dt.datetime, reason: str) -> None:
    """Decline a request for a correction, with a reason.

    Raises:
        NotAllowed: if the visitor may not.
        NothingToChange: if nobody has asked.
        NothingSaid: if there is no reason, or a novel.
    """
    decided = _hold(connection, quarter, by)
    refuse_no_reason(reason)
    if place not in decided.asked:
        raise NothingToChange
    said = Said(at, by.email, reason.strip())
    _decide(connection, Decision.CORRECTION_DECLINED, quarter, place, action="decline_correction", said=said)


def exempt(
    connection: Connection,
    places: Iterable[str],
    *,
    quarter: Quarter,
    by: Visitor,
    at: dt.datetime,
    reason: str,
    country: Country,
) -> None:
    """Excuse districts from reporting for a quarter, with a reason. A return that comes all the same counts as any.

    Raises:
        NotAllowed: if the visitor may not.
        UnknownPlace: if one is no district of the quarter.
        NothingToChange: if one is excused already.
        NothingSaid: if there is no reason, or a novel.
    """
    decided = _hold(connection, quarter, by)
    refuse_no_reason(reason)
    expected = {place.code for place in country.districts(quarter)}
    for place in sorted(set(places)):
        if place not in expected:
            raise UnknownPlace(code=place)
        if place in decided.exempt:
            raise NothingToChange
        said = Said(at, by.email, reason.strip())
        _decide(connection, Decision.EXEMPTED, quarter, place, action="exempt_place", said=said)


def end_exemption(
    connection: Connection, *, place: str, quarter: Quarter, by: Visitor, at: dt.datetime, reason: str
) -> None:
    """Expect a return of an excused district after all, with a reason.

    Raises:
        NotAllowed: if the visitor may not.
        NothingToChange: if it is not excused.
        NothingSaid: if there is no reason, or a novel.
    """
    decided = _hold(connection, quarter, by)
    refuse_no_reason(reason)
    if place not in decided.exempt:
        raise NothingToChange
    said = Said(at, by.email, reason.strip())
    _decide(connection, Decision.EXEMPTION_ENDED, quarter, place, action="end_exemption", said=said)


def _hold(connection: Connection, quarter: Quarter, by: Visitor) -> Decided:
    """Be the only one who writes, and see how the quarter stands; for those who may decide about it."""
    if not rights.may_close(by):
        raise NotAllowed
    audit.hold(connection)
    return decisions.of_quarter(connection, str(quarter))


def _decide(
    connection: Connection, kind: Decision, quarter: Quarter, place: str | None, *, action: str, said: Said
) -> None:
    decisions.write(connection, kind, quarter=str(quarter), places=[place], said=said)
    subject = f"{place} {quarter}" if place else str(quarter)
    audit.append(connection, [audit.Entry(at=said.at, actor=said.by, action=action, subject=subject)])
