"""The one door of donors to what is their own: agreements whose donor they are, and what they intend to give.

A donor reads figures from the published store alone. What is their own does not stand there, where every donor and the
public could read it; here it is read from the ledger, by questions that ask for the visitor's own address and take
nothing else from them. There is no count of people in the tables that are read. Centres are told as in releases.
Each function is one transaction; the right is asked where it is read or written (`data.store`). No Streamlit here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from data import rights
from data.errors import BadAgreement, NotAllowed
from data.funding.faults import Fault
from data.funding.intentions import Intention, Recorded
from data.funding.vocabulary import Agreement, ExchangeRate
from data.intake.receive import refuse_personal
from data.model import Visitor
from data.store import confidential, frames, intentions, ledger, published_ledger
from data.store.confidential import Told
from data.store.engine import reading, writing
from data.store.house import House


@dataclass(frozen=True)
class Own:
    """What a donor reads of agreements.

    Attributes:
        agreements: their own, as they stand now.
        others: those of others that are public, as they were released last.
        rates: exchange rates, as they were released last.
        intentions: what they intend to give, the newest first.
    """

    agreements: tuple[Agreement, ...] = ()
    others: tuple[Agreement, ...] = ()
    rates: tuple[ExchangeRate, ...] = ()
    intentions: tuple[Recorded, ...] = ()


def own(house: House, visitor: Visitor) -> Own:
    """A donor's own agreements and intentions, and what was released of others'.

    Raises:
        NotAllowed: if the visitor is no donor.
    """
    if not rights.may_read_own_agreements(visitor):
        raise NotAllowed
    with reading(house.engine) as connection:
        otherwise = confidential.told_otherwise(connection, house.hidden)
        theirs = [each.agreement for each in ledger.of_donor(connection, by=visitor)]
        known_as = confidential.agreement_codes(connection, house.hidden)
        intended = intentions.own(connection, by=visitor)
    released = house.released()
    others: list[Agreement] = []
    rates: list[ExchangeRate] = []
    if released is not None:
        with released.reading() as connection:
            others = [each.agreement for each in published_ledger.readable(connection)]
            rates = ledger.exchange(connection)
    codes = {each.code for each in theirs}
    released_as = {known_as[e.code, e.facility] for e in theirs if e.facility and (e.code, e.facility) in known_as}
    return Own(
        tuple(_as_told(each, otherwise, codes) for each in theirs),
        tuple(each for each in others if each.code not in codes | released_as),
        tuple(rates),
        tuple(_intention_as_told(each, otherwise) for each in intended),
    )


def intend(house: House, visitor: Visitor, intention: Intention, *, at: dt.datetime | None = None) -> int:
    """Record what a donor intends to give.

    Args:
        house: the house.
        visitor: the donor.
        intention: its centre under the code that donors read.
        at: the moment, now if None.

    Raises:
        NotAllowed: if the visitor is no donor who signed in.
        PersonalSentence: if the note carries personal data.
        BadAgreement: if it cannot be so.
    """
    if not rights.may_intend(visitor):
        raise NotAllowed
    refuse_personal([intention.note])
    readable = _readable_centres(house)
    with writing(house.engine) as connection:
        meant = replace(intention, facility=_register_code(connection, house, intention.facility, readable))
        return intentions.record(connection, meant, by=visitor, at=at or dt.datetime.now(dt.UTC), country=house.country)


def withdraw(house: House, visitor: Visitor, number: int, *, at: dt.datetime | None = None) -> None:
    """As `intentions.withdraw`."""
    with writing(house.engine) as connection:
        intentions.withdraw(connection, number, by=visitor, at=at or dt.datetime.now(dt.UTC))


def intended(house: House, visitor: Visitor) -> list[Recorded]:
    """Every intention of every donor, the newest first, for those who keep or follow the ledger.

    Raises:
        NotAllowed: if the visitor may not read the whole ledger.
    """
    with reading(house.engine) as connection:
        return intentions.every(connection, by=visitor)


def confirm(
    house: House, visitor: Visitor, number: int, agreement: Agreement, *, at: dt.datetime | None = None
) -> None:
    """As `intentions.confirm`.

    Raises:
        PersonalSentence: if something carries personal data.
    """
    refuse_personal([agreement.source, agreement.evidence])
    moment = at or dt.datetime.now(dt.UTC)
    with writing(house.engine) as connection:
        intentions.confirm(connection, number, agreement, by=visitor, at=moment, country=house.country)


def decline(house: House, visitor: Visitor, number: int, *, reason: str, at: dt.datetime | None = None) -> None:
    """As `intentions.decline`.

    Raises:
        PersonalSentence: if the reason carries personal data.
    """
    refuse_personal([reason])
    with writing(house.engine) as connection:
        intentions.decline(connection, number, reason=reason, by=visitor, at=at or dt.datetime.now(dt.UTC))


def _readable_centres(house: House) -> frozenset[str]:
    """The centres that donors read of, by the codes under which they do."""
    released = house.released()
    if released is None:
        return frozenset()
    with released.reading() as connection:
        return frozenset(frames.facility_register(connection)["code"])


def _register_code(connection: Connection, house: House, told: str | None, readable: Iterable[str]) -> str | None:
    """The centre that is meant. Of one that is not released nobody learns whether there is one of that code."""
    if told is None:
        return None
    if told not in readable:
        raise BadAgreement([Fault("unknown_facility", "facility", {"found": told})])
    meant = {each.code: code for code, each in confidential.told_otherwise(connection, house.hidden).items()}
    return meant.get(told, told)


def _as_told(agreement: Agreement, otherwise: Mapping[str, Told], own_codes: Iterable[str]) -> Agreement:
    """The agreement with its centre as it is released, and without the code of one that is somebody else's."""
    told = otherwise.get(agreement.facility or "")
    parent = agreement.parent if agreement.parent in own_codes else None
    if told is None:
        return replace(agreement, parent=parent)
    place = agreement.place if told.named or agreement.place is None else told.place
    return replace(agreement, parent=parent, facility=told.code, place=place)


def _intention_as_told(recorded: Recorded, otherwise: Mapping[str, Told]) -> Recorded:
    told = otherwise.get(recorded.intention.facility or "")
    if told is None:
        return recorded
    return replace(recorded, intention=replace(recorded.intention, facility=told.code))
