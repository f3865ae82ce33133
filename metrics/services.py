"""What centres need for each kind of cost, and what of it nobody pays, as far as that can be known.

* Of a centre's need of a year a kind of cost takes the share that it has of the quarter's cost, in the newest quarter
  whose costs are told by kind, if that is not too old. What the lines leave of that quarter's cost, and all the need
  of a centre without lines, is for costs whose kind is not told.
* Money that is bound to a kind pays for that kind first, as far as its need goes; where the centre's costs of that kind
  are not told, for those whose kind is not told. All other money of the centre may pay for any kind.
* What is *unmet* of a kind is told as if all other money were spread over the kinds in proportion to what bound money
  leaves of them: so the kinds make what is unmet of the centre. It is *at least* what is left if all of it paid for
  this kind first, and *at most* what is left if it paid for all others first.
* What is bound beyond its kind's need counts as covering the centre's need, as it does for all of it; *at most* is
  reckoned without.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from data.funding.vocabulary import CostKind, CostLine
from data.model import Quarter
from metrics.gaps import IN_A_QUARTER, Need, Sheet, by_centre
from metrics.money import Far, Money, Rates

Kind = CostKind | None
"""A kind of cost; None: the need whose kind is not told."""
Shares = Mapping[Kind, float]
"""Which share of a centre's cost each kind takes; they make 1."""
UNTOLD: Shares = {None: 1.0}
ROUNDED = 1 + 1e-6
"""So many times the sum of the lines a sheet's cost may be, and is the same but for rounding."""


@dataclass(slots=True)
class Lack:
    """What some centres need for a kind of cost, and what is missing of it, in one currency.

    Attributes:
        centres: of how many the costs of this kind are told.
        bound: the money of the year that is bound to this kind, whether it needs it or not.
        paid, committed: what pays for it, money that is bound to none spread in proportion.
        hoped: what pledges would pay of the rest, spread in the same way.
        unmet: what is left of the need; `least` and `most` if the money that is bound to no kind were used otherwise.
    """

    need: float = 0.0
    centres: int = 0
    bound: dict[Far, float] = field(default_factory=lambda: dict.fromkeys(Far, 0.0))
    paid: float = 0.0
    committed: float = 0.0
    hoped: float = 0.0
    unmet: float = 0.0
    least: float = 0.0
    most: float = 0.0


@dataclass(frozen=True)
class Lacks:
    """All kinds together.

    Attributes:
        of: by kind of cost.
        unbound: the money that is bound to none.
        astray: how much is bound to a kind beyond what that kind needs.
        most: what is unmet at most: with what is bound beyond its kind's need paying for nothing else.
    """

    of: Mapping[Kind, Lack]
    unbound: Mapping[Far, float]
    astray: float
    most: float


def shares(lines: Iterable[CostLine], sheets: Sequence[Sheet], *, until: Quarter, old: int, rates: Rates) -> Shares:
    """Which share of a centre's cost each kind takes.

    Args:
        lines: of the centre, of any quarter.
        sheets: of the centre, the oldest first.
        until: the quarter after which nothing is looked at.
        old: lines of so many quarters before that are still taken, older ones not.
        rates: how amounts are told in the currency that is read; without a rate the lines tell nothing.
    """
    known = [line for line in lines if not until < line.quarter and not line.quarter + old < until]
    newest = max((line.quarter for line in known), default=None)
    told: dict[Kind, float] = defaultdict(float)
    for line in known:
        if line.quarter == newest:
            amount = rates.told(line.amount, line.currency)
            if amount is None:
                return UNTOLD
            told[line.kind] += amount
    sheet = next((sheet for sheet in reversed(sheets) if sheet.quarter == newest), None)
    cost = rates.told(IN_A_QUARTER * (sheet.spent or 0.0), sheet.currency) if sheet else None
    by_lines = math.fsum(told.values())
    whole = cost if cost and cost > by_lines * ROUNDED else by_lines
    if whole <= 0:
        return UNTOLD
    told[None] = whole - by_lines
    return {kind: amount / whole for kind, amount in told.items() if amount > 0}


def lacks(needs: Mapping[str, Need], moneys: Iterable[Money], *, parts: Mapping[str, Shares], rates: Rates) -> Lacks:
    """What is needed, bound and missing by kind of cost; what is missing makes what `metrics.gaps` says is unmet.

    Args:
        needs: of one year, by the centre's code; what is not known is not counted.
        moneys: of the same year.
        parts: the shares of each centre's kinds of cost; a centre that is not there tells none.
        rates: how amounts are told in the currency that is read.
    """
    of_centre = by_centre(moneys, rates=rates)
    found: dict[Kind, Lack] = defaultdict(Lack)
    unbound, astray, most = dict.fromkeys(Far, 0.0), 0.0, 0.0
    for code, needed in needs.items():
        if needed.quarters and needed.amount is not None:
            there = of_centre.get(code, ())
            of_it = {kind: share * needed.amount for kind, share in parts.get(code, UNTOLD).items()}
            for each, amount in there:
                bound_to = each.agreement.cost_kind
                (found[bound_to].bound if bound_to else unbound)[each.far] += amount
            over, at_most = _count(found, of_it, there)
            astray, most = astray + over, most + at_most
    return Lacks(dict(found), unbound, astray, most)


@dataclass(frozen=True)
class _Paid:
    """What some money pays of a centre's need: what is bound to a kind pays for that kind first.

    Attributes:
        used: what bound money pays of each kind.
        left: what it leaves.
        unbound: the money that is bound to no kind.
        astray: the money that is bound to a kind beyond what that kind needs.
    """

    used: Mapping[Kind, float]
    left: Mapping[Kind, float]
    unbound: float
    astray: float

    @property
    def free(self) -> float:
        """What may pay for what bound money leaves."""
        return self.unbound + self.astray

    @property
    def unmet(self) -> Mapping[Kind, float]:
        """What is left of each kind, if all other money is spread in proportion."""
        whole = math.fsum(self.left.values())
        missing = max(0.0, 1 - self.free / whole) if whole > 0 else 0.0
        return {kind: left * missing for kind, left in self.left.items()}


def _paid(needs: Mapping[Kind, float], there: Iterable[tuple[Money, float]], *far: Far) -> _Paid:
    bound: dict[Kind, float] = defaultdict(float)
    unbound = 0.0
    for each, amount in there:
        kind = each.agreement.cost_kind
        if each.far in far and kind is None:
            unbound += amount
        elif each.far in far:
            bound[kind if kind in needs else None] += amount
    used = {kind: min(need, bound[kind]) for kind, need in needs.items()}
    left = {kind: need - used[kind] for kind, need in needs.items()}
    return _Paid(used, left, unbound, math.fsum(bound.values()) - math.fsum(used.values()))


def _count(
    found: dict[Kind, Lack], needs: Mapping[Kind, float], there: Sequence[tuple[Money, float]]
) -> tuple[float, float]:
    """Add a centre; gives what is bound to it beyond its kinds' needs, and what is unmet of it at most."""
    came, sure = _paid(needs, there, Far.PAID), _paid(needs, there, Far.PAID, Far.COMMITTED)
    hoped = _paid(sure.unmet, there, Far.PLEDGED).unmet
    came_of_free = came.free / sure.free if sure.free > 0 else 0.0
    at_most = max(0.0, math.fsum(sure.left.values()) - sure.unbound)
    for kind, need in needs.items():
        lack, left, unmet = found[kind], sure.left[kind], sure.unmet[kind]
        paid = came.used[kind] + came_of_free * (left - unmet)
        lack.need += need
        lack.centres += 1
        lack.paid += paid
        lack.committed += max(0.0, need - unmet - paid)
        lack.hoped += unmet - hoped[kind]
        lack.unmet += unmet
        lack.least += max(0.0, left - sure.free)
        lack.most += min(left, at_most)
    return sure.astray, at_most
