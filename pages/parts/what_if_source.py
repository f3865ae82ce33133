"""What the page *What if* reads besides the centres: exchange rates, whom a centre takes, what it pays for what.

Of a visitor's own places that is what the ledger says; of all others what was released of it. No Streamlit here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from data import rights
from data.errors import NotAllowed
from data.funding.vocabulary import CostKind, CostLine, ExchangeRate
from data.model import Visitor
from data.store import frames, ledger
from data.store.house import House
from pages.parts import sight

MonthlyCosts = Mapping[CostKind, tuple[float, str]]
"""What a centre pays a month for a kind of cost, and in which currency."""


@dataclass(frozen=True)
class Beside:
    """What is known besides.

    Attributes:
        rates: every exchange rate.
        serves: whom each centre takes, by its code; a centre of which that is not known is not there.
        costs: of each centre what it paid a month in the last quarter of which its costs are told by kind; nothing for
            those who may not read the whole ledger.
        kinds: of which kind each centre is, by its code.
    """

    rates: tuple[ExchangeRate, ...] = ()
    serves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    costs: Mapping[str, MonthlyCosts] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)

    def currencies(self, own: str) -> list[str]:
        """The currencies in which an amount can be told: the country's own first, and those that have a rate to it."""
        known = {own: None}
        for each in self.rates:
            if own in (each.currency, each.in_currency):
                known |= {each.currency: None, each.in_currency: None}
        return list(known)


def beside(house: House, visitor: Visitor) -> Beside:
    """What the visitor may know besides the centres.

    Args:
        house: the house opened for work, of now or as of an earlier moment.
        visitor: who asks.

    Raises:
        NotAllowed: if there is no figure at all for the visitor.
    """
    seen = sight.of(house, visitor)
    if seen.nothing:
        raise NotAllowed
    released = _read(seen.released) if seen.released else Beside()
    if not seen.exact or not seen.places:
        return released
    own = _read(seen.exact, places=seen.places, costs=rights.may_read_ledger(visitor))
    return Beside(own.rates, {**released.serves, **own.serves}, own.costs, {**released.kinds, **own.kinds})


def _read(house: House, *, places: Collection[str] | None = None, costs: bool = False) -> Beside:
    """What a house says of centres in some places, or in all; and what they pay for what, if that is asked for."""
    with house.reading() as connection:
        rates, facts = ledger.exchange(connection), ledger.facts(connection)
        lines = ledger.costs(connection) if costs else []
        register = frames.facility_register(connection)
    chosen = register if places is None else register[register["place"].isin(places)]
    kinds = dict(zip(chosen["code"], chosen["kind"], strict=True))
    serves = {code: told.serves for code, told in facts.items() if code in kinds}
    return Beside(tuple(rates), serves, _monthly(lines), kinds)


def _monthly(lines: list[CostLine]) -> dict[str, MonthlyCosts]:
    of_centre: dict[str, list[CostLine]] = defaultdict(list)
    for line in lines:
        of_centre[line.facility].append(line)
    return {code: _newest(told) for code, told in of_centre.items()}


def _newest(lines: list[CostLine]) -> MonthlyCosts:
    """Of a centre's lines those of the newest quarter, fixed and varying costs together; of one currency each."""
    last = max(line.quarter for line in lines)
    found: dict[CostKind, tuple[float, str]] = {}
    for line in lines:
        if line.quarter == last:
            sum_so_far, currency = found.get(line.kind, (0.0, line.currency))
            if currency == line.currency:
                found[line.kind] = sum_so_far + line.amount / 3, currency
    return found
