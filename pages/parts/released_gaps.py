"""What centres need and what money there is, as far as a visitor may read it: the whole ledger, or what was released.

The ministry reads the exact ledger and the newest sheets; everybody else, officers too, what was released of both. Of a
centre the payments are those of the ledger where the visitor reads all of its agreements, else those of its district's
newest sheet; never both. No Streamlit here.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data import rights
from data.funding.vocabulary import Agreement, CostLine, ExchangeRate, Instrument, SourceKind
from data.model import Pillar, Quarter, Visitor
from data.store import facilities, frames, ledger, published_ledger
from data.store.house import House
from metrics.gaps import Sheet
from metrics.ledger import fiscal_year_end, of_centres
from metrics.money import Far, Money, money_of
from pages.parts import sight

FAR = {"received": Far.PAID, "signed": Far.COMMITTED, "pledged": Far.PLEDGED, "lapsed": Far.LAPSED}
"""How far a payment of a sheet has come, by its status there."""


@dataclass(frozen=True)
class Site:
    """A centre of the register; `name` is empty where it is confidential, and `place` then what may be told."""

    code: str
    name: str
    kind: str
    place: str


@dataclass(frozen=True)
class Funds:
    """Everything that gaps are reckoned from, as it is known to a visitor.

    Attributes:
        day: on which it is looked at.
        moneys: all money, each amount once.
        sites: the centres, by their codes.
        sheets: of each centre, the oldest first.
        costs: what centres paid by kind of cost; none where released figures are read.
        rates: every exchange rate that is known.
        released_at: when the newest release was published, where released figures are read.
    """

    day: dt.date
    moneys: tuple[Money, ...]
    sites: Mapping[str, Site]
    sheets: Mapping[str, tuple[Sheet, ...]]
    costs: tuple[CostLine, ...]
    rates: tuple[ExchangeRate, ...]
    released_at: dt.datetime | None

    @functools.cached_property
    def told(self) -> tuple[Quarter, Quarter]:
        """From which quarter to which there are sheets; the day's own, where there is none."""
        quarters = [sheet.quarter for told in self.sheets.values() for sheet in (told[0], told[-1])]
        return min(quarters, default=Quarter.of(self.day)), max(quarters, default=Quarter.of(self.day))

    @functools.cached_property
    def years(self) -> frozenset[int]:
        """The fiscal years of which there is money."""
        return frozenset(each.year for each in self.moneys if each.year is not None)

    @functools.cached_property
    def currencies(self) -> frozenset[str]:
        """In which amounts are told."""
        of_sheets = {sheet.currency for told in self.sheets.values() for sheet in told}
        return frozenset({each.agreement.currency for each in self.moneys} | of_sheets)


def funds(house: House, visitor: Visitor, *, day: dt.date) -> Funds | None:
    """What the visitor may read of needs and money; None where that is nothing.

    Args:
        house: the house, of now or as of an earlier moment.
        visitor: who asks.
        day: on which it is looked at: what is due later is to come.
    """
    if rights.may_read_ledger(visitor):
        with house.reading() as connection:
            agreed = ledger.for_centres(connection, by=visitor)
            return _read(connection, house, agreed, day=day, costs=ledger.costs(connection))
    shown = sight.of(house, visitor).released
    told = sight.told(shown) if shown else {}
    if shown is None or not told:
        return None
    with shown.reading() as connection:
        agreed = published_ledger.for_centres(connection)
        at = max(each.published_at for each in told.values())
        return _read(connection, shown, agreed, day=day, costs=ledger.costs(connection), released_at=at)


def _read(
    connection: Connection,
    house: House,
    agreed: list[Agreement],
    *,
    day: dt.date,
    costs: Iterable[CostLine],
    released_at: dt.datetime | None = None,
) -> Funds:
    rates, start = tuple(ledger.exchange(connection)), house.country.fiscal_year_start
    until = Quarter.of(day)
    sites = {
        row["code"]: Site(row["code"], row["name"], row["kind"], row["place"])
        for row in _rows(frames.facility_register(connection))
    }
    in_ledger = of_centres(agreed, as_of=day, rates=rates, fiscal_year_start=start)
    of_sheets = [
        _of_sheet(line, day=day, start=start)
        for line in facilities.payments(connection, until=until)
        if line.facility in sites and line.facility not in in_ledger
    ]
    return Funds(
        day=day,
        moneys=(*money_of(agreed, as_of=day, rates=rates, fiscal_year_start=start), *of_sheets),
        sites=sites,
        sheets=_sheets(facilities.cost_sheets(connection, until=until)),
        costs=tuple(costs),
        rates=rates,
        released_at=released_at,
    )


def _sheets(rows: Iterable[sa.Row[Any]]) -> dict[str, tuple[Sheet, ...]]:
    found: dict[str, list[Sheet]] = defaultdict(list)
    quarters: dict[str, Quarter] = {}
    for row in rows:
        quarter = quarters.setdefault(row.quarter, Quarter.parse(row.quarter))
        cost = row.monthly_cost - (row.income or 0.0) if row.monthly_cost else None
        found[row.facility].append(Sheet(quarter, cost, row.currency, row.state, row.closed_on, row.monthly_cost))
    return {code: tuple(told) for code, told in found.items()}


def _of_sheet(line: sa.Row[Any], *, day: dt.date, start: int) -> Money:
    """A payment that a district's sheet tells, as money of an agreement that stands in no ledger."""
    kind, far = SourceKind(line.source_kind), FAR[line.status]
    if far is not Far.PAID and line.until is not None and line.until < day:
        far = Far.LAPSED
    agreement = Agreement(
        code="",
        source=line.source,
        source_kind=kind,
        instrument=Instrument.IN_KIND if kind is SourceKind.IN_KIND else Instrument.GRANT,
        currency=line.currency,
        facility=line.facility,
        pillar=Pillar.PROTECTION,
        evidence=line.quarter,
        evidence_on=line.signed_on,
    )
    of = line.received_on or line.due_on or line.until
    year = None if of is None else fiscal_year_end(of, fiscal_year_start=start).year
    return Money(agreement, far, year, float(line.amount))


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)]
