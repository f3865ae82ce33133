"""What a map is asked to show: measure, quarter, shown as what, by districts or provinces, in which classes.

The page asks its choosers, the map that is shown ahead of it the address; both by the same rules. No Streamlit.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

from data.catalogue import Catalogue
from data.geography import Atlas, Outlines
from data.model import Country, Direction, Indicator, Kind, Level, Part, Quarter
from pages.parts.district_map import Manner

COUNT, RATE, TARGET = "count", "100k", "target"
"""How the numbers may be shown, as it stands in an address: as they are, per 100,000 people, as a share of what the
national plan expects by then."""

THEN, NOW = "then", "now"
"""On which boundaries a quarter is drawn before which places were divided or merged: its own, or those of now."""


@dataclass(frozen=True)
class MapAsked:
    """One map.

    Attributes:
        per: one of COUNT, RATE and TARGET.
        level: whose values are drawn.
        classes: how the limits of its classes are chosen.
        boundaries: THEN or NOW: whether places are those of the quarter, or those of now.
    """

    measure: str
    quarter: Quarter
    per: str = COUNT
    level: Level = Level.DISTRICT
    classes: Manner = Manner.NATURAL
    boundaries: str = THEN

    def drawn_on(self, atlas: Atlas) -> Outlines:
        """The outlines that it is drawn on."""
        return atlas.of(self.quarter, then=self.boundaries == THEN)


def can_be_rated(indicator: Indicator, part: Part) -> bool:
    """Whether the measure may be shown per 100,000 people."""
    return indicator.per_100k and part.kind is not Kind.RATIO


def can_be_aimed(part: Part, level: Level) -> bool:
    """Whether a place can be held against the country's target.

    A plan sets its targets for the whole country. The share that is wanted of the whole is wanted of each place; of
    districts a yes-no is one answer and no share. What a district should do of a count is nowhere said: of that only
    the place's part of the country's target is told, and nothing where less is better, or neither.
    """
    if adds_to_target(part):
        return part.direction is Direction.UP and not part.is_text
    shares = (Kind.RATIO, Kind.YES_NO) if level is Level.PROVINCE else (Kind.RATIO,)
    return part.kind in shares and part.direction is not Direction.NEITHER


def adds_to_target(part: Part) -> bool:
    """Whether places add up to the country's target: counts and amounts do, shares do not."""
    return part.kind not in (Kind.RATIO, Kind.YES_NO)


def ways(catalogue: Catalogue, measure: str, level: Level, aimed: Container[str]) -> list[str]:
    """How a measure may be shown.

    Args:
        catalogue: where it is defined.
        measure: its code.
        level: whose values are drawn.
        aimed: the measures for which the plan wants something.
    """
    part = catalogue.measure(measure)
    rated = can_be_rated(catalogue.indicator_of(measure), part)
    wanted = measure in aimed and can_be_aimed(part, level)
    return [COUNT, *([RATE] if rated else []), *([TARGET] if wanted else [])]


def levels(country: Country, outlines: Outlines) -> list[Level]:
    """The levels that can be drawn: provinces too, where every outline is a district's and lies in one."""
    above = {code: country.places[code].parent for code in outlines.codes if code in country.places}
    provinces = [country.places[code or ""].level is Level.PROVINCE for code in above.values() if code]
    whole = outlines.codes == outlines.reports and len(provinces) == len(outlines.codes) and all(provinces)
    return [Level.DISTRICT, Level.PROVINCE] if whole else [Level.DISTRICT]


def manners(part: Part) -> list[Manner]:
    """How the classes of a measure may be chosen: an answer has no classes, and money none that are always the same."""
    if part.kind is Kind.YES_NO:
        return [Manner.NATURAL]
    return [each for each in Manner if each is not Manner.FIXED or part.unit != "money"]


def limits(part: Part, per: str) -> tuple[float, ...]:
    """Where fixed classes begin, besides the one of zero and the lowest above it."""
    if per == RATE:
        return (1, 5, 20, 100)
    if per == TARGET and adds_to_target(part):
        return (0.5, 2, 5, 20)
    return (25, 50, 75, 100) if per == TARGET or part.kind is Kind.RATIO else (5, 20, 100, 500)


def drawn_in_order(outlines: Outlines, level: Level) -> list[str]:
    """The codes of the places with outlines, in the order in which the map wants their values."""
    return list(dict.fromkeys(outlines.reports if level is Level.DISTRICT else outlines.groups))


def asked_of(
    address: Mapping[str, str],
    *,
    catalogue: Catalogue,
    measures: Sequence[str],
    quarters: Sequence[str],
    first: str,
    offered: Sequence[Level],
    aims: Callable[[Quarter], Container[str]],
) -> MapAsked:
    """The map that an address asks for; what it does not say or what there is not is as the page has it at first.

    Args:
        address: what stands in it.
        catalogue: where the measures are defined.
        measures: the codes to choose from.
        quarters: those to choose from, the usual one first.
        first: the usual measure.
        offered: the levels that can be drawn.
        aims: gives the measures of which the plan expects something by the end of a quarter.
    """

    def one_of(key: str, known: Sequence[str], usual: str) -> str:
        return address[key] if address.get(key) in known else usual

    measure = one_of("indicator", measures, first if first in measures else measures[0])
    level, quarter = (
        Level(one_of("level", offered, offered[0])),
        Quarter.parse(one_of("quarter", quarters, quarters[0])),
    )
    return MapAsked(
        measure,
        quarter,
        one_of("per", ways(catalogue, measure, level, aims(quarter)), COUNT),
        level,
        Manner(one_of("classes", manners(catalogue.measure(measure)), Manner.NATURAL)),
        one_of("boundaries", (THEN, NOW), THEN),
    )
