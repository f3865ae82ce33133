"""The centres as far as a visitor may see them: exact figures of some places, released ones of the others.

Money, beds and names are released as they are; of the people in a centre a step. A confidential one is released with
its province and a code alone. No Streamlit here.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy.engine import Connection

from data.funding.vocabulary import Agreement, ExchangeRate, FacilityFacts, SourceKind
from data.model import Place, Quarter, Visitor
from data.store import facilities, frames, ledger, published_ledger
from data.store.house import House
from metrics import ledger as money
from metrics.centre import Reason, Risk, thresholds_of
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
        from_ledger: whether its payments are those of the funding ledger; else those of the district's sheet.
        not_counted: payments that the sheet names besides, where the ledger holds.
        past_costs: the cost of its last quarters, three months together, the newest first; of its currency alone.
        agreements: those of the ledger that its payments are of.
        facts: whom it takes, and since when it is open; None where nobody said.
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
    from_ledger: bool = False
    not_counted: tuple[Tranche, ...] = ()
    past_costs: tuple[float, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    facts: FacilityFacts | None = None


@dataclass(frozen=True)
class Ledger:
    """What the funding ledger says of centres on a day: nothing where a visitor may read none of it."""

    payments: Mapping[str, tuple[Tranche, ...]]
    rates: tuple[ExchangeRate, ...]
    agreements: Mapping[str, tuple[Agreement, ...]]
    facts: Mapping[str, FacilityFacts]


def centres(house: House, visitor: Visitor, *, quarter: Quarter, as_of: dt.date | None = None) -> list[Centre]:
    """Every centre that the visitor may see, the one whose money ends first at the head.

    Its money is that of the funding ledger, where that has agreements for it and the visitor may read them all; else
    that of its district's sheet; never both. Of released figures it is that of the ledger as it was released.

    Args:
        house: the house.
        visitor: who asks.
        quarter: up to which sheets are read.
        as_of: the day from which it is reckoned; the last of the quarter, if None.
    """
    day = as_of or quarter.last_day
    seen = sight.of(house, visitor)
    found: list[Centre] = []
    if seen.exact and seen.places:
        found += _centres(seen.exact, quarter, lambda place: place in seen.places, day=day, reader=visitor)
    read = sight.told(seen.released) if seen.released else {}
    if seen.released and str(quarter) in read:
        step = read[str(quarter)].base
        others = _centres(seen.released, quarter, lambda place: place not in seen.places, day=day)
        own = {house.hidden.code_of(centre.code, centre.place.code) for centre in found}
        found += [replace(centre, origin=None, step=float(step)) for centre in others if centre.code not in own]
    return sorted(found, key=_soonest)


def risks(
    house: House, visitor: Visitor, quarters: Iterable[Quarter], *, only: Collection[str]
) -> Iterator[tuple[Quarter, dict[str, Risk]]]:
    """Where some centres stood at the end of each quarter, by their codes; read as far as somebody asks on.

    Args:
        house: the house.
        visitor: who asks.
        quarters: in their order; of one that is not released nothing comes of released figures.
        only: the codes of the centres, as the visitor is told of them.
    """
    seen = sight.of(house, visitor)
    read = sight.told(seen.released) if seen.released else {}
    own = _agreed(seen.exact, visitor, only) if seen.exact and seen.places else ()
    others = _agreed(seen.released, None, only) if seen.released else ()
    for quarter in quarters:
        found: list[Centre] = []
        asked = {"day": quarter.last_day, "only": only}
        if seen.exact and seen.places:
            inside = seen.places.__contains__
            found += _centres(seen.exact, quarter, inside, reader=visitor, agreed=own, **asked)
        if seen.released and str(quarter) in read:
            found += _centres(seen.released, quarter, lambda place: place not in seen.places, agreed=others, **asked)
        yield quarter, {each.code: each.ahead.risk for each in found}


def _agreed(house: House, reader: Visitor | None, only: Collection[str]) -> tuple[Agreement, ...]:
    """The agreements of some centres that a reader may reckon with, those that these are parts of, and their parts."""
    with house.reading() as connection:
        every = _readable(connection, reader)
    theirs = {each.code for each in every if each.facility in only}
    above = {each.parent for each in every if each.code in theirs}
    return tuple(each for each in every if each.code in theirs | above or each.parent in theirs)


def _readable(connection: Connection, reader: Visitor | None) -> Sequence[Agreement]:
    """What the reader may reckon with of the ledger; where released figures are read, what was released of it."""
    return published_ledger.for_centres(connection) if reader is None else ledger.for_centres(connection, by=reader)


def _centres(
    house: House,
    quarter: Quarter,
    wanted: Callable[[str], bool],
    *,
    day: dt.date,
    reader: Visitor | None = None,
    only: Collection[str] | None = None,
    agreed: Sequence[Agreement] | None = None,
) -> Iterator[Centre]:
    """Centres of a house, of `only` some or all; `agreed` where the agreements are read already."""
    with house.reading() as connection:
        register = [
            row
            for row in _rows(frames.facility_register(connection))
            if wanted(row["place"]) and (only is None or row["code"] in only)
        ]
        # The payments of a confidential centre stand under its code as their place.
        places = None if only is None else {row[key] for row in register for key in ("code", "place")}
        found = frames.facility_sheets(connection, until=quarter, centres=only)
        sheets = {row["facility"]: row for row in _rows(found)}
        payments = _by_facility(_rows(frames.funding(connection, until=quarter, places=places)))
        costs = facilities.facility_costs(connection, until=quarter) if only is None else {}
        kept = _ledger(connection, house, _readable(connection, reader) if agreed is None else agreed, day)
    for row in register:
        if row["code"] not in sheets:
            continue
        sheet = sheets[row["code"]]
        position = _position(sheet)
        of_sheet = tuple(map(_tranche, payments.get(row["code"], ())))
        due = kept.payments.get(row["code"])
        agreed_on = of_sheet if due is None else due
        told = list(money.in_currency(agreed_on, position.currency, on=day, rates=kept.rates))
        lines = tuple(each for each in told if each is not None)
        ahead = outlook(position, lines, as_of=day, thresholds=thresholds_of(house.country))
        if None in told:
            ahead = replace(ahead, reasons=(*ahead.reasons, Reason.NO_RATE))
        yield Centre(
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            operator=row["operator"],
            place=house.country.places[row["place"]],
            position=position,
            payments=lines,
            ahead=ahead,
            origin=_origin(sheet),
            from_ledger=due is not None,
            not_counted=() if due is None else of_sheet,
            past_costs=tuple(3 * cost for cost, of in costs.get(row["code"], ()) if of == position.currency),
            agreements=kept.agreements.get(row["code"], ()) if due is not None else (),
            facts=kept.facts.get(row["code"]),
        )


def _ledger(connection: Connection, house: House, agreed: Sequence[Agreement], day: dt.date) -> Ledger:
    """What agreements say of centres on a day, with the rates of then and whom centres take."""
    facts, rates = ledger.facts(connection), tuple(ledger.exchange(connection))
    start = house.country.fiscal_year_start
    payments = money.of_centres(agreed, as_of=day, rates=rates, fiscal_year_start=start)
    of_each: dict[str, tuple[Agreement, ...]] = {}
    for each in agreed:
        if each.facility is not None:
            of_each[each.facility] = (*of_each.get(each.facility, ()), each)
    return Ledger(payments, rates, of_each, facts)


def _by_facility(lines: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        found.setdefault(line["facility"], []).append(line)
    return found


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


def _tranche(line: Mapping[str, Any]) -> Tranche:
    return Tranche(
        amount=float(line["amount"]),
        currency=line["currency"],
        source=line["source"],
        status=TrancheStatus(line["status"]),
        due=_day(line["due_on"]),
        until=_day(line["until"]),
        received_on=_day(line["received_on"]),
        in_kind=line["source_kind"] == SourceKind.IN_KIND,
    )


def _amount(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not np.isnan(value) else None


def _day(value: object) -> dt.date | None:
    return value if isinstance(value, dt.date) and not pd.isna(value) else None
