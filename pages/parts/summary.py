"""What the page Overview says of a quarter: frames and coverage -> short lists to read. No Streamlit, no sentences."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.catalogue import Catalogue
from data.model import Country, Indicator, Kind, Level, Part, Pillar, Place, Quarter, Status
from data.rules import Balance
from metrics import attention
from metrics.centre import Risk
from metrics.trend import Sense
from pages.parts.released_centres import Centre
from pages.parts.shown import known


@dataclass(frozen=True)
class Figure:
    """One measure of a place in a quarter, beside the quarter before.

    Attributes:
        now, before: the values; None where there is none.
        status, status_before: why, in the words of `data.model.Status`.
        reporting, expected: how many districts answered, of how many; `reporting_before`: in the quarter before.
        change: on the quarter before; None where it cannot be told.
        sense: whether that is for the better; neither, where nobody can say so by the number alone.
        step, step_before: in which steps the values are shown, as in `metrics.shown`.
    """

    indicator: Indicator
    part: Part
    now: float | None
    before: float | None
    status: str
    status_before: str
    reporting: int
    reporting_before: int
    expected: int
    change: float | None
    sense: Sense
    step: float = math.nan
    step_before: float = math.nan

    @property
    def hides_change(self) -> bool:
        """Whether there is a change that is not told, because one of the two shown figures is too small for it."""
        both = self.now is not None and self.before is not None
        return both and self.change is None and self.step > 0 and self.part.kind is not Kind.CUMULATIVE

    @property
    def only_reports(self) -> int:
        """Whether fewer (-1) or more (1) districts answered than before, and that alone may have made the change.

        A share does not fall because fewer answer; a sum does.
        """
        more = self.reporting - self.reporting_before
        if self.part.kind is Kind.RATIO or not self.change or more * self.change <= 0:
            return 0
        return 1 if more > 0 else -1


@dataclass(frozen=True)
class Silent:
    """Who is silent: districts with the number of quarters on end, and provinces with how many of their districts."""

    districts: tuple[tuple[Place, int], ...]
    provinces: tuple[tuple[Place, int, int], ...]


def core_indicators(catalogue: Catalogue, country: Country, quarter: Quarter) -> tuple[Indicator, ...]:
    """The country's core indicators that are asked for in the quarter, in the order of the form."""
    core = frozenset(country.core)
    return tuple(each for each in catalogue.indicators.values() if each.code in core and each.valid_in(quarter))


def leading_part(indicator: Indicator) -> Part:
    """The number that stands for an indicator: its ratio where it has one, else its first part."""
    return next((part for part in indicator.parts if part.kind is Kind.RATIO), indicator.parts[0])


def figures(points: pd.DataFrame, indicators: Iterable[Indicator], quarter: Quarter) -> tuple[Figure, ...]:
    """The figures of a quarter, one for each indicator.

    Args:
        points: columns `metrics.trend.POINTS` of one place; a measure without a row has not been reported.
        indicators: in the order wanted.
        quarter: the quarter looked at.
    """
    rows = {(row["measure"], row["quarter"]): row for row in points.to_dict("records")}
    return tuple(
        _figure(
            indicator,
            rows.get((leading_part(indicator).measure, str(quarter)), {}),
            rows.get((leading_part(indicator).measure, str(quarter - 1)), {}),
        )
        for indicator in indicators
    )


def _figure(indicator: Indicator, row: Mapping[str, Any], before: Mapping[str, Any]) -> Figure:
    sense = row.get("sense_on_quarter")
    return Figure(
        indicator=indicator,
        part=leading_part(indicator),
        now=known(row.get("value")),
        before=known(before.get("value")),
        status=str(row.get("status", Status.MISSING.value)),
        status_before=str(before.get("status", Status.MISSING.value)),
        reporting=int(row.get("reporting", 0)),
        reporting_before=int(before.get("reporting", 0)),
        expected=int(row.get("expected", 0)),
        change=known(row.get("change_on_quarter")),
        sense=Sense(sense) if isinstance(sense, str) else Sense.NEITHER,
        step=float(row.get("step", math.nan)),
        step_before=float(before.get("step", math.nan)),
    )


def by_pillar(found: Sequence[Figure]) -> dict[Pillar, tuple[Figure, ...]]:
    """The figures of each pillar, in the order of the pillars; those without a figure too."""
    return {pillar: tuple(each for each in found if each.indicator.pillar is pillar) for pillar in Pillar}


def all_withheld(found: Sequence[Figure]) -> bool:
    """Whether there is something, and nothing of it may be shown."""
    known = [each.status for each in found if each.status not in (Status.MISSING, Status.NOT_EXPECTED)]
    return bool(known) and all(status == Status.WITHHELD for status in known)


def silent(silence: pd.DataFrame, country: Country, quarter: Quarter) -> Silent:
    """Who has not reported: the longest silent districts first, and the provinces of which the largest share is silent.

    Args:
        silence: columns `metrics.attention.SILENCE`.
        country: whose places they are.
        quarter: the quarter looked at.
    """
    districts = [(country.places[code], int(length)) for code, length in silence.itertuples(index=False)]
    districts.sort(key=lambda each: (-each[1], each[0].name))
    expected = Counter(place.parent for place in country.districts(quarter))
    missing = Counter(place.parent for place, _ in districts)
    provinces = [
        (country.places[code], count, expected[code])
        for code, count in missing.items()
        if code is not None and country.places[code].level is Level.PROVINCE
    ]
    provinces.sort(key=lambda each: (-each[1] / each[2], -each[1], each[0].name))
    return Silent(tuple(districts), tuple(provinces))


@dataclass(frozen=True)
class Unequal:
    """Two sums over the country that should be about the same, and are not."""

    pair: Balance
    one: float
    other: float


def out_of_balance(pairs: Iterable[Balance], sums: pd.DataFrame) -> list[Unequal]:
    """The pairs of numbers that differ by more than they may.

    Args:
        pairs: which numbers should be about the same.
        sums: columns `metrics.rollup.VALUES` of the country; withheld and missing ones say nothing.
    """
    told = {row["measure"]: known(row["value"]) for row in sums.to_dict("records")}
    found = []
    for pair in pairs:
        one, other = told.get(pair.one), told.get(pair.other)
        if one is None or other is None:
            continue
        if attention.out_of_balance(one, other, within=pair.within, least=pair.least):
            found.append(Unequal(pair, one, other))
    return found


def most_pressing(centres: Iterable[Centre]) -> tuple[Centre, ...]:
    """The centres that are critical, the one whose money ends first at the head."""
    return tuple(centre for centre in centres if centre.ahead.risk is Risk.CRITICAL)


def closes_first(centres: Iterable[Centre]) -> Centre | None:
    """The centre whose money is gone first; None where no end can be told."""
    return next((centre for centre in centres if centre.ahead.cash_out is not None), None)
