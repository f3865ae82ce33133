"""The centres as far as a visitor may see them: exact figures of some places, released ones of the others.

Money, beds and names are released as they are; of the people in a centre a step. A confidential one is released with
its province and a code alone. No Streamlit here.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from data.model import Place, Quarter, Visitor
from data.store import frames
from data.store.house import House
from metrics.funding import Outlook, Position, Tranche, TrancheStatus, outlook
from pages.parts import sight


@dataclass(frozen=True)
class Origin:
    """Where a row stands: in which return, filed for which office and when, on which sheet."""

    receipt: str
    office: str
    filed_on: dt.date
    sheet: str
    row: int


@dataclass(frozen=True)
class Centre:
    """A centre at the end of a quarter: what it is, what its newest sheet says, and what lies ahead.

    Attributes:
        name: empty where the centre is confidential; `place` is then what it lies in, as far as it may be told.
        operator: empty where the name is.
        origin: where its row stands; None where released figures are read, which name no return.
        step: in which steps the people in it are shown, as in `metrics.shown`.
    """

    code: str
    name: str
    kind: str
    operator: str
    place: Place
    position: Position
    payments: tuple[Tranche, ...]
    ahead: Outlook
    origin: Origin | None = None
    step: float = math.nan


def centres(house: House, visitor: Visitor, *, quarter: Quarter) -> list[Centre]:
    """Every centre that the visitor may see, the one whose money ends first at the head."""
    seen = sight.of(house, visitor)
    found: list[Centre] = []
    if seen.exact and seen.places:
        found += _centres(seen.exact, quarter, lambda place: place in seen.places)
    read = sight.told(seen.released) if seen.released else {}
    if seen.released and str(quarter) in read:
        step = read[str(quarter)].base
        others = _centres(seen.released, quarter, lambda place: place not in seen.places)
        own = {house.hidden.code_of(centre.code, centre.place.code) for centre in found}
        found += [replace(centre, origin=None, step=float(step)) for centre in others if centre.code not in own]
    return sorted(found, key=_soonest)


def _centres(house: House, quarter: Quarter, wanted: Callable[[str], bool]) -> Iterator[Centre]:
    with house.reading() as connection:
        register = frames.facility_register(connection)
        sheets = {row["facility"]: row for row in _rows(frames.facility_sheets(connection, until=quarter))}
        payments = _rows(frames.funding(connection, until=quarter))
    for row in _rows(register):
        if not wanted(row["place"]) or row["code"] not in sheets:
            continue
        sheet = sheets[row["code"]]
        position = _position(sheet)
        lines = _tranches([line for line in payments if line["facility"] == row["code"]], position.currency)
        yield Centre(
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            operator=row["operator"],
            place=house.country.places[row["place"]],
            position=position,
            payments=lines,
            ahead=outlook(position, lines, as_of=quarter.last_day),
            origin=_origin(sheet),
        )


def _origin(sheet: Mapping[str, Any]) -> Origin:
    return Origin(sheet["receipt"], sheet["office"], sheet["filed_at"].date(), sheet["sheet"], sheet["row"])


def _soonest(centre: Centre) -> tuple[bool, float, str]:
    months = centre.ahead.cash_out_months
    return months is None, months or 0.0, centre.code


def _position(sheet: Mapping[str, object]) -> Position:
    quarter = Quarter.parse(str(sheet["quarter"]))
    monthly, income = _amount(sheet["monthly_cost"]), _amount(sheet["income"])
    closed = _day(sheet["closed_on"])
    if sheet["state"] == "closed" and closed is None:
        closed = quarter.last_day
    return Position(
        currency=str(sheet["currency"]),
        cash=_amount(sheet["cash"]),
        quarter_cost=None if monthly is None else monthly * 3,
        own_income=None if income is None else income * 3,
        residents=_amount(sheet["residents"]),
        bed_nights=_amount(sheet["bed_nights"]),
        beds=_amount(sheet["beds"]),
        sheet_quarter=quarter,
        closed_on=closed,
        suspended=sheet["state"] == "suspended",
        closure_notice_on=_day(sheet["notice_on"]),
    )


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def _tranches(lines: Iterable[Mapping[str, Any]], currency: str) -> tuple[Tranche, ...]:
    """The payments in the centre's own currency; others are not added without a dated rate."""
    return tuple(
        Tranche(
            amount=float(row["amount"]),
            currency=row["currency"],
            source=row["source"],
            status=TrancheStatus(row["status"]),
            due=_day(row["due_on"]),
            until=_day(row["until"]),
            received_on=_day(row["received_on"]),
        )
        for row in lines
        if row["currency"] == currency
    )


def _amount(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not np.isnan(value) else None


def _day(value: object) -> dt.date | None:
    return value if isinstance(value, dt.date) and not pd.isna(value) else None
