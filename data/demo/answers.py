"""What a district of the demo types into its form: which numbers it answers, breaks down, or declares nil."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from data.catalogue import Catalogue
from data.demo.chance import Chance
from data.demo.numbers import Numbers
from data.demo.recipe import Recipe
from data.demo.traits import Character
from data.model import Country, Indicator, Kind, Part, Pillar, Quarter


@dataclass(frozen=True)
class Answers:
    """A filled form, before it is known where its cells are.

    Attributes:
        nil: the pillars with nothing to report.
        totals: the number of each measure answered; None where it does not apply.
        parts: the parts of a measure by item, for each measure and dimension broken down.
        centres: rows of the facility sheet by column; payments: rows of the funding sheet.
    """

    nil: tuple[Pillar, ...]
    totals: Mapping[str, float | None]
    parts: Mapping[tuple[str, str], Mapping[str, float]]
    centres: tuple[Mapping[str, object], ...] = ()
    payments: tuple[Mapping[str, object], ...] = field(default=())


class Respondent:
    """How one district answers, quarter after quarter: what it never counts, what it always breaks down."""

    def __init__(self, character: Character, *, recipe: Recipe, catalogue: Catalogue, country: Country) -> None:
        """Nothing is drawn before it is asked for."""
        self._character = character
        self._recipe = recipe
        self._catalogue = catalogue
        self._core = frozenset(country.core)
        self._chance = Chance("answers", character.place.code)

    def answers(
        self,
        numbers: Numbers,
        quarter: Quarter,
        *,
        centres: tuple[Mapping[str, object], ...] = (),
        payments: tuple[Mapping[str, object], ...] = (),
    ) -> Answers:
        """Fill the form of a quarter."""
        nil = tuple(pillar for pillar in Pillar if self._declares_nil(pillar, numbers, quarter))
        totals: dict[str, float | None] = {}
        parts: dict[tuple[str, str], Mapping[str, float]] = {}
        if len(nil) == len(Pillar):
            return Answers(nil, totals, parts, centres, payments)
        for indicator in self._catalogue.indicators.values():
            if not indicator.valid_in(quarter) or not self._answers(indicator):
                continue
            for part in indicator.parts:
                if part.typed and part.measure in self._recipe.ways:
                    self._type(part, numbers, nil=indicator.pillar in nil, totals=totals, parts=parts)
        return Answers(nil, totals, parts, centres, payments)

    def _type(
        self,
        part: Part,
        numbers: Numbers,
        *,
        nil: bool,
        totals: dict[str, float | None],
        parts: dict[tuple[str, str], Mapping[str, float]],
    ) -> None:
        """Type one number and its parts. Where a pillar is nil its flows, and stocks of zero, stay empty."""
        measure, number = part.measure, numbers.totals[part.measure]
        if measure in self._not_applicable:
            totals[measure] = None
            return
        if nil and (part.kind is Kind.FLOW or (part.kind is Kind.STOCK and not number)):
            return
        unit = 1 if part.whole else self._recipe.country.money.rounds_to
        totals[measure] = float(number * unit)
        for dimension, counts in numbers.parts.get(measure, {}).items():
            if (measure, dimension) in self._broken_down and counts:
                parts[measure, dimension] = {item: float(count * unit) for item, count in counts.items()}

    def _declares_nil(self, pillar: Pillar, numbers: Numbers, quarter: Quarter) -> bool:
        flows = (part.measure for part in self._catalogue.typed_parts(pillar, quarter) if part.kind is Kind.FLOW)
        return self._says_nil and not any(numbers.totals.get(measure) for measure in flows)

    def _answers(self, indicator: Indicator) -> bool:
        if indicator.code in self._core:
            return not self._chance.happens(self._recipe.world["core_blank"])
        return indicator.code in self._habitual and not self._chance.happens(self._recipe.world["forgotten"])

    @cached_property
    def _says_nil(self) -> bool:
        return Chance("nil", self._character.place.code).happens(self._recipe.world["says_nil"])

    @cached_property
    def _habitual(self) -> frozenset[str]:
        """The optional indicators that the district has the habit of answering."""
        chance = Chance("habitual", self._character.place.code)
        return frozenset(
            indicator.code
            for indicator in self._catalogue.indicators.values()
            if chance.happens(self._answered(indicator) * self._character.diligence)
        )

    def _answered(self, indicator: Indicator) -> float:
        ways = (self._recipe.ways.get(part.measure) for part in indicator.parts)
        return max((way.answered or 0 for way in ways if way), default=0)

    @cached_property
    def _not_applicable(self) -> frozenset[str]:
        """The measures that do not apply in the district: all parts of an indicator, or none."""
        chance = Chance("not applicable", self._character.place.code)
        found: set[str] = set()
        for indicator in self._catalogue.indicators.values():
            ways = [way for part in indicator.parts if (way := self._recipe.ways.get(part.measure))]
            if chance.happens(max((way.not_applicable for way in ways), default=0)):
                found |= {way.name for way in ways}
        return frozenset(found)

    @cached_property
    def _broken_down(self) -> frozenset[tuple[str, str]]:
        """The measures and dimensions that the district breaks down."""
        chance = Chance("broken down", self._character.place.code)
        return frozenset(
            (part.measure, dimension.key)
            for indicator in self._catalogue.indicators.values()
            for part in indicator.parts
            for dimension in part.dimensions
            if chance.happens(self._recipe.world["breaks_down"])
        )
