"""Intentions in the store: a donor records one, the ministry confirms it as a pledge or declines it; nothing is lost.

The right is asked here, in the caller's transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data import rights
from data.errors import AlreadyAnswered, BadAgreement, NotAllowed
from data.funding.faults import Fault
from data.funding.intentions import Answer, Intention, Recorded, intention_faults
from data.funding.vocabulary import Agreement, Earmark
from data.model import Country, Visitor
from data.store import audit, ledger
from data.store.intention_tables import intention_answers, intentions
from data.store.review import refuse_no_reason
from data.store.tables import facilities

_SAID = tuple(field.name for field in fields(Intention))


def record(connection: Connection, intention: Intention, *, by: Visitor, at: dt.datetime, country: Country) -> int:
    """Record what a donor intends to give. It counts nowhere as money.

    Args:
        connection: one that writes.
        intention: what is intended; its centre by its code in the register.
        by: the donor.
        at: the moment.
        country: whose places it may name.

    Returns:
        The number of the intention.

    Raises:
        NotAllowed: if the visitor is no donor who signed in.
        BadAgreement: if it cannot be so.
    """
    if not rights.may_intend(by):
        raise NotAllowed
    _refuse(connection, intention, country)
    audit.hold(connection)
    row = asdict(intention) | {"at": at, "by": by.email}
    number = connection.execute(intentions.insert().returning(intentions.c.id), row).scalar_one()
    _log(connection, "intention_recorded", number, by=by, at=at)
    return int(number)


def own(connection: Connection, *, by: Visitor) -> list[Recorded]:
    """The intentions of a donor, the newest first; none of anybody else's."""
    if not rights.may_read_own_agreements(by):
        return []
    return _read(connection, sa.func.lower(intentions.c.by) == by.email.lower())


def every(connection: Connection, *, by: Visitor) -> list[Recorded]:
    """Every intention, the newest first.

    Raises:
        NotAllowed: if the visitor may not read the whole ledger.
    """
    if not rights.may_read_ledger(by):
        raise NotAllowed
    return _read(connection)


def withdraw(connection: Connection, number: int, *, by: Visitor, at: dt.datetime) -> None:
    """Take back an intention of one's own that waits.

    Raises:
        NotAllowed: if it is not the visitor's, or there is none.
        AlreadyAnswered: if it does not wait any more.
    """
    audit.hold(connection)
    if not rights.may_intend(by) or number not in {each.id for each in own(connection, by=by)}:
        raise NotAllowed
    _refuse_answered(connection, number)
    _answer(connection, number, Answer.WITHDRAWN, by=by, at=at)


def decline(connection: Connection, number: int, *, reason: str, by: Visitor, at: dt.datetime) -> None:
    """Decline an intention; its donor reads why.

    Raises:
        NotAllowed: if the visitor may not keep the ledger, or there is no such intention.
        NothingSaid: if there is no reason.
        AlreadyAnswered: if it does not wait any more.
    """
    audit.hold(connection)
    _waiting(connection, number, by=by)
    refuse_no_reason(reason)
    _answer(connection, number, Answer.DECLINED, reason=reason.strip(), by=by, at=at)


def confirm(
    connection: Connection, number: int, agreement: Agreement, *, by: Visitor, at: dt.datetime, country: Country
) -> None:
    """Confirm an intention as a pledge: a new agreement of the ledger, with its evidence.

    Args:
        connection: one that writes.
        number: of the intention.
        agreement: as `as_pledge` makes it.
        by: who confirms it.
        at: the moment.
        country: whose places it may name.

    Raises:
        NotAllowed: if the visitor may not keep the ledger, or there is no such intention.
        BadAgreement: if it cannot be so, for instance without evidence, or there is an agreement of its code.
        AlreadyAnswered: if it does not wait any more.
    """
    audit.hold(connection)
    _waiting(connection, number, by=by)
    ledger.keep(connection, agreement, reason="", by=by, at=at, country=country, seen=0)
    _answer(connection, number, Answer.CONFIRMED, agreement=agreement.code, by=by, at=at)


def as_pledge(recorded: Recorded, **said: Any) -> Agreement:
    """The agreement as which an intention is confirmed: a pledge, and nothing more than that.

    Args:
        recorded: the intention.
        said: what the ministry adds: `code`, `source`, `source_kind`, `instrument`, `evidence`, `evidence_on`, `link`.
    """
    wanted = recorded.intention
    bound = Earmark.FACILITY if wanted.facility else Earmark.NONE
    return Agreement(
        **said,
        currency=wanted.currency,
        facility=wanted.facility,
        place=wanted.place,
        pillar=wanted.pillar,
        earmark=bound,
        pledged=wanted.amount,
        pledged_on=said["evidence_on"],
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        donor=recorded.by,
    )


def _refuse(connection: Connection, intention: Intention, country: Country) -> None:
    found = list(intention_faults(intention))
    there = sa.select(facilities.c.code).where(facilities.c.code == intention.facility)
    if intention.facility is not None and connection.execute(there).first() is None:
        found.append(Fault("unknown_facility", "facility", {"found": intention.facility}))
    if intention.place is not None and intention.place not in country.places:
        found.append(Fault("unknown_place", "place", {"found": intention.place}))
    if found:
        raise BadAgreement(found)


def _waiting(connection: Connection, number: int, *, by: Visitor) -> None:
    there = connection.execute(sa.select(intentions.c.id).where(intentions.c.id == number)).first()
    if not rights.may_keep_ledger(by) or there is None:
        raise NotAllowed
    _refuse_answered(connection, number)


def _refuse_answered(connection: Connection, number: int) -> None:
    before = sa.select(intention_answers.c.answer).where(intention_answers.c.intention == number)
    if connection.execute(before).first() is not None:
        raise AlreadyAnswered


def _answer(
    connection: Connection,
    number: int,
    answer: Answer,
    *,
    by: Visitor,
    at: dt.datetime,
    reason: str = "",
    agreement: str | None = None,
) -> None:
    row = {"intention": number, "answer": answer.value, "agreement": agreement}
    connection.execute(intention_answers.insert(), [row | {"at": at, "by": by.email, "reason": reason}])
    _log(connection, f"intention_{answer.value}", number, by=by, at=at)


def _log(connection: Connection, action: str, number: int, *, by: Visitor, at: dt.datetime) -> None:
    audit.append(connection, [audit.Entry(at, by.email, action, f"intention {number}", {})])


def _read(connection: Connection, *chosen: sa.ColumnElement[bool]) -> list[Recorded]:
    answers = intention_answers.c
    wanted = (
        sa.select(intentions, answers.answer, answers.agreement, answers.at.label("answered_at"), answers.reason)
        .outerjoin(intention_answers, answers.intention == intentions.c.id)
        .where(*chosen)
        .order_by(intentions.c.id.desc())
    )
    return [_recorded(row) for row in connection.execute(wanted).mappings()]


def _recorded(row: sa.RowMapping) -> Recorded:
    return Recorded(
        id=row["id"],
        intention=Intention(**{name: row[name] for name in _SAID}),
        at=row["at"],
        by=row["by"],
        answer=Answer(row["answer"]) if row["answer"] else None,
        answered_at=row["answered_at"],
        reason=row["reason"] or "",
        agreement=row["agreement"],
    )


def waiting(recorded: Sequence[Recorded]) -> list[Recorded]:
    """Those that nobody has answered yet, the oldest first."""
    return [each for each in reversed(recorded) if each.answer is None]
