"""The one door for writing other than filing: reviewing, closing, corrections, exemptions. No Streamlit here.

Each function is one transaction. The right to it is asked where it is written (`data.store.review`, `.closing`); here
it is seen to that no sentence carries what could lead to a person.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Sequence

from data.errors import BadPlanChange
from data.intake.receive import refuse_personal
from data.model import Kind, Quarter, Visitor
from data.plans.changing import Proof, TargetChange
from data.store import closing, plan_changes, review
from data.store.engine import writing
from data.store.house import House
from data.store.receipts import CellNote
from pages.parts import plan_figures
from pages.parts.moments import now


def forward(house: House, visitor: Visitor, codes: Sequence[str], *, at: dt.datetime | None = None) -> None:
    """As `review.forward`."""
    with writing(house.engine) as connection:
        review.forward(connection, codes, by=visitor, at=at or now(), country=house.country)


def accept(house: House, visitor: Visitor, codes: Sequence[str], *, at: dt.datetime | None = None) -> None:
    """As `review.accept`."""
    with writing(house.engine) as connection:
        review.accept(connection, codes, by=visitor, at=at or now(), country=house.country)


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
            at=at or now(),
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
            at=at or now(),
            reason=reason,
            country=house.country,
        )


def close(house: House, visitor: Visitor, quarter: Quarter, *, at: dt.datetime | None = None) -> None:
    """As `closing.close`."""
    with writing(house.engine) as connection:
        closing.close(connection, quarter, by=visitor, at=at or now())


def open_again(house: House, visitor: Visitor, quarter: Quarter, *, reason: str, at: dt.datetime | None = None) -> None:
    """As `closing.open_again`."""
    refuse_personal([reason])
    with writing(house.engine) as connection:
        closing.open_again(connection, quarter, by=visitor, at=at or now(), reason=reason)


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
            at=at or now(),
            reason=reason,
            country=house.country,
        )


def decline(
    house: House, visitor: Visitor, *, place: str, quarter: Quarter, reason: str, at: dt.datetime | None = None
) -> None:
    """As `closing.decline`."""
    refuse_personal([reason])
    with writing(house.engine) as connection:
        closing.decline(connection, place=place, quarter=quarter, by=visitor, at=at or now(), reason=reason)


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
            at=at or now(),
            reason=reason,
            country=house.country,
        )


def end_exemption(
    house: House, visitor: Visitor, *, place: str, quarter: Quarter, reason: str, at: dt.datetime | None = None
) -> None:
    """As `closing.end_exemption`."""
    refuse_personal([reason])
    with writing(house.engine) as connection:
        closing.end_exemption(connection, place=place, quarter=quarter, by=visitor, at=at or now(), reason=reason)


def set_target(
    house: House,
    visitor: Visitor,
    *,
    plan: str,
    measure: str,
    value: float | None,
    reason: str,
    year: int | None = None,
    since: Quarter | None = None,
    at: dt.datetime | None = None,
) -> None:
    """As `plan_changes.set_target`: of a year, or the baseline of a quarter; without a value it is taken away.

    Raises:
        UnknownIndicator: if there is no such measure.
        BadPlanChange: if there is no such plan, the year is not one of it, or the value cannot be one of the measure.
        PersonalSentence: if the reason carries personal data.
    """
    part = house.catalogue.measure(measure)
    known = next((each for each in plan_figures.shipped(house) if each.key == plan), None)
    highest = 1.0 if part.kind in (Kind.RATIO, Kind.YES_NO) else sys.float_info.max
    in_plan = known is not None and (year is None or known.starts.year <= year <= known.ends.year)
    if not in_plan or (year is None) == (since is None) or not (value is None or 0 <= value <= highest):
        raise BadPlanChange
    refuse_personal([reason])
    change = TargetChange(plan, measure, year, since, value, at or now(), visitor.email, reason)
    with writing(house.engine) as connection:
        plan_changes.set_target(connection, change, by=visitor)


def prove(
    house: House,
    visitor: Visitor,
    *,
    plan: str,
    milestone: str,
    document: str,
    number: str,
    dated: dt.date | None,
    link: str,
    reason: str,
    at: dt.datetime | None = None,
) -> None:
    """As `plan_changes.prove`.

    Raises:
        BadPlanChange: if the plan has no such milestone, no document is named, or the link is no address.
        PersonalSentence: if something carries personal data.
    """
    keys = {each.key for known in plan_figures.shipped(house) if known.key == plan for each in known.milestones}
    if milestone not in keys or not document.strip() or (link and not re.fullmatch(r"https://[^\s()<>\[\]]+", link)):
        raise BadPlanChange
    refuse_personal([reason, document, number])
    told = (document.strip(), number.strip(), dated, link)
    proof = Proof(plan, milestone, *told, at or now(), visitor.email, reason)
    with writing(house.engine) as connection:
        plan_changes.prove(connection, proof, by=visitor)
