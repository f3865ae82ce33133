"""What is asked on the page *What if*: an amount, a period, conditions, and the reader's own choice. Pure.

It stands in the address as text, so that a link reopens the view, and in the signed address of a file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from data.funding.vocabulary import SERVES, CostKind
from data.model import Pillar, Quarter
from metrics.amounts import Aim

USUAL_AMOUNT, USUAL_CURRENCY = 250_000, "USD"
"""What is asked at first: an amount of a grant, in the currency in which most givers count."""
USUAL_MONTHS, MOST_MONTHS = 12, 36
LARGEST = 10**15
"""No amount is larger: whole numbers beyond are not exact in a browser."""
MOST_OWN = 20
"""So many centres a reader may choose."""
TO_CENTRE, TO_KIND, TO_PILLAR, TO_LINE = "centre", "kind", "pillar", "line"
"""To what money may be bound: one centre, one kind of centre, a pillar of the plan, one kind of cost."""


@dataclass(frozen=True)
class Asked:
    """What is asked.

    Attributes:
        quarter: at the end of which the period begins.
        amount: in whole units of `currency`.
        months: how long the period is.
        floor: so many centres of each province, or of `provinces` alone, are to be open at the end; 0 for no floor.
        groups: of how many centres that take a group the same is asked.
        bound: what the money is bound to, as `kind:shelter`; empty where it is not.
        most: a centre gets no more; 0 for no such condition. `least`: one that gets something gets no less.
        own: what the reader would give to which centre.
    """

    quarter: Quarter
    amount: int
    currency: str
    months: int = USUAL_MONTHS
    aim: Aim = Aim.BED_NIGHTS
    floor: int = 0
    provinces: tuple[str, ...] = ()
    groups: tuple[tuple[str, int], ...] = ()
    bound: str = ""
    most: int = 0
    least: int = 0
    own: tuple[tuple[str, int], ...] = ()

    @property
    def has_conditions(self) -> bool:
        """Whether anything is asked besides amount and period."""
        return bool(self.floor or self.groups or self.bound or self.most or self.least)

    @property
    def bound_to(self) -> tuple[str, str]:
        """To what the money is bound, and its code."""
        to, _, code = self.bound.partition(":")
        return to, code

    @property
    def address(self) -> dict[str, str]:
        """The same as text; what is not asked is not there."""
        written = {
            "quarter": str(self.quarter),
            "amount": str(self.amount),
            "currency": self.currency,
            "months": str(self.months),
            "aim": self.aim.value,
            "provinces": ",".join(self.provinces),
            "bound": self.bound,
            "own": written_amounts(self.own),
            **{name: str(number) for name, number in self.numbers.items() if number},
        }
        return {name: text for name, text in written.items() if text}

    @property
    def numbers(self) -> dict[str, int]:
        """The conditions that are numbers, by their names in the address; 0 where one is not made."""
        groups = {group: dict(self.groups).get(group, 0) for group in SERVES}
        return {"floor": self.floor, **groups, "most": self.most, "least": self.least}


def read(address: Mapping[str, str], *, quarter: Quarter, amount: int, currency: str) -> Asked:
    """What an address asks; what it does not say, or says wrongly, is as usual.

    Args:
        address: names and texts, as `Asked.address` writes them.
        quarter: of which it is asked where it is not said.
        amount: the usual amount.
        currency: the usual currency.
    """
    aims = [each.value for each in Aim]
    groups = ((group, whole(address.get(group), 0)) for group in SERVES)
    return Asked(
        quarter=_quarter(address.get("quarter", ""), quarter),
        amount=max(1, whole(address.get("amount"), amount)),
        currency=address.get("currency") or currency,
        months=min(max(1, whole(address.get("months"), USUAL_MONTHS)), MOST_MONTHS),
        aim=Aim(address["aim"]) if address.get("aim") in aims else Aim.BED_NIGHTS,
        floor=whole(address.get("floor"), 0),
        provinces=listed(address.get("provinces", "")),
        groups=tuple((group, centres) for group, centres in groups if centres),
        bound=_bound(address.get("bound", "")),
        most=whole(address.get("most"), 0),
        least=whole(address.get("least"), 0),
        own=read_amounts(address.get("own", "")),
    )


def whole(text: str | None, usual: int) -> int:
    """A whole number that is not negative; the usual one where the text is none."""
    return min(int(text), LARGEST) if text and text.isascii() and text.isdigit() and len(text) < 20 else usual


def listed(text: str) -> tuple[str, ...]:
    """Codes that are separated by commas, each once."""
    return tuple(dict.fromkeys(code for code in text.split(",") if code))


def read_amounts(text: str, known: Collection[str] | None = None) -> tuple[tuple[str, int], ...]:
    """What is given to which centre, from `C1:100,C2:50`; of known ones alone, if they are named."""
    parts = (part.rpartition(":") for part in text.split(","))
    found = {code: whole(amount, 0) for code, _, amount in parts if code and (known is None or code in known)}
    return tuple(found.items())[:MOST_OWN]


def written_amounts(amounts: Collection[tuple[str, int]]) -> str:
    """The reverse of `read_amounts`."""
    return ",".join(f"{code}:{amount}" for code, amount in amounts)


def _bound(text: str) -> str:
    """What money is bound to, as in `Asked`; empty where there is no such thing."""
    to, _, code = text.partition(":")
    known = {TO_PILLAR: list(Pillar), TO_LINE: list(CostKind)}.get(to, [code] if to in (TO_CENTRE, TO_KIND) else [])
    return text if code and code in known else ""


def _quarter(text: str, usual: Quarter) -> Quarter:
    try:
        return Quarter.parse(text)
    except ValueError:
        return usual
