"""What the map draws: for each place of the outlines its number and what is known of it, in the order of the outlines.

No Streamlit and no words. The numbers are those a reader sees: a share is a percentage, a rate is per 100,000 people.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from data.geography import Outlines
from data.model import Country, Kind, Level, Part, Status
from metrics.shown import steps
from pages.parts.district_map import Classes, Undrawn, classify
from pages.parts.map_asked import RATE, TARGET, MapAsked, adds_to_target, drawn_in_order, limits

PERCENT = 100


@dataclass(frozen=True)
class Figures:
    """The figures of one map.

    Attributes:
        values, statuses: of each place, in the order in which the outlines name them, then of those without an outline.
        undrawn: the places without an outline.
        classes: of the reported values.
        reporting: how many districts reported or had nothing to report, whether shown or withheld.
        expected: how many were expected to answer.
        without_people: how many reported a number that cannot be made a rate, because their population is not known.
        of_too_few: how many reported a number of people that is too small for a rate.
        step: in which steps released numbers are shown: 0 then means fewer than that; 0 where none is rounded.
    """

    values: tuple[float | None, ...]
    statuses: tuple[Status, ...]
    undrawn: tuple[Undrawn, ...]
    classes: Classes
    reporting: int
    expected: int
    without_people: int
    of_too_few: int
    step: float = 0.0

    @functools.cached_property
    def counts(self) -> Mapping[Status, int]:
        """How many places there are of each status."""
        return Counter(self.statuses)

    @functools.cached_property
    def numbers(self) -> tuple[float, ...]:
        """The reported numbers."""
        return tuple(
            v for v, s in zip(self.values, self.statuses, strict=True) if s is Status.REPORTED and v is not None
        )

    @functools.cached_property
    def reported(self) -> tuple[float, ...]:
        """The reported numbers, as they are shown."""
        return tuple(map(self.classes.shown, self.numbers))


def figures(
    values: pd.DataFrame,
    asked: MapAsked,
    *,
    part: Part,
    outlines: Outlines,
    country: Country,
    expected: float | None = None,
    beside: Iterable[float] = (),
    least: float = 0.0,
) -> Figures:
    """Lay the values of one map out.

    Args:
        values: columns `place`, `value`, `status`, `reporting` and `expected` of the places of the level; for a map of
            rates `rate_per_100k` too, which is then what is drawn.
        asked: which map it is.
        part: the measure.
        outlines: in whose order the map wants its places.
        country: names the places without an outline.
        expected: of a map of shares of a target, what the plan expects by then.
        beside: the numbers of a map that stands beside this one, for which the classes are to hold too.
        least: below which target no part of it is made of rounded numbers.
    """
    if is_target_of_few(asked, part, expected=expected, least=least):
        values = values.assign(status=values["status"].mask(steps(values) > 0, Status.WITHHELD.value))
    known = dict(_known(values, _numbers(values, asked, part, expected)))
    undrawn = [code for code in outlines.missing if code in known]
    # A place of the outlines that has no row was not there in that quarter.
    drawn = drawn_in_order(outlines, asked.level)
    found = [known.get(code, (None, Status.NOT_EXPECTED)) for code in (*drawn, *undrawn)]
    reported = [value for value, status in found if status is Status.REPORTED]
    rated = asked.per == RATE
    plain = asked.per not in (RATE, TARGET)
    stepped = plain and part.kind is not Kind.RATIO  # a released share is a share of shown numbers, in no steps itself
    classes = _classes(
        [*reported, *beside],
        asked,
        whole=part.whole and plain,
        step=_common_step(values) if stepped else 0.0,
        limits=limits(part, asked.per),
    )
    step = _step(values) if stepped else 0.0
    if asked.per == TARGET and adds_to_target(part) and expected:
        step = _rounded_up(_step(values) / expected * PERCENT, classes.digits)
    return Figures(
        values=tuple(value for value, _ in found),
        statuses=tuple(status for _, status in found),
        undrawn=tuple(without_outline(code, country) for code in undrawn),
        classes=classes,
        reporting=int(values["reporting"].sum()),
        expected=int(values["expected"].sum()),
        without_people=int((_unrated(values) & ~_peopled(values)).sum()) if rated else 0,
        of_too_few=int((_unrated(values) & _peopled(values)).sum()) if rated else 0,
        step=step,
    )


def is_target_of_few(asked: MapAsked, part: Part, *, expected: float | None, least: float) -> bool:
    """Whether a map shows parts of a target so small that none is made of rounded numbers."""
    return asked.per == TARGET and adds_to_target(part) and expected is not None and expected < least


def _numbers(values: pd.DataFrame, asked: MapAsked, part: Part, expected: float | None) -> pd.Series:
    """The numbers as the reader sees them."""
    if asked.per == RATE:
        return values["rate_per_100k"]
    if asked.per == TARGET:
        said = values["value"] / (values["reporting"] if part.kind is Kind.YES_NO else 1)
        return said / expected * PERCENT if expected else said * math.nan
    return values["value"] * (PERCENT if part.kind is Kind.RATIO else 1)


def _known(values: pd.DataFrame, numbers: pd.Series) -> Iterable[tuple[str, tuple[float | None, Status]]]:
    """Each place with its number as shown and its status. A number over an unknown population is no rate."""
    for place, number, status, peopled in zip(
        values["place"], numbers, values["status"], _peopled(values), strict=True
    ):
        value = None if pd.isna(number) or status == Status.WITHHELD else float(number)
        bare = value is None and status in (Status.REPORTED, Status.NIL)
        without = Status.WITHHELD if peopled else Status.NOT_EXPECTED
        yield place, (value, without if bare else Status(status))


def _unrated(values: pd.DataFrame) -> pd.Series:
    return values["rate_per_100k"].isna() & values["value"].notna()


def _peopled(values: pd.DataFrame) -> pd.Series:
    """Of how many people there are is known: what has no rate there rests on too few."""
    return values["population"] > 0 if "population" in values.columns else values["value"].isna()


def _step(values: pd.DataFrame) -> float:
    """In which steps the released ones among the numbers are shown; 0 where none is rounded."""
    largest = steps(values).max()
    return 0.0 if pd.isna(largest) else float(largest)


def _rounded_up(number: float, digits: int) -> float:
    """The least number of so many decimals that is not below."""
    return math.ceil(round(number * 10**digits, 6)) / 10**digits


def _common_step(values: pd.DataFrame) -> float:
    """The step in which every number is shown; 0 where exact ones are among them."""
    known = steps(values)[values["value"].notna()]
    alike = not known.empty and (known == known.iloc[0]).all()
    return float(known.iloc[0]) if alike else 0.0


def _classes(
    reported: Sequence[float | None], asked: MapAsked, *, whole: bool, step: float, limits: Sequence[float]
) -> Classes:
    """The classes; those of rounded numbers begin and end with numbers that can be shown."""
    if not step:
        return classify(reported, whole=whole, manner=asked.classes, limits=limits)
    found = classify(
        [None if value is None else value / step for value in reported],
        whole=True,
        manner=asked.classes,
        limits=[limit / step for limit in limits],
    )
    return replace(found, bounds=tuple((low * step, high * step) for low, high in found.bounds))


def without_outline(code: str, country: Country) -> Undrawn:
    """A place without an outline, as the map's table names it."""
    place = country.places[code]
    above = country.places.get(place.parent or "")
    return Undrawn(code, place.name, above.name if above and above.level is Level.PROVINCE else "")
