"""The funding ledger in the store: an agreement is kept anew as a whole, with who said so and why; nothing is lost.

The right to write is asked here, in the caller's transaction; so is it which agreements a visitor reads.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data import rights
from data.errors import AgreementChanged, BadAgreement, NotAllowed
from data.funding.faults import Fault, cost_faults, fact_faults, faults, rate_faults
from data.funding.vocabulary import (
    AgreedTranche,
    Agreement,
    CostKind,
    CostLine,
    Earmark,
    ExchangeRate,
    FacilityFacts,
    Instrument,
    Revision,
    SourceKind,
)
from data.model import Country, Quarter, Visitor
from data.store import audit
from data.store.ledger_tables import agreements, cost_lines, exchange_rates, facility_facts, tranches
from data.store.review import refuse_no_reason
from data.store.tables import facilities

_ENUMS = {"source_kind": SourceKind, "instrument": Instrument, "earmark": Earmark, "cost_kind": CostKind}
_COLUMNS = tuple(field.name for field in fields(Agreement) if field.name != "tranches")
_OF_TRANCHE = tuple(field.name for field in fields(AgreedTranche))


Thing = TypeVar("Thing", ExchangeRate, CostLine, FacilityFacts)


def keep(
    connection: Connection,
    agreement: Agreement,
    *,
    reason: str,
    by: Visitor,
    at: dt.datetime,
    country: Country,
    seen: int | None = None,
) -> int:
    """Keep an agreement that is new, or as it stands from now on.

    Args:
        connection: one that writes.
        agreement: the whole of it.
        reason: why it is changed; a new one needs none.
        by: who says so.
        at: the moment.
        country: whose places it may name.
        seen: the revision that was looked at, 0 where there was none; None where nobody looked, as of a file.

    Returns:
        The number of the revision it is now; 0 where nothing is different from what was known.

    Raises:
        NotAllowed: if the visitor may not.
        BadAgreement: if it cannot be so, or is said to be new and there is one of its code.
        AgreementChanged: if it stands otherwise by now than when it was looked at.
        NothingSaid: if it is changed without a reason.
    """
    _may_keep(by)
    audit.hold(connection)  # before it is asked what there is: two at once could make each other's part
    _refuse([*faults(agreement), *unknown(connection, agreement, country=country)])
    before = newest(connection, code=agreement.code)
    if before is not None and before.agreement == agreement:
        return 0
    _refuse_changed(before, seen)
    number = 1 if before is None else before.number + 1
    if before is not None:
        refuse_no_reason(reason)
    connection.execute(agreements.insert(), [_row(agreement, number=number, at=at, by=by.email, reason=reason.strip())])
    if parts := _tranche_rows(agreement, number):
        connection.execute(tranches.insert(), parts)
    entered = {True: "agreement_entered", False: "agreement_changed"}[before is None]
    detail = {"revision": number, "tranches": len(parts)}
    audit.append(connection, [audit.Entry(at, by.email, entered, agreement.code, detail)])
    return number


def unknown(connection: Connection, agreement: Agreement, *, country: Country) -> list[Fault]:
    """Which centre, place or agreement is named that there is not, or leads back to this one."""
    found = []
    if agreement.facility is not None and not _facilities(connection, agreement.facility):
        found.append(Fault("unknown_facility", "facility", {"found": agreement.facility}))
    if agreement.place is not None and agreement.place not in country.places:
        found.append(Fault("unknown_place", "place", {"found": agreement.place}))
    above, seen = agreement.parent, {agreement.code}
    while above is not None:
        parent = connection.execute(
            sa.select(agreements.c.parent)
            .where(agreements.c.code == above)
            .order_by(agreements.c.revision.desc())
            .limit(1)
        ).first()
        if parent is None:
            found.append(Fault("unknown_parent", "parent", {"found": above}))
            break
        if above in seen:
            found.append(Fault("parent_circle", "parent", {"found": above}))
            break
        seen.add(above)
        above = parent.parent
    return found


def newest(connection: Connection, *, code: str) -> Revision | None:
    """How an agreement stands now; None if there is none of this code."""
    row = connection.execute(
        sa.select(agreements).where(agreements.c.code == code).order_by(agreements.c.revision.desc()).limit(1)
    ).first()
    if row is None:
        return None
    of_it = sa.and_(tranches.c.agreement == code, tranches.c.revision == row.revision)
    paid = _tranches_of(connection.execute(sa.select(tranches).where(of_it).order_by(tranches.c.number)))
    return _revision(row._mapping, paid.get((code, row.revision), ()))


def history(connection: Connection, *, code: str, by: Visitor) -> list[Revision]:
    """Every revision of an agreement, the oldest first; nothing for who may not read it as it stands now."""
    found = _read(connection, agreements.c.code == code)
    return found if found and rights.may_read_agreement(by, found[-1].agreement) else []


def readable(connection: Connection, *, by: Visitor) -> list[Revision]:
    """Every agreement that a visitor may read, as it stands now, by its code."""
    return [each for each in _read(connection, newest_alone=True) if rights.may_read_agreement(by, each.agreement)]


def of_donor(connection: Connection, *, by: Visitor) -> list[Revision]:
    """The agreements whose donor the visitor is, as they stand now, by their codes; none of anybody else's."""
    if not rights.may_read_own_agreements(by):
        return []
    theirs = sa.func.lower(agreements.c.donor) == by.email.lower()
    return [e for e in _read(connection, theirs, newest_alone=True) if rights.may_read_agreement(by, e.agreement)]


def every(connection: Connection) -> list[Revision]:
    """Every agreement of a store as it stands now, by its code. Who may read all of it must be asked before."""
    return _read(connection, newest_alone=True)


def for_centres(connection: Connection, *, by: Visitor) -> list[Agreement]:
    """The agreements by which a visitor may reckon: of each centre all, or none where one is not theirs to read.

    A part of a centre's money would be a wrong figure of it; so would one of which a part went elsewhere unseen.
    """
    every = [each.agreement for each in _read(connection, newest_alone=True)]
    unread = {each.code for each in every if not rights.may_read_agreement(by, each)}
    passed_on = {each.parent for each in every if each.code in unread}
    hidden = {each.facility for each in every if each.code in unread | passed_on} - {None}
    return [each for each in every if each.facility not in hidden and each.code not in unread]


def keep_rates(connection: Connection, rates: Sequence[ExchangeRate], *, by: Visitor, at: dt.datetime) -> int:
    """Keep exchange rates; those that are known already are not kept twice. Gives how many were new.

    Raises:
        NotAllowed: if the visitor may not.
        BadAgreement: if one cannot be so.
    """
    _may_keep(by)
    _refuse([fault for each in rates for fault in rate_faults(each, today=at.date())])
    log = ("rates_entered", "rates", "rates")
    return _keep_new(connection, rates, exchange, into=exchange_rates, row=asdict, log=log, by=by, at=at)


def exchange(connection: Connection) -> list[ExchangeRate]:
    """Every exchange rate that holds, by currency and day: of one day the one that was entered last."""
    names = [field.name for field in fields(ExchangeRate)]
    chosen = sa.select(*(exchange_rates.c[name] for name in names)).order_by(exchange_rates.c.id)
    found = {
        (row.currency, row.in_currency, row.dated): ExchangeRate(**row._asdict()) for row in connection.execute(chosen)
    }
    return [found[key] for key in sorted(found)]


def keep_costs(connection: Connection, lines: Sequence[CostLine], *, by: Visitor, at: dt.datetime) -> int:
    """Keep lines of cost; those that are known already are not kept twice. Gives how many were new.

    Raises:
        NotAllowed: if the visitor may not.
        BadAgreement: if one cannot be so, or names a centre that there is not.
    """
    _may_keep(by)
    _refuse([*_no_centre(connection, lines), *(fault for each in lines for fault in cost_faults(each))])

    def row(each: CostLine) -> dict[str, object]:
        return asdict(each) | {"quarter": str(each.quarter), "kind": each.kind.value}

    log = ("costs_entered", "costs", "lines")
    return _keep_new(connection, lines, costs, into=cost_lines, row=row, log=log, by=by, at=at)


def costs(connection: Connection) -> list[CostLine]:
    """Every line of cost that holds: of one centre, quarter and kind, fixed or not, the one that was entered last."""
    names = [field.name for field in fields(CostLine)]
    found = {}
    for row in connection.execute(sa.select(*(cost_lines.c[name] for name in names)).order_by(cost_lines.c.id)):
        said = row._asdict() | {"quarter": Quarter.parse(row.quarter), "kind": CostKind(row.kind)}
        found[row.facility, row.quarter, row.kind, row.fixed] = CostLine(**said)
    return [found[key] for key in sorted(found)]


def keep_facts(connection: Connection, told: Sequence[FacilityFacts], *, by: Visitor, at: dt.datetime) -> int:
    """Keep what the register does not say of centres; what is known already is not kept twice. Gives how many were new.

    Raises:
        NotAllowed: if the visitor may not.
        BadAgreement: if something cannot be so, or names a centre that there is not.
    """
    _may_keep(by)
    _refuse([*_no_centre(connection, told), *(fault for each in told for fault in fact_faults(each))])

    def known(connection: Connection) -> Iterable[FacilityFacts]:
        return facts(connection).values()

    def row(each: FacilityFacts) -> dict[str, object]:
        return asdict(each) | {"serves": " ".join(each.serves)}

    log = ("centres_described", "centres", "centres")
    return _keep_new(connection, told, known, into=facility_facts, row=row, log=log, by=by, at=at)


def facts(connection: Connection) -> dict[str, FacilityFacts]:
    """What is told of each centre besides the register, by its code: what was said last."""
    names = [field.name for field in fields(FacilityFacts)]
    chosen = sa.select(*(facility_facts.c[name] for name in names)).order_by(facility_facts.c.id)
    return {
        row.facility: FacilityFacts(**row._asdict() | {"serves": tuple(row.serves.split())})
        for row in connection.execute(chosen)
    }


def _may_keep(by: Visitor) -> None:
    if not rights.may_keep_ledger(by):
        raise NotAllowed


def _refuse(found: Sequence[Fault]) -> None:
    if found:
        raise BadAgreement(found)


def _refuse_changed(now: Revision | None, seen: int | None) -> None:
    """Two at once: whoever comes second has not seen what the first has kept, and must look again."""
    if now is not None and seen == 0:
        raise BadAgreement([Fault("known_code", "code", {"found": now.agreement.code})])
    if now is not None and seen is not None and seen != now.number:
        raise AgreementChanged(code=now.agreement.code, moment=f"{now.at:%Y-%m-%d %H:%M} UTC")


def _keep_new(
    connection: Connection,
    said: Sequence[Thing],
    known: Callable[[Connection], Iterable[Thing]],
    *,
    into: sa.Table,
    row: Callable[[Thing], dict[str, object]],
    log: tuple[str, str, str],
    by: Visitor,
    at: dt.datetime,
) -> int:
    """Keep what does not hold already. `log`: what the log calls it, what it is about, and what is counted."""
    audit.hold(connection)
    there = set(known(connection))
    new = [each for each in dict.fromkeys(said) if each not in there]
    if new:
        action, subject, counted = log
        connection.execute(into.insert(), [row(each) | {"at": at, "by": by.email} for each in new])
        audit.append(connection, [audit.Entry(at, by.email, action, subject, {counted: len(new)})])
    return len(new)


def _no_centre(connection: Connection, said: Sequence[CostLine | FacilityFacts]) -> list[Fault]:
    there = _facilities(connection)
    return [Fault("unknown_facility", "facility", {"found": e.facility}) for e in said if e.facility not in there]


def _facilities(connection: Connection, *codes: str) -> frozenset[str]:
    """Which of some codes are centres; the codes of all centres, if none are given."""
    wanted = facilities.c.code.in_(codes) if codes else sa.true()
    return frozenset(connection.execute(sa.select(facilities.c.code).where(wanted)).scalars())


def _row(agreement: Agreement, **kept: object) -> dict[str, object]:
    said = {name: getattr(agreement, name) for name in _COLUMNS}
    said |= {name: said[name] and str(said[name]) for name in _ENUMS}
    return said | {"revision": kept.pop("number")} | kept


def _tranche_rows(agreement: Agreement, revision: int) -> list[dict[str, object]]:
    of = {"agreement": agreement.code, "revision": revision}
    return [
        of | {"number": number} | {name: getattr(each, name) for name in _OF_TRANCHE}
        for number, each in enumerate(agreement.tranches, start=1)
    ]


def _read(connection: Connection, *chosen: sa.ColumnElement[bool], newest_alone: bool = False) -> list[Revision]:
    last = (
        sa.select(agreements.c.code, sa.func.max(agreements.c.revision).label("revision"))
        .group_by(agreements.c.code)
        .subquery()
    )
    wanted = sa.select(agreements).where(*chosen).order_by(agreements.c.code, agreements.c.revision)
    parts = sa.select(tranches).order_by(tranches.c.agreement, tranches.c.revision, tranches.c.number)
    if newest_alone:
        same = [agreements.c.code == last.c.code, agreements.c.revision == last.c.revision]
        wanted = wanted.join(last, sa.and_(*same))
        of_last = [tranches.c.agreement == last.c.code, tranches.c.revision == last.c.revision]
        parts = parts.join(last, sa.and_(*of_last))
    rows = connection.execute(wanted).all()
    if chosen:
        parts = parts.where(tranches.c.agreement.in_({row.code for row in rows}))
    paid = _tranches_of(connection.execute(parts) if rows else ())
    return [_revision(row._mapping, paid.get((row.code, row.revision), ())) for row in rows]


def _tranches_of(rows: Iterable[Any]) -> Mapping[tuple[str, int], Sequence[AgreedTranche]]:
    found: dict[tuple[str, int], list[AgreedTranche]] = defaultdict(list)
    for agreement, revision, _, *said in rows:
        found[agreement, revision].append(AgreedTranche(**dict(zip(_OF_TRANCHE, said, strict=True))))
    return found


def _revision(row: sa.RowMapping, paid: Sequence[AgreedTranche]) -> Revision:
    said = {name: row[name] for name in _COLUMNS}
    said |= {name: of(said[name]) for name, of in _ENUMS.items() if said[name] is not None}
    return Revision(Agreement(**said, tranches=tuple(paid)), row["revision"], row["at"], row["by"], row["reason"])
