"""The one door for writing other than filing: reviewing, closing, corrections, exemptions. No Streamlit here.

Each function is one transaction. The right to it is asked where it is written (`data.store.review`, `.closing`); here
it is seen to that no sentence carries what could lead to a person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from data.intake.receive import refuse_personal
from data.model import Quarter, Visitor
from data.store import closing, review
from data.store.engine import writing
from data.store.house import House
from data.store.receipts import CellNote


def forward(house: House, visitor: Visitor, codes: Sequence[str], *, at: dt.datetime | None = None) -> None:
    """As `review.forward`."""
    with writing(house.engine) as connection:
        review.forward(connection, codes, by=visitor, at=at or _now(), country=house.country)


def accept(house: House, visitor: Visitor, codes: Sequence[str], *, at: dt.datetime | None = None) -> None:
    """As `review.accept`."""
    with writing(house.engine) as connection:
        review.accept(connection, codes, by=visitor, at=at or _now(), country=house.country)


def send_back(
    house: House,
    visitor: Visitor,
    code: str,
    *,
    note: str,
    cells: Sequence[CellNote] = (),
    at: dt.datetime | None = None,
) -> str | None:
    """As `review.send_back`.

    Raises:
        PersonalSentence: if a note carries personal data.
    """
    refuse_personal([note, *(each.note for each in cells)])
    with writing(house.engine) as connection:
        return review.send_back(
            connection,
            code,
            by=visitor,
            at=at or _now(),
            note=note,
            cells=cells,
            country=house.country,
            ratios=house.catalogue.ratios,
        )


def reopen(
    house: House, visitor: Visitor, *, place: str, quarter: Quarter, reason: str, at: dt.datetime | None = None
) -> None:
    """As `review.reopen`. It is the answer to a request for a correction too."""
    refuse_personal([reason])
    with writing(house.engine) as connection:
        review.reopen(
            connection,
            place=place,
            quarter=quarter,
            by=visitor,
            at=at or _now(),
            reason=reason,
            country=house.country,
        )


def close(house: House, visitor: Visitor, quarter: Quarter, *, at: dt.datetime | None = None) -> None:
    """As `closing.close`."""
    with writing(house.engine) as connection:
        closing.close(connection, quarter, by=visitor, at=at or _now())


def open_again(house: House, visitor: Visitor, quarter: Quarter, *, reason: str, at: dt.datetime | None = None) -> None:
    """As `closing.open_again`."""
    refuse_personal([reason])
    with writing(house.engine) as connection:
        closing.open_again(connection, quarter, by=visitor, at=at or _now(), reason=reason)


def ask_to_correct(
    house: House, visitor: Visitor, *, place: str, quarter: Quarter, reason: str, at: dt.datetime | None = None
) -> None:
    """As `closing.ask_to_correct`."""
    refuse_personal([reason])
    with writing(house.engine) as connection:
        closing.ask_to_correct(
            connection,
            place=place,
            quarter=quarter,
            by=visitor,
            at=at or _now(),
            reason=reason,
            country=house.country,
        )


def decline(
    house: House, visitor: Visitor, *, place: str, quarter: Quarter, reason: str, at: dt.datetime | None = None
) -> None:
    """As `closing.decline`."""
    refuse_personal([reason])
    with writing(house.engine) as connection:
        closing.decline(connection, place=place, quarter=quarter, by=visitor, at=at or _now(), reason=reason)


def exempt(
    house: House,
    visitor: Visitor,
    places: Sequence[str],
    *,
    quarter: Quarter,
    reason: str,
    at: dt.datetime | None = None,
) -> None:
    """As `closing.exempt`."""
    refuse_personal([reason])
    with writing(house.engine) as connection:
        closing.exempt(
            connection,
            places,
            quarter=quarter,
            by=visitor,
            at=at or _now(),
            reason=reason,
            country=house.country,
        )


def end_exemption(
    house: House, visitor: Visitor, *, place: str, quarter: Quarter, reason: str, at: dt.datetime | None = None
) -> None:
    """As `closing.end_exemption`."""
    refuse_personal([reason])
    with writing(house.engine) as connection:
        closing.end_exemption(connection, place=place, quarter=quarter, by=visitor, at=at or _now(), reason=reason)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
