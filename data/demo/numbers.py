"""One district's numbers through the quarters: what the ways of `measures.yaml` make of its surroundings.

All numbers are made, whether the district reports them or not, so that what it reports next fits to what it did not.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from data.catalogue import Catalogue
from data.demo.breakdown import Breakdown, Counts
from data.demo.chance import Chance
from data.demo.recipe import Money, Recipe, Term, Way, Weights
from data.model import Kind, Part

YEARLY_RISE = 1.04
"""What is planned for a year, against the year before."""


@dataclass(frozen=True)
class Traits:
    """What a district is like, for as long as the demo lasts.

    Attributes:
        own: the code of the country's nationality.
        factors: how much larger than usual its numbers are: victims, activity, size.
        known: numbers of the place itself: villages, centres. None where unknown.
        weights: of the items of each dimension.
    """

    own: str
    factors: Mapping[str, float]
    known: Mapping[str, int | None]
    weights: Weights


@dataclass
class Numbers:
    """A district's quarter: every number, and its parts by dimension and item. Money is in the smallest amount used."""

    totals: dict[str, int] = field(default_factory=dict)
    parts: dict[str, dict[str, Counts]] = field(default_factory=dict)


class District:
    """A district, quarter after quarter."""

    def __init__(
        self, traits: Traits, *, recipe: Recipe, catalogue: Catalogue, fiscal_year_start: int, chance: Chance
    ) -> None:
        """Begin with the numbers of the quarter before the first."""
        self._traits = traits
        self._recipe = recipe
        self._fiscal_year_start = fiscal_year_start
        self._chance = chance
        self._catalogued: dict[str, Part] = {
            part.measure: part for each in catalogue.indicators.values() for part in each.parts if part.typed
        }
        weights = {**recipe.world["weights"], **traits.weights}
        self._breakdowns = {
            name: Breakdown(way, part, weights=weights, own=traits.own, chance=chance)
            for name, way in recipe.ways.items()
            if (part := self._catalogued.get(name)) is not None and part.dimensions
        }
        self._quarter = recipe.quarters[0] - 1
        self._factors = dict(traits.factors)
        self._yearly: dict[tuple[str, int], float] = {}
        self._idle = False
        self._now = Numbers()
        for name, way in recipe.ways.items():
            if way.start:
                self._now.totals[name] = chance.count(way.start * self._factor(way))
        self._before = self._now

    def next_quarter(self, *, idle: bool = False) -> Numbers:
        """The numbers of the next quarter. In an idle one nothing happens."""
        self._quarter = self._quarter + 1
        self._idle = idle
        self._before, self._now = self._now, Numbers()
        self._factors = dict(self._moved())
        for way in self._recipe.ways.values():
            number = self._bounded(way, self._made(way))
            self._now.totals[way.name] = number
            if number and way.name in self._breakdowns:
                self._now.parts[way.name] = self._broken_down(way, number)
        return self._now

    def as_first_known(self) -> Numbers:
        """This quarter as the district knew it when it filed first: some numbers smaller, with parts of their own."""
        known = Numbers(dict(self._now.totals), dict(self._now.parts))
        for way in self._recipe.ways.values():
            number = self._now.totals[way.name]
            least = max((self._now.totals[name] for name in way.first_least), default=0)
            if way.first is None or number <= least:
                continue
            fewer = least + self._chance.of(number - least, way.first)
            known.totals[way.name] = fewer
            known.parts.pop(way.name, None)
            if fewer and way.name in self._breakdowns:
                known.parts[way.name] = self._broken_down(way, fewer)
        return known

    def _moved(self) -> Iterable[tuple[str, float]]:
        """The factors of the quarter: where the district started, how far things moved since, and the season."""
        passed = self._recipe.quarters.index(self._quarter)
        for name, factor in self._traits.factors.items():
            moves = self._recipe.world.get(name, {})
            season = self._recipe.world["seasons"][self._quarter.number - 1] if name == "activity" else 1
            yield name, factor * (1 + moves.get("growth", 0)) ** passed * season

    def _factor(self, way: Way) -> float:
        return math.prod(self._factors[name] for name in way.grows_with)

    def _sum(self, terms: Iterable[Term]) -> int | None:
        """A sum of numbers; None where one of them is not known of the place."""
        total = 0
        for term in terms:
            if term.name in self._traits.known:
                number = self._traits.known[term.name]
                if number is None:
                    return None
            else:
                number = (self._before if term.before else self._now).totals.get(term.name, 0)
            total += term.sign * number
        return total

    def _bounded(self, way: Way, number: int) -> int:
        if way.at_least:
            number = max(number, self._sum(way.at_least) or 0)
        most = self._sum(way.at_most) if way.at_most else None
        return max(0, number if most is None else min(number, most))

    def _made(self, way: Way) -> int:
        of = max(0, self._sum(way.of) or 0) if way.of else 0
        part = self._catalogued.get(way.name)
        if self._idle and way.kind in ("count", "share", "each") and (part is None or part.kind is Kind.FLOW):
            return 0
        match way.kind:
            case "count":
                return self._counted(way)
            case "share":
                return self._chance.of(of, way.amounts[0])
            case "each":
                return self._each(way, of)
            case "adopted":
                return self._adopted(way)
            case "level":
                return self._level(way)
            case "annual":
                return self._annual(way)
            case "to_date":
                return self._to_date(way, of)
        return of

    def _counted(self, way: Way) -> int:
        if not self._chance.happens(way.chance):
            return 0
        return self._chance.count(way.amounts[0] * self._factor(way) * self._chance.around_one(way.spread))

    def _each(self, way: Way, of: int) -> int:
        if not of:
            return 0
        if self._is_money(way):
            return max(1, round(of * self._money(way) * self._chance.around_one(way.spread)))
        if way.spread:
            return max(of, round(of * way.amounts[0] * self._chance.around_one(way.spread / math.sqrt(of))))
        return of + self._chance.count(of * (way.amounts[0] - 1))

    def _adopted(self, way: Way) -> int:
        held = self._before.totals.get(way.name)
        if held:
            return 1
        return int(self._chance.happens(way.amounts[0 if held is None else 1]))

    def _level(self, way: Way) -> int:
        usual, gain = way.amounts
        held = self._before.totals.get(way.name)
        if held is None:
            return self._chance.count(usual * self._factor(way))
        gone = self._chance.of(held, gain / usual / 2)
        return held - gone + self._chance.count(gain * self._factor(way))

    def _annual(self, way: Way) -> int:
        held = self._before.totals.get(way.name)
        if held is not None and not self._begins_year():
            third = self._quarter_of_year() == 2
            raised = third and way.raised and self._chance.happens(way.raised)
            return round(held * self._chance.between(1.08, 1.3)) if raised else held
        if not self._is_money(way):
            return max(1, self._chance.count(way.amounts[0] * self._factor(way)))
        usual = self._yearly.setdefault((way.name, 0), self._chance.around_one(way.spread) * self._factor(way))
        rise = YEARLY_RISE ** (self._quarter.year - self._recipe.quarters[0].year)
        return max(1, round(self._money(way) * usual * rise * self._chance.around_one(0.08)))

    def _to_date(self, way: Way, of: int) -> int:
        held = 0 if self._begins_year() else self._before.totals.get(way.name, 0)
        year = self._quarter.fiscal_year(self._fiscal_year_start)
        pace = self._yearly.setdefault((way.name, year), self._chance.between(0.68, 1.0))
        reached = 0 if self._idle else math.floor(of * way.amounts[self._quarter_of_year()] * pace)
        return min(of, max(held, reached))

    def _begins_year(self) -> bool:
        return self._quarter_of_year() == 0

    def _quarter_of_year(self) -> int:
        return (self._quarter.first_day.month - self._fiscal_year_start) % 12 // 3

    def _is_money(self, way: Way) -> bool:
        part = self._catalogued.get(way.name)
        return part is not None and not part.whole

    def _money(self, way: Way) -> float:
        """The way's dollars in the smallest amount that the country's demo writes."""
        money: Money = self._recipe.country.money
        return way.amounts[0] * self._recipe.country.scale.get("money", 1) * money.per_usd / money.rounds_to

    def _broken_down(self, way: Way, number: int) -> dict[str, Counts]:
        made = {
            dimension: {item: self._now.totals[name] for item, name in names.items()}
            for dimension, names in way.made_of.items()
        }
        goes_on = way.kind == "level" or not self._begins_year()
        drawn = self._breakdowns[way.name].parts(
            number,
            base=self._now.parts.get(way.within or way.along or "", {}),
            before=self._before.parts.get(way.name, {}) if goes_on else {},
            number_before=self._before.totals.get(way.name, 0),
        )
        return {key: {**dict.fromkeys(items, 0), **made[key]} if key in made else items for key, items in drawn.items()}
