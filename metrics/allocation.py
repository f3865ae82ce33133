"""The allocation of an amount that keeps most centres open under conditions, and how far from the best it is at most.

With x(c, k) = 1 where the money keeps centre c open to the end of month k of the period, and 0 otherwise:

    most      Σ gained(c, k) · x(c, k)          bed-nights (beds times days), or months
    such that Σ price(c, k) · x(c, k) ≤ amount
              Σ x(c, k) over k ≤ 1              one month for each centre, or none
              open without + Σ x(c, last) ≥ n   over the centres of each floor

price(c, k) is what the centre lacks until the end of month k (`metrics.keeping_open`), and no less than the least that
a centre gets. It is begun step by step (`metrics.allocation_steps`); where that is not near enough to the best, HiGHS
solves the integer programme. It says, too, what no allocation can exceed: the gap is the distance to that.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

from metrics.allocation_steps import step_by_step
from metrics.amounts import Aim, Candidate, Floor, Outcome, Question, evaluated

GAP = 0.003
"""So far from the best, as a share of it, the search may end."""
SECONDS = 2.5
"""So long it may search; what was found by then is told with its gap."""
_AMONG_EQUALS = 0.05
"""All of the amount is worth so much of a night or a month: it only chooses among allocations worth the same."""
_SLACK = (0.0, 1e-6, 1e-5)
"""Shares of the amount held back, one after the other, where the solver's tolerance would spend more than there is."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The best allocation that was found.

    Attributes:
        outcome: what it does.
        at_best: what no allocation can exceed, of what is aimed at.
    """

    outcome: Outcome
    at_best: float
    aim: Aim

    @property
    def gap(self) -> float:
        """How far at most it is from the best, as a share of it."""
        return max(0.0, 1 - self.outcome.gained(self.aim) / self.at_best) if self.at_best > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A floor that cannot hold.

    Attributes:
        possible: how many of its centres could be open to the end with any amount.
        alone: what it costs if it is the only floor, as far as it is possible.
    """

    floor: Floor
    possible: int
    alone: float


@dataclass(frozen=True, slots=True)
class Impossible:
    """Why no allocation holds all floors.

    Attributes:
        short: the floors that cannot hold; those that can only not hold together are all of them.
        suffices: the least amount with which all floors hold, as far as they are possible.
    """

    short: tuple[Shortfall, ...]
    suffices: float


Progress = Callable[[str], None]


def proposed(
    candidates: Sequence[Candidate], question: Question, *, gap: float = GAP, progress: Progress = lambda _: None
) -> Proposal | Impossible:
    """The allocation that keeps most open under the conditions; or why there is none.

    Args:
        candidates: the centres.
        question: the amount, the period, the conditions.
        gap: so far from the best, as a share of it, the search may end.
        progress: is told what begins: `floors`, `steps`, and `search` where steps do not come near enough.
    """
    progress("floors")
    cheapest = _cheapest(candidates, question)
    if isinstance(cheapest, Impossible):
        return cheapest
    programme = _Programme(candidates, question)
    progress("steps")
    best, at_best = programme.step_by_step(cheapest), programme.bound()
    if programme.gained(best) < at_best * (1 - gap):
        progress("search")
        found, bound = programme.searched(gap)
        at_best = min(at_best, bound)
        if found is not None and (programme.gained(found), -sum(found.values())) > (
            programme.gained(best),
            -sum(best.values()),
        ):
            best = found
    return Proposal(evaluated(candidates, question, best), at_best, question.aim)


@dataclass(frozen=True)
class _Programme:
    """The integer programme: one variable for each month to the end of which the money can keep a centre open."""

    candidates: Sequence[Candidate]
    question: Question
    options: list[tuple[int, int, float]] = field(init=False)

    def __post_init__(self) -> None:
        found = (
            (number, month, price)
            for number, each in enumerate(self.candidates)
            for month, price in self.question.prices(each).items()
            if price <= self.question.amount and (month == self.question.months or self._gain(each, month) > 0)
        )
        object.__setattr__(self, "options", list(found))

    def gained(self, amounts: Mapping[str, float]) -> float:
        """What amounts gain of what is aimed at."""
        return math.fsum(
            self._gain(each, each.months(amounts[each.code])) for each in self.candidates if each.code in amounts
        )

    def step_by_step(self, start: Mapping[str, float]) -> dict[str, float]:
        """What each centre gets if the money is given step by step, from amounts that hold the floors."""
        ways: list[list[tuple[float, float]]] = [[(0.0, 0.0)] for _ in self.candidates]
        for number, month, price in self.options:
            ways[number].append((price, self._gain(self.candidates[number], month)))
        begun = [
            next(way for way, (price, _) in enumerate(of_it) if price == start.get(each.code, 0.0))
            for each, of_it in zip(self.candidates, ways, strict=True)
        ]
        taken = step_by_step(ways, self.question.amount, begun)
        pairs = zip(self.candidates, ways, taken, strict=True)
        return {each.code: of_it[way][0] for each, of_it, way in pairs if way}

    def bound(self) -> float:
        """What no allocation can gain more of: the best if a month could be paid for in part."""
        return _bound(self._solved(np.zeros(len(self.options))), self._gains()) if self.options else 0.0

    def searched(self, gap: float) -> tuple[dict[str, float] | None, float]:
        """What each centre gets, None where nothing was found in time; and what no allocation can exceed."""
        prices, at_best = self._prices(), math.inf
        for slack in _SLACK:
            found = self._solved(np.ones(len(self.options)), slack=slack, gap=gap)
            at_best = at_best if slack else _bound(found, self._gains())
            if found.x is None:
                break
            taken = np.flatnonzero(found.x > 0.5)
            if math.fsum(prices[taken]) <= self.question.amount:
                return {self.candidates[self.options[n][0]].code: self.options[n][2] for n in taken}, at_best
        return None, at_best

    def _gain(self, candidate: Candidate, month: int) -> float:
        return self.question.worth(candidate, month) - self.question.worth(candidate, candidate.months())

    def _prices(self) -> np.ndarray:
        return np.array([price for _, _, price in self.options])

    def _gains(self) -> np.ndarray:
        return np.array([self._gain(self.candidates[number], month) for number, month, _ in self.options])

    def _solved(self, whole: np.ndarray, *, slack: float = 0.0, gap: float = 0.0) -> OptimizeResult:
        """The programme's solution, in whole months where `whole` is 1."""
        shares = self._prices() / self.question.amount
        one_each = _rows([number for number, _, _ in self.options], len(self.candidates))
        limits = [
            LinearConstraint(csr_array(shares[np.newaxis, :]), ub=1 - slack),
            LinearConstraint(one_each, ub=1),
        ]
        for members, lacking in _floors(self.candidates, self.question):
            last = [m == self.question.months and self.candidates[n].code in members for n, m, _ in self.options]
            limits.append(LinearConstraint(csr_array(np.array(last, dtype=float)[np.newaxis, :]), lb=lacking))
        return milp(
            _AMONG_EQUALS * shares - self._gains(),
            integrality=whole,
            bounds=Bounds(0, 1),
            constraints=limits,
            options={"mip_rel_gap": gap, "time_limit": SECONDS, "presolve": False},
        )


def _rows(row_of: Sequence[int], rows: int) -> csr_array:
    """A matrix with a 1 in each column, in the row that is named."""
    columns = len(row_of)
    return csr_array((np.ones(columns), (np.array(row_of), np.arange(columns))), shape=(rows, columns))


def _bound(found: OptimizeResult, gains: np.ndarray) -> float:
    """What no allocation can gain more of: the solver's bound, less what was taken off to choose among equals."""
    if found.mip_dual_bound is None:
        return float(gains.sum())
    bound = -float(found.mip_dual_bound) + _AMONG_EQUALS
    return float(math.floor(bound + 1e-6)) if np.all(gains == np.floor(gains)) else bound


def _floors(candidates: Sequence[Candidate], question: Question) -> Iterator[tuple[frozenset[str], int]]:
    """Of each floor its centres that are not open to the end without, and how many of them are lacking."""
    lasting = {each.code for each in candidates if each.months() >= question.months}
    for floor in question.floors:
        lacking = floor.centres - len(lasting & floor.members)
        if lacking > 0:
            yield floor.members - lasting, lacking


def _cheapest(candidates: Sequence[Candidate], question: Question) -> dict[str, float] | Impossible:
    """The cheapest amounts with which all floors hold, or why they cannot."""
    last = {each.code: question.prices(each).get(question.months) for each in candidates}
    prices = {code: price for code, price in last.items() if price is not None}
    lasting = {each.code for each in candidates if each.months() >= question.months}
    alone = [_alone(floor, prices, lasting) for floor in question.floors]
    amounts = _least(prices, [(each.floor.members & prices.keys(), _lacking(each, lasting)) for each in alone])
    suffices = math.fsum(amounts.values())
    impossible = [each for each in alone if each.possible < each.floor.centres]
    if not impossible and suffices <= question.amount:
        return amounts
    short = impossible or [each for each in alone if each.alone > question.amount]
    return Impossible(tuple(short or [each for each in alone if each.alone > 0]), suffices)


def _alone(floor: Floor, prices: Mapping[str, float], lasting: set[str]) -> Shortfall:
    there, reachable = len(floor.members & lasting), sorted(prices[code] for code in floor.members & prices.keys())
    lacking = max(0, floor.centres - there)
    return Shortfall(floor, possible=there + len(reachable), alone=math.fsum(reachable[:lacking]))


def _lacking(short: Shortfall, lasting: set[str]) -> int:
    """How many centres a floor lacks, as far as it is possible."""
    return max(0, min(short.floor.centres, short.possible) - len(short.floor.members & lasting))


def _least(prices: Mapping[str, float], floors: Sequence[tuple[frozenset[str], int]]) -> dict[str, float]:
    """The cheapest centres of which every floor has enough. One centre may stand under several."""
    wanted = [(members, lacking) for members, lacking in floors if lacking]
    if not wanted:
        return {}
    codes = sorted(frozenset[str]().union(*(members for members, _ in wanted)))
    cost = np.array([prices[code] for code in codes])
    held = np.array([[code in members for code in codes] for members, _ in wanted], dtype=float)
    found = milp(
        cost / max(cost.max(), 1.0),
        integrality=np.ones(len(codes)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(csr_array(held), lb=[lacking for _, lacking in wanted]),
    )
    return {code: prices[code] for code, taken in zip(codes, found.x, strict=True) if taken > 0.5}
