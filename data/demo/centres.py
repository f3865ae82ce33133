"""The recovery centres of the demo: beds, residents, cash and payments through the quarters.

Cash is reckoned backwards from what a plot wants to be left at its end, so that every quarter holds: cash is last
quarter's cash, plus what came, less what was spent.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data.demo.chance import Chance
from data.demo.recipe import CentreTale, Money, Payment, Plot, Recipe
from data.model import Country, Quarter

COST_RISES = 0.03
"""What a centre costs more from year to year."""

SIGNED_DAY, DUE_DAY, RECEIVED_DAY = 10, 15, 20

Row = Mapping[str, object]


@dataclass(frozen=True)
class Sheets:
    """What the sheets of one district say in one quarter: the rows of its centres, and of their payments."""

    centres: tuple[Row, ...]
    payments: tuple[Row, ...]


def sheets_of(place: str, *, country: Country, recipe: Recipe) -> dict[Quarter, Sheets]:
    """The facility and funding sheets of a district through the quarters; none where it has no centre."""
    tales = [tale for tale in recipe.country.centres if tale.place == place]
    found = [_Centre(tale, country=country, recipe=recipe) for tale in tales]
    return {
        quarter: Sheets(
            tuple(row for centre in found for row in centre.row(quarter)),
            tuple(row for centre in found for row in centre.payments(quarter)),
        )
        for quarter in (recipe.quarters if found else ())
    }


@dataclass(frozen=True)
class Promise:
    """One payment of a centre as the ministry's ledger knows it at the end of the newest quarter.

    Attributes:
        centre: the centre's name.
        source, kind: who pays, and what kind of source that is.
        signed_on: None while it is promised alone.
        received_on: None while it has not come.
        ends_on: the last day on which it may be spent.
    """

    centre: str
    source: str
    kind: str
    amount: float
    pledged_on: dt.date | None
    signed_on: dt.date | None
    due_on: dt.date
    received_on: dt.date | None
    ends_on: dt.date | None


def promises_of(place: str, *, country: Country, recipe: Recipe) -> list[Promise]:
    """What the ledger knows of the centres of a district whose agreements the ministry has entered."""
    tales = [tale for tale in recipe.country.centres if tale.place == place and recipe.plots[tale.plot].ledger]
    return [each for tale in tales for each in _Centre(tale, country=country, recipe=recipe).promises()]


class _Centre:
    """One centre through the quarters."""

    def __init__(self, tale: CentreTale, *, country: Country, recipe: Recipe) -> None:
        self._tale = tale
        self._country = country
        self._recipe = recipe
        self._money: Money = recipe.country.money
        self._plot: Plot = recipe.plots[tale.plot]
        self._quarters = recipe.quarters
        self._chance = Chance("centre", tale.place, tale.kind, tale.plot)
        self._cost = self._rounded(tale.beds * self._money.cost_of_bed * self._money.per_usd)
        self._costs = {quarter: self._cost_in(quarter) for quarter in self._quarters}
        self._residents = {quarter: self._residents_in(quarter) for quarter in self._quarters}
        self._due = [(payment, month) for payment in self._plot.payments for month in payment.dates()]
        self._cash = self._cash_by_quarter()

    def row(self, quarter: Quarter) -> Iterator[Row]:
        """The centre's row of the facility sheet; none when nobody reports on it (any more)."""
        last, plot = self._month(quarter), self._plot
        closed = plot.closes is not None and plot.closes <= last
        if (plot.sheets_until is not None and last > plot.sheets_until) or (closed and self._closed_before(quarter)):
            return
        suspended = plot.suspended is not None and plot.suspended <= last
        yield {
            "name": self._name,
            "kind": self._tale.kind,
            "operator": self._tale.operator,
            "beds": 0.0 if closed else float(self._tale.beds),
            "residents": 0.0 if closed else float(self._residents[quarter]),
            "bed_nights": None if closed else float(self._bed_nights(quarter)),
            "cash": self._cash[quarter],
            "monthly_cost": None if closed or self._untold(last) else self._costs[quarter],
            "income": self._income(quarter) if plot.income and not closed else None,
            "currency": self._country.currency,
            "state": "closed" if closed else "suspended" if suspended else "open",
            "closed_on": _last_day(self._newest, plot.closes) if closed and plot.closes is not None else None,
            "notice_on": self._notice(last),
        }

    def payments(self, quarter: Quarter) -> Iterator[Row]:
        """The centre's rows of the funding sheet: what is to come, and what came or was lost in the quarter."""
        last = self._month(quarter)
        if self._plot.sheets_until is not None and last > self._plot.sheets_until:
            return
        for payment, due in self._due:
            status = self._status(payment, due, last)
            if status and not self._closed_before(quarter):
                yield self._payment(payment, due, status)

    def promises(self) -> Iterator[Promise]:
        """Every payment that was promised or signed by the end of the newest quarter."""
        for payment, due in self._due:
            source, ends = self._recipe.country.sources[payment.source], self._ends(payment, due)
            days = [due - before if before is not None else 1 for before in (payment.pledged, payment.signed)]
            pledged, signed = (_day(self._newest, month, SIGNED_DAY) if month <= 0 else None for month in days)
            came = payment.paid and due <= 0
            if pledged or signed:
                yield Promise(
                    centre=self._name,
                    source=source.name,
                    kind=source.kind,
                    amount=self._rounded(payment.months * self._cost),
                    pledged_on=pledged,
                    signed_on=signed,
                    due_on=_day(self._newest, due, DUE_DAY),
                    received_on=_day(self._newest, due, RECEIVED_DAY) if came else None,
                    ends_on=None if ends is None else _last_day(self._newest, ends),
                )

    def _payment(self, payment: Payment, due: int, status: str) -> Row:
        source = self._recipe.country.sources[payment.source]
        signed = None if payment.signed is None else due - payment.signed
        ends = self._ends(payment, due)
        return {
            "facility": self._name,
            "source": source.name,
            "source_kind": source.kind,
            "status": status,
            "amount": self._rounded(payment.months * self._cost),
            "currency": self._country.currency,
            "signed_on": None if signed is None or status == "pledged" else _day(self._newest, signed, SIGNED_DAY),
            "due_on": _day(self._newest, due, DUE_DAY),
            "received_on": _day(self._newest, due, RECEIVED_DAY) if status == "received" else None,
            "until": None if ends is None else _last_day(self._newest, ends),
        }

    def _status(self, payment: Payment, due: int, last: int) -> str | None:
        """How far a payment is at the end of a quarter; None where it is not known yet, or done with before."""
        ends = self._ends(payment, due)
        if payment.paid and due <= last:
            return "received" if due > last - 3 else None
        if not payment.paid and ends is not None and ends <= last:
            return "lapsed" if ends > last - 3 else None
        if payment.signed is not None and due - payment.signed <= last:
            return "signed"
        pledged = payment.pledged is not None and due - payment.pledged <= last
        return "pledged" if pledged else None

    def _ends(self, payment: Payment, due: int) -> int | None:
        """The month at whose end the payment lapses."""
        if payment.lapses != "year":
            return None if payment.lapses is None else int(payment.lapses)
        first = self._country.fiscal_year_start
        month = _day(self._newest, due, 1).month
        return due + (first - 1 - month) % 12

    def _cash_by_quarter(self) -> dict[Quarter, float]:
        """Cash at the end of each quarter, backwards from the end of the plot."""
        months = self._plot.cash + self._chance.between(-self._plot.varies, self._plot.varies)
        cash = self._rounded(months * self._cost)
        found: dict[Quarter, float] = {}
        for quarter in reversed(self._quarters):
            found[quarter] = cash
            cash += self._costs[quarter] * self._months_open(quarter) - self._income(quarter) * 3
            cash -= self._received(quarter)
        return found

    def _received(self, quarter: Quarter) -> float:
        last = self._month(quarter)
        return sum(
            self._rounded(payment.months * self._cost)
            for payment, due in self._due
            if payment.paid and last - 3 < due <= last
        )

    def _cost_in(self, quarter: Quarter) -> float:
        """A month's cost. In the newest quarter it is the plot's, to the last cent."""
        years = self._month(quarter) / 12
        noise = self._chance.between(0.985, 1.015) if quarter != self._quarters[-1] else 1.0
        return self._rounded(self._cost * (1 + COST_RISES) ** years * noise)

    def _income(self, quarter: Quarter) -> float:
        return self._rounded(self._plot.income * self._costs[quarter])

    def _months_open(self, quarter: Quarter) -> int:
        """For how many months of the quarter it has to be paid."""
        last, ends = self._month(quarter), self._plot.closes
        return 3 if ends is None or ends >= last else max(0, ends - last + 3)

    def _residents_in(self, quarter: Quarter) -> int:
        last, plot = self._month(quarter), self._plot
        if any(month is not None and month <= last for month in (plot.closes, plot.suspended)):
            return 0
        number = round(self._tale.beds * plot.occupancy * self._chance.between(0.82, 1.12))
        return number if plot.occupancy > 1 else min(number, self._tale.beds)

    def _bed_nights(self, quarter: Quarter) -> int:
        last, residents = self._month(quarter), self._residents[quarter]
        if self._plot.suspended is not None and self._plot.suspended <= last:
            return 0
        before = self._residents.get(quarter - 1, residents)
        return min(
            round((residents + before) / 2 * quarter.days * 0.96), max(self._tale.beds, residents) * quarter.days
        )

    def _closed_before(self, quarter: Quarter) -> bool:
        """Whether it was closed already when the quarter began, so that nobody reports on it any more."""
        return self._plot.closes is not None and self._plot.closes <= self._month(quarter) - 3

    def _untold(self, last: int) -> bool:
        return self._plot.cost_untold is not None and last > self._plot.cost_untold

    def _notice(self, last: int) -> dt.date | None:
        notice = self._plot.notice
        return _day(self._newest, notice, SIGNED_DAY) if notice is not None and notice <= last else None

    def _rounded(self, amount: float) -> float:
        return float(round(amount / self._money.rounds_to) * self._money.rounds_to)

    def _month(self, quarter: Quarter) -> int:
        """The last month of a quarter, counted from the newest quarter's last month."""
        newest = self._quarters[-1]
        return ((quarter.year - newest.year) * 4 + quarter.number - newest.number) * 3

    @property
    def _newest(self) -> Quarter:
        return self._quarters[-1]

    @property
    def _name(self) -> str:
        place = self._country.places[self._tale.place].name
        prefixes = sorted(self._country.name_prefixes, key=len, reverse=True)
        bare = next((place.removeprefix(f"{each} ") for each in prefixes if place.startswith(f"{each} ")), place)
        return self._recipe.country.names[self._tale.kind].format(place=bare)


def _day(newest: Quarter, month: int, day: int) -> dt.date:
    """A day of the month so many months after the newest quarter's last."""
    years, zero_based = divmod(newest.year * 12 + newest.last_day.month - 1 + month, 12)
    return dt.date(years, zero_based + 1, day)


def _last_day(newest: Quarter, month: int) -> dt.date:
    first = _day(newest, month, 1)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])
