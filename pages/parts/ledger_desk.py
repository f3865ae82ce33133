"""The one door to the funding ledger: reading agreements, entering and changing them, taking in a file of them.

Each function is one transaction. The right to write is asked where it is written (`data.store.ledger`), the right to
read here. No Streamlit here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from sqlalchemy.engine import Connection

from data import rights
from data.errors import BadAgreement, NotAllowed
from data.funding.vocabulary import Agreement, ExchangeRate, Revision
from data.intake.funding_file import FundingFile, read_funding
from data.intake.funding_rows import Wrong
from data.intake.personal.sentence import kinds_in_sentence
from data.intake.receive import refuse_personal
from data.model import Visitor
from data.store import audit, frames, ledger
from data.store.engine import writing
from data.store.house import House
from data.words import text


@dataclass(frozen=True)
class Imported:
    """What became of a file of funding: how much of it was new, changed or known already; or what is wrong.

    Attributes:
        wrong: everything that is wrong; then nothing was kept.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    rates: int = 0
    costs: int = 0
    centres: int = 0
    wrong: tuple[Wrong, ...] = ()


@dataclass(frozen=True)
class Whole:
    """The whole ledger as it stands now.

    Attributes:
        centres: the names of the centres that an agreement can be for, by their codes.
    """

    agreements: tuple[Revision, ...]
    rates: tuple[ExchangeRate, ...]
    centres: Mapping[str, str]


class _NotKept(Exception):
    """Ends a transaction in which nothing is to be kept."""


def whole(house: House, visitor: Visitor) -> Whole:
    """Every agreement, rate and centre as it stands now, for those who keep or follow the ledger.

    Raises:
        NotAllowed: if the visitor may not read the whole of it.
    """
    if not rights.may_read_ledger(visitor):
        raise NotAllowed
    with house.reading() as connection:
        register = frames.facility_register(connection)
        return Whole(
            tuple(ledger.readable(connection, by=visitor)),
            tuple(ledger.exchange(connection)),
            dict(zip(register["code"], register["name"], strict=True)),
        )


def history(house: House, visitor: Visitor, code: str) -> list[Revision]:
    """Every revision of an agreement, the oldest first.

    Raises:
        NotAllowed: if the visitor may not read the whole ledger.
    """
    if not rights.may_read_ledger(visitor):
        raise NotAllowed
    with house.reading() as connection:
        return ledger.history(connection, code=code, by=visitor)


def keep(
    house: House,
    visitor: Visitor,
    agreement: Agreement,
    *,
    reason: str = "",
    at: dt.datetime | None = None,
    seen: int | None = None,
) -> int:
    """As `ledger.keep`.

    Raises:
        PersonalSentence: if something carries personal data.
    """
    conditions = [each.condition for each in agreement.tranches]
    refuse_personal([agreement.source, agreement.evidence, reason, *conditions])
    moment = at or dt.datetime.now(dt.UTC)
    with writing(house.engine) as connection:
        return ledger.keep(
            connection, agreement, reason=reason, by=visitor, at=moment, country=house.country, seen=seen
        )


def take_in(
    house: House, visitor: Visitor, name: str, content: bytes, *, check: bool = False, at: dt.datetime | None = None
) -> Imported:
    """Take in a file of funding: all of it, or nothing where anything is wrong. A second time it changes nothing.

    Args:
        house: the house.
        visitor: who brings it.
        name: the file's name.
        content: its bytes.
        check: say only what would be; nothing is kept.
        at: the moment, now if None.

    Raises:
        NotAllowed: if the visitor may not keep the ledger.
        UnreadableFunding: if it cannot be opened.
    """
    if not rights.may_keep_ledger(visitor):
        raise NotAllowed
    moment = at or dt.datetime.now(dt.UTC)
    found = read_funding(name, content, today=moment.date())
    if found.wrong:
        return Imported(wrong=found.wrong)
    done = Imported()
    try:
        with writing(house.engine) as connection:
            done = _keep_all(connection, house, visitor, found, name=PurePath(name).name, at=moment)
            if check or done.wrong:
                raise _NotKept
            subject = hashlib.sha256(content).hexdigest()[:16]
            told = {key: count for key, count in vars(done).items() if key != "wrong"}
            audit.append(connection, [audit.Entry(moment, visitor.email, "funding_imported", subject, told)])
    except _NotKept:
        pass
    return done


def _keep_all(
    connection: Connection, house: House, visitor: Visitor, found: FundingFile, *, name: str, at: dt.datetime
) -> Imported:
    plain = "" if kinds_in_sentence(name, today=at.date()) else name
    reason = text("ledger.file.reason", house.country.languages[0], file=plain).strip()
    wrong: list[Wrong] = []
    counts = {"new": 0, "changed": 0, "same": 0}
    for each in _parents_first(found.agreements):
        try:
            revision = ledger.keep(connection, each, reason=reason, by=visitor, at=at, country=house.country)
        except BadAgreement as error:
            wrong += [found.told(each.code, fault) for fault in error.faults]
            continue
        counts["changed" if revision > 1 else "new" if revision else "same"] += 1
    if wrong:
        return Imported(wrong=tuple(wrong))
    try:
        return Imported(
            **counts,
            rates=ledger.keep_rates(connection, found.rates, by=visitor, at=at),
            costs=ledger.keep_costs(connection, found.costs, by=visitor, at=at),
            centres=ledger.keep_facts(connection, found.centres, by=visitor, at=at),
        )
    except BadAgreement as error:
        return Imported(wrong=tuple(found.elsewhere(fault) for fault in error.faults))


def _parents_first(agreements: Iterable[Agreement]) -> list[Agreement]:
    """The agreements in an order in which each comes after what it is a part of; what leads in a circle comes last."""
    left = {each.code: each for each in agreements}
    ordered: list[Agreement] = []
    while left:
        ready = [each for each in left.values() if each.parent not in left] or list(left.values())
        ordered += ready
        for each in ready:
            del left[each.code]
    return ordered
