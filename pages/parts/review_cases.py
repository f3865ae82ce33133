"""The door to returns for those who review them: what waits, and one return with all that a reviewer looks at.

Who may review what is said in `data.rights`; what is not theirs does not exist for them. No Streamlit here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.errors import UnknownReceipt
from data.intake import receive
from data.intake.difference import Change, difference
from data.intake.findings import Finding
from data.intake.keeping import as_found, as_kept
from data.model import Event, Level, Place, Quarter, Visitor
from data.rights import is_own, review_level, review_places
from data.store import decisions, kept_findings, life, receipts, review_lists
from data.store.decisions import OPEN, Decided
from data.store.engine import reading
from data.store.house import House
from data.store.receipts import Filed, Standing
from data.store.said import Said, said_in

LOOKED_AT = (Event.FILED, Event.FORWARDED, Event.REOPENED)
LOCKS = ("accepted_already", "quarter_closed")
"""Findings that tell a sender what is in the way; a reviewer sees by the return itself where it stands."""


@dataclass(frozen=True)
class Waiting:
    """A return that somebody has to look at.

    Attributes:
        turn: the level whose turn it is; None where it was reopened, and waits for its office.
        mine: whether it is the visitor's turn, who did not file it.
        asked: whether the checks asked questions about it: then it is not accepted among several.
        since: since when it waits for that.
    """

    place: Place
    quarter: Quarter
    receipt: str
    revision: int
    office: str
    turn: Level | None
    mine: bool
    asked: bool
    since: dt.datetime

    def days(self, today: dt.date) -> int:
        """For how many days it has waited."""
        return max((today - self.since.date()).days, 0)


@dataclass(frozen=True)
class Asked:
    """A request to correct what is accepted or closed."""

    place: Place
    quarter: Quarter
    said: decisions.Said


@dataclass(frozen=True)
class Case:
    """One return as a reviewer looks at it.

    Attributes:
        turn: whose turn it is to look at it, as in `Waiting`.
        mine: whether the visitor did not file it themselves.
        answers: what the office answered to the questions of the checks, by code.
        replaces: the revision before it, and what differs from that one.
        before: the counting return of the quarter before, and which numbers differ from it.
        says: the numbers that were typed, each with its cell.
    """

    filed: Filed
    place: Place
    turn: Level | None
    mine: bool
    decided: Decided
    answers: Mapping[str, str]
    replaces: Filed | None
    changes: Sequence[Change]
    before: Filed | None
    since_before: Sequence[Change]
    says: Sequence[Change]

    @property
    def counts(self) -> bool:
        """Whether it counts."""
        return self.filed.standing is Standing.COUNTS

    @property
    def accepted(self) -> bool:
        """Whether it is accepted, and so locked."""
        return self.counts and self.filed.last is Event.ACCEPTED


def waiting(house: House, visitor: Visitor) -> list[Waiting]:
    """Every return that waits and that the visitor may review, the longest waiting first."""
    mine = review_places(visitor, house.country)
    with house.reading() as connection:
        found = review_lists.waiting(connection, steps=LOOKED_AT)
    return [_waiting(house, visitor, row) for row in found.to_dict("records") if row["place"] in mine]


def _waiting(house: House, visitor: Visitor, row: Mapping[str, object]) -> Waiting:
    turn = life.waits_for(Event(row["step"]), house.country.review)
    place = house.country.places[str(row["place"])]
    since = row["since"]
    return Waiting(
        place=place,
        quarter=Quarter.parse(str(row["quarter"])),
        receipt=str(row["receipt"]),
        revision=int(str(row["revision"])),
        office=str(row["office"]),
        turn=turn,
        mine=turn is review_level(visitor) and not is_own(visitor, str(row["filed_by"])),
        asked=bool(row["asked"]),
        since=since if isinstance(since, dt.datetime) else dt.datetime.fromisoformat(str(since)),
    )


def requests(house: House, visitor: Visitor) -> list[Asked]:
    """Every request for a correction that nobody has answered, the oldest first; for those who may answer."""
    if review_level(visitor) is not Level.COUNTRY:
        return []
    with house.reading() as connection:
        decided = decisions.of_all(connection)
    found = [
        Asked(house.country.places[place], Quarter.parse(quarter), said)
        for quarter, each in decided.items()
        for place, said in each.asked.items()
    ]
    return sorted(found, key=lambda each: each.said.at)


def closed_quarters(house: House) -> dict[Quarter, Decided]:
    """The quarters that are closed."""
    with house.reading() as connection:
        decided = decisions.of_all(connection)
    return {Quarter.parse(quarter): each for quarter, each in decided.items() if each.closed}


def case(house: House, visitor: Visitor, code: str) -> Case:
    """One return with all that a reviewer looks at.

    Raises:
        UnknownReceipt: if there is none, or none that the visitor may review.
    """
    with house.reading() as connection:
        filed = receipts.by_receipt(connection, code.strip().upper())
        if filed is None or filed.receipt.place not in review_places(visitor, house.country):
            raise UnknownReceipt
        receipt = filed.receipt
        replaces = receipts.by_receipt(connection, receipt.replaces) if receipt.replaces else None
        key = (receipt.place, str(receipt.quarter - 1))
        counted = receipts.counting(connection, [key]).get(key)
        before = receipts.by_receipt(connection, counted.receipt) if counted else None
        says = {each: said_in(connection, each.receipt.return_id) for each in (filed, replaces, before) if each}
        answers = receipts.answers_of(connection, receipt.return_id)
        decided = decisions.of_quarters(connection, [str(receipt.quarter)]).get(str(receipt.quarter), OPEN)
    place = house.country.places[receipt.place]
    changes = difference(says[replaces], says[filed], house.catalogue) if replaces else []
    since = difference(says[before], says[filed], house.catalogue) if before else []
    counts = filed.standing is Standing.COUNTS
    return Case(
        filed=filed,
        place=place,
        turn=life.waits_for(filed.last, house.country.review) if counts else None,
        mine=not is_own(visitor, filed.by),
        decided=decided,
        answers=answers,
        replaces=replaces,
        changes=changes,
        before=before,
        since_before=list(_numbers_themselves(since)),
        says=[each for each in difference(Said(), says[filed], house.catalogue) if not each.table],
    )


def _numbers_themselves(changes: Sequence[Change]) -> Iterator[Change]:
    """The changes of the numbers, without their parts and without rows of tables: those differ each quarter."""
    return (each for each in changes if not each.table and not each.item)


@dataclass(frozen=True)
class Found:
    """What the checks say of a return.

    Attributes:
        then: what its office was shown when it filed; None where that was not kept, as in earlier versions.
        today: what the checks say today of the workbook; None for a synthetic return that never was one.
        same: whether today's checks say the same.
    """

    then: tuple[Finding, ...] | None
    today: tuple[Finding, ...] | None
    same: bool = False

    @property
    def either(self) -> tuple[Finding, ...]:
        """What was found then, and what is found today."""
        return (*(self.then or ()), *(() if self.same else self.today or ()))


def findings(house: House, case: Case) -> Found:
    """What the checks found when the return was filed, and what they say of its workbook today."""
    receipt = case.filed.receipt
    with reading(house.engine) as connection:
        content = receipts.content_of(connection, receipt.receipt)
        kept = kept_findings.kept_of(connection, receipt.return_id)
    then = None if kept is None else as_found(kept)
    if content is None:
        return Found(then, None)
    examined = receive.examine(content, house=house, place=case.place, quarter=receipt.quarter)
    today = tuple(found for found in examined.findings if found.code not in LOCKS)
    in_shape = as_kept(today, today=receipt.filed_at.date())
    same = kept is not None and len(kept) == len(in_shape) and all(each in kept for each in in_shape)
    return Found(then, today, same)
