"""The door to returns themselves: their receipts, their state and their bytes, for those who may see the district.

What somebody may not see does not exist for them: there is one answer for a receipt of others and for none at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.errors import Locked, NotAllowed, UnknownReceipt
from data.model import Event, Place, Quarter, Visitor
from data.rights import may_read_originals, may_see
from data.store import decisions, life, locks, receipts, review_lists
from data.store.decisions import OPEN, Decided
from data.store.engine import reading
from data.store.house import House
from data.store.life import Revision
from data.store.receipts import Filed, Standing
from metrics.deadlines import ReturnState, state_of


@dataclass(frozen=True)
class Owed:
    """A quarter of a district: by when its return is due, its state, and all that was filed, the newest first.

    Attributes:
        first_filed: the day on which a return first came in that its sender did not withdraw.
        decided: what was decided about the quarter.
        locked: what stands in the way of changing it; None where it may be filed.
    """

    quarter: Quarter
    due: dt.date
    state: ReturnState
    first_filed: dt.date | None
    filed: tuple[Filed, ...]
    decided: Decided = OPEN
    locked: Locked | None = None

    @property
    def counting(self) -> Filed | None:
        """The return that counts."""
        return next((each for each in self.filed if each.standing is Standing.COUNTS), None)

    @property
    def next_in_line(self) -> Filed | None:
        """The return that would count again if the counting one were withdrawn."""
        revisions = [_revision(each, withdrawn=each.standing is Standing.COUNTS) for each in self.filed]
        again = life.counting(revisions)
        return next((each for each in self.filed if again and each.receipt.return_id == again.return_id), None)


def look_up(house: House, visitor: Visitor, code: str) -> Filed:
    """The return of a receipt.

    Raises:
        UnknownReceipt: if there is none, or the visitor may not see its district.
    """
    with house.reading() as connection:
        found = receipts.by_receipt(connection, code.strip().upper())
    if found is None or not may_see(visitor, house.country, found.receipt.place):
        raise UnknownReceipt
    return found


def bytes_of(house: House, visitor: Visitor, code: str) -> bytes:
    """The workbook as it was received.

    Raises:
        UnknownReceipt: as `look_up`, or if it is a synthetic return that never was a workbook.
    """
    found = look_up(house, visitor, code)
    if not may_read_originals(visitor, house.country, found.receipt.place):
        raise UnknownReceipt
    with reading(house.engine) as connection:
        content = receipts.content_of(connection, found.receipt.receipt)
    if content is None:
        raise UnknownReceipt
    return content


def owed(house: House, visitor: Visitor, place: Place, *, quarters: Sequence[Quarter], today: dt.date) -> list[Owed]:
    """What a district owed in some quarters and what it filed, the newest quarter first.

    Raises:
        NotAllowed: if the visitor may not see the district.
    """
    if not may_see(visitor, house.country, place.code):
        raise NotAllowed
    with house.reading() as connection:
        filed = receipts.of_places(connection, [place.code])
        decided = decisions.of_quarters(connection, [str(quarter) for quarter in quarters])
        locked = locks.locked(connection, [(place.code, str(quarter)) for quarter in quarters])
    return [
        _owed(
            house,
            place,
            quarter,
            tuple(_of_quarter(filed, quarter)),
            today=today,
            decided=decided.get(str(quarter), OPEN),
            locked=locked.get((place.code, str(quarter))),
        )
        for quarter in sorted(quarters, reverse=True)
    ]


def last_office(house: House, visitor: Visitor, place: Place) -> str | None:
    """Under which office a district was last heard, if ever.

    Raises:
        NotAllowed: if the visitor may not see the district.
    """
    if not may_see(visitor, house.country, place.code):
        raise NotAllowed
    with house.reading() as connection:
        return review_lists.offices(connection, [place.code]).get(place.code)


def with_questions(house: House, visitor: Visitor, place: Place) -> frozenset[Quarter]:
    """The quarters of a district whose return raised questions of the checks that no reviewer has looked at yet.

    Raises:
        NotAllowed: if the visitor may not see the district.
    """
    if not may_see(visitor, house.country, place.code):
        raise NotAllowed
    with house.reading() as connection:
        steps = (Event.FILED, Event.FORWARDED, Event.REOPENED)
        waiting = review_lists.waiting(connection, steps=steps, place=place.code)
    return frozenset(Quarter.parse(text) for text in waiting.loc[waiting["asked"], "quarter"])


def _owed(
    house: House,
    place: Place,
    quarter: Quarter,
    filed: tuple[Filed, ...],
    *,
    today: dt.date,
    decided: Decided,
    locked: Locked | None,
) -> Owed:
    counting = next((each for each in filed if each.standing is Standing.COUNTS), None)
    valid = [each.receipt.filed_at.date() for each in filed if each.standing is not Standing.WITHDRAWN]
    due = house.country.due(quarter)
    return Owed(
        quarter=quarter,
        due=due,
        state=state_of(
            quarter,
            due=due,
            today=today,
            expected=place.exists_in(quarter),
            exempt=place.code in decided.exempt,
            counts=counting is not None,
            step=counting.last if counting else Event.FILED,
            nil=counting is not None and counting.nil,
            ended=_ended(filed),
        ),
        first_filed=min(valid, default=None),
        filed=filed,
        decided=decided,
        locked=locked,
    )


def _ended(filed: Sequence[Filed]) -> ReturnState | None:
    """Whether the newest return was sent back, or all that was filed was withdrawn."""
    if life.owes_a_mended_one([_revision(each) for each in filed]):
        return ReturnState.SENT_BACK
    return ReturnState.WITHDRAWN if filed and all(each.last is Event.WITHDRAWN for each in filed) else None


def _revision(filed: Filed, *, withdrawn: bool = False) -> Revision:
    """A return for `life`; as it would be if its office withdrew it now."""
    happened = tuple(each.kind for each in filed.life)
    return Revision(filed.receipt.return_id, (*happened, Event.WITHDRAWN) if withdrawn else happened)


def _of_quarter(filed: Sequence[Filed], quarter: Quarter) -> Iterator[Filed]:
    return (each for each in filed if each.receipt.quarter == quarter)
