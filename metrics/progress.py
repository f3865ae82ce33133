"""How far a measure has come against a plan: the linear expected-to-date ratio, its band, and every component of both.

What is expected grows in a straight line from the baseline to each year's target. A measure is judged by what it is:

* *state* (stocks, yes-no as the share of districts that say yes, ratios, and flows that must not be added up):
  (value - baseline) / (expected to date - baseline). A target below the baseline falls out of the same formula.
* *to date* (flows): sum to date / target to date, over the quarters of the plan that have ended and have a value. A
  quarter without a value is left out on both sides, for it is not zero. Where less is better, both are measured as the
  distance from what the baseline would have made.
* *within the year* (what counts from the beginning of the fiscal year, and shares of it): value / (the year's target x
  the part of the year that has passed).

Bands: at least 0.95 on track, at least 0.60 behind, below off track, below 0 moving away; a target that is reached is
reached. Where nothing more is expected than there was at the baseline, the value is to be kept: no worse than a tenth
off is on track. No band at all for measures of which more is neither good nor bad, after the plan's end, and where a
component is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import pandas as pd

from data.model import Direction, Kind, OverQuarters, Part, Pillar, Quarter, Status, quarters_between
from metrics.straight_line import distance, last_of, on_the_line

ON_TRACK, BEHIND, TOLERANCE = 0.95, 0.60, 0.10
_CLOSE = 1e-9
"""What floating sums may be off without falling into the next band."""


class Rule(StrEnum):
    """By which rule a measure is judged."""

    STATE = "state"
    TO_DATE = "to_date"
    WITHIN_YEAR = "within_year"


class Band(StrEnum):
    """The judgement, the best first."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    OFF_TRACK = "off_track"
    AWAY = "away"


class Why(StrEnum):
    """Why there is no band."""

    CONTEXTUAL = "contextual"
    ENDED = "ended"
    NOT_BEGUN = "not_begun"
    NO_TARGET = "no_target"
    NO_VALUE = "no_value"
    NO_BASELINE = "no_baseline"
    NOTHING_DUE = "nothing_due"


@dataclass(frozen=True)
class Aim:
    """What a plan wants of a measure.

    Attributes:
        first, last: the first and the last quarter of the plan.
        baseline: the value from which it began; of a flow and of what counts within the year, that of a whole year.
        since: the quarter of the baseline; the one before the plan, where nothing is said.
        by_year: for each fiscal year what is wanted by its end; of a flow, in it.
    """

    first: Quarter
    last: Quarter
    baseline: float | None = None
    since: Quarter | None = None
    by_year: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Progress:
    """A judgement with all its components.

    Attributes:
        actual: what is compared: the value, or the sum to date; None where there is none.
        baseline: what it is measured from; of a flow None, unless less of it is better.
        expected: what should have been reached by now.
        target: what the plan wants in the end (of the year, where the rule is within the year).
        elapsed, planned: quarters passed, of those over which the target is spread.
        counted: of a flow, how many of the elapsed quarters have a value; else the same as elapsed.
        ratio: of what was expected, how much was done; None where it cannot be told.
        keep: whether nothing more is expected than the baseline, so that the value is to be kept.
        band: None where `why` says why.
    """

    rule: Rule
    actual: float | None = None
    baseline: float | None = None
    expected: float | None = None
    target: float | None = None
    elapsed: int = 0
    planned: int = 0
    counted: int = 0
    ratio: float | None = None
    keep: bool = False
    band: Band | None = None
    why: Why | None = None


def rule_of(part: Part, numerator: Part | None = None) -> Rule:
    """By which rule a measure is judged; of a ratio, its numerator says whether it begins again each year."""
    if Kind.CUMULATIVE in (part.kind, numerator.kind if numerator else None):
        return Rule.WITHIN_YEAR
    summed = part.kind is Kind.FLOW and part.over_quarters is OverQuarters.SUM
    return Rule.TO_DATE if summed else Rule.STATE


def readings(points: pd.DataFrame, part: Part) -> dict[Quarter, float]:
    """The values of one measure at one place by quarter; quarters without one are not there.

    Args:
        points: columns `metrics.rollup.VALUES`, of one place.
        part: the measure. A yes-no is read as the share of the districts reporting that say yes.
    """
    found = {}
    for row in points[points["measure"] == part.measure].to_dict("records"):
        if row["status"] in (Status.REPORTED, Status.NIL) and not pd.isna(row["value"]):
            share = part.kind is Kind.YES_NO
            found[Quarter.parse(row["quarter"])] = float(row["value"]) / (row["reporting"] if share else 1)
    return found


def progress(
    values: Mapping[Quarter, float],
    aim: Aim,
    *,
    rule: Rule,
    direction: Direction,
    quarter: Quarter,
    fiscal_year_start: int = 1,
) -> Progress:
    """Judge a measure at the end of a quarter.

    Args:
        values: its value in each quarter that has one.
        aim: what the plan wants of it.
        rule: as `rule_of` says.
        direction: which way is better.
        quarter: the quarter at whose end it is judged.
        fiscal_year_start: the month in which the country's fiscal year begins (1 to 12).
    """
    now = values.get(quarter)
    contextual = direction is Direction.NEITHER
    if not aim.by_year:
        return Progress(rule, actual=now, baseline=aim.baseline, why=Why.CONTEXTUAL if contextual else Why.NO_TARGET)
    last = aim.by_year[max(aim.by_year)]
    if quarter > aim.last:
        return _after_the_end(values, rule, quarter, Progress(rule, baseline=aim.baseline, target=last))
    if quarter < aim.first:
        return Progress(rule, actual=now, baseline=aim.baseline, target=last, why=Why.NOT_BEGUN)
    judge = {Rule.STATE: _state, Rule.TO_DATE: _to_date, Rule.WITHIN_YEAR: _within_year}[rule]
    found = judge(values, aim, direction, quarter, fiscal_year_start)
    if contextual:
        return replace(found, ratio=None, band=None, keep=False, why=Why.CONTEXTUAL)
    return found


def _after_the_end(values: Mapping[Quarter, float], rule: Rule, quarter: Quarter, found: Progress) -> Progress:
    """The value beside the last target: of a flow, the sum of the last four quarters, where all have a value."""
    if rule is not Rule.TO_DATE:
        return replace(found, actual=values.get(quarter), why=Why.ENDED)
    year = [values[each] for each in quarters_between(quarter - 3, quarter) if each in values]
    return replace(found, actual=sum(year) if len(year) == 4 else None, counted=len(year), elapsed=4, why=Why.ENDED)


def _state(
    values: Mapping[Quarter, float], aim: Aim, direction: Direction, quarter: Quarter, first_month: int
) -> Progress:
    actual, since = values.get(quarter), aim.since or aim.first - 1
    ends = {last_of(year, first_month): wanted for year, wanted in aim.by_year.items()}
    final = max(ends)
    found = Progress(
        Rule.STATE,
        actual=actual,
        baseline=aim.baseline,
        expected=None if aim.baseline is None else on_the_line({since: aim.baseline} | ends, quarter),
        target=ends[final],
        elapsed=max(0, min(distance(since, quarter), distance(since, final))),
        planned=distance(since, final),
        counted=max(0, distance(since, quarter)),
    )
    if actual is None:
        return replace(found, why=Why.NO_VALUE)
    sign = _sign(direction)
    if sign * (actual - ends[final]) >= -_CLOSE:
        return _judged(found, sign, reached=True)
    if aim.baseline is None:
        return replace(found, why=Why.NO_BASELINE)
    if quarter <= since:
        return replace(found, why=Why.NOTHING_DUE)
    return _judged(found, sign)


def _to_date(
    values: Mapping[Quarter, float], aim: Aim, direction: Direction, quarter: Quarter, first_month: int
) -> Progress:
    spread = [each for each in quarters_between(aim.first, aim.last) if each.fiscal_year(first_month) in aim.by_year]
    due = [each for each in spread if each <= quarter]
    told = [each for each in due if each in values]
    wanted = {each: aim.by_year[each.fiscal_year(first_month)] / 4 for each in spread}
    found = Progress(
        Rule.TO_DATE,
        actual=sum(values[each] for each in told) if told else None,
        expected=sum(wanted[each] for each in told),
        target=sum(wanted.values()),
        elapsed=len(due),
        planned=len(spread),
        counted=len(told),
    )
    if not due:
        return replace(found, why=Why.NOTHING_DUE)
    if found.actual is None:
        return replace(found, why=Why.NO_VALUE)
    if direction is not Direction.DOWN:
        return _judged(replace(found, baseline=0.0), 1.0, reached=found.actual >= (found.target or 0.0) - _CLOSE)
    if aim.baseline is None:
        return replace(found, why=Why.NO_BASELINE)
    return _judged(replace(found, baseline=aim.baseline / 4 * len(told)), -1.0)


def _within_year(
    values: Mapping[Quarter, float], aim: Aim, direction: Direction, quarter: Quarter, first_month: int
) -> Progress:
    actual, wanted = values.get(quarter), aim.by_year.get(quarter.fiscal_year(first_month))
    passed = (quarter.number * 3 - 3 - (first_month - 1)) % 12 // 3 + 1
    found = Progress(Rule.WITHIN_YEAR, actual=actual, target=wanted, elapsed=passed, planned=4, counted=passed)
    if wanted is None:
        return replace(found, why=Why.NO_TARGET)
    found = replace(found, expected=wanted * passed / 4, baseline=0.0)
    if actual is None:
        return replace(found, why=Why.NO_VALUE)
    if direction is not Direction.DOWN:
        return _judged(found, 1.0, reached=actual >= wanted - _CLOSE)
    if aim.baseline is None:
        return replace(found, baseline=None, why=Why.NO_BASELINE)
    return _judged(replace(found, baseline=aim.baseline * passed / 4), -1.0)


def _judged(found: Progress, sign: float, *, reached: bool = False) -> Progress:
    """Add ratio and band. What is known by then: the actual value, and all else unless the target is reached."""
    actual, baseline, expected = found.actual or 0.0, found.baseline, found.expected
    if baseline is None or expected is None:
        return replace(found, band=Band.REACHED)
    span = sign * (expected - baseline)
    if span > _CLOSE:
        ratio = sign * (actual - baseline) / span
        return replace(found, ratio=ratio, band=Band.REACHED if reached else band_of(ratio))
    close = sign * (actual - expected) >= -TOLERANCE * abs(expected) - _CLOSE
    kept = Band.REACHED if reached else Band.ON_TRACK if close else Band.AWAY
    return replace(found, keep=True, band=kept)


def band_of(ratio: float) -> Band:
    """The band of a ratio."""
    if ratio >= ON_TRACK - _CLOSE:
        return Band.ON_TRACK
    if ratio >= BEHIND - _CLOSE:
        return Band.BEHIND
    return Band.OFF_TRACK if ratio >= -_CLOSE else Band.AWAY


GOOD = (Band.REACHED, Band.ON_TRACK)


def furthest_behind(by_pillar: Mapping[Pillar, Sequence[Progress]]) -> Pillar | None:
    """The pillar of whose banded measures the smallest share is on track; None where none is behind.

    Between equals decides the lower of the lowest ratios, then the order of the pillars.
    """
    banded = {pillar: [each for each in found if each.band] for pillar, found in by_pillar.items()}
    late = {pillar: found for pillar, found in banded.items() if any(each.band not in GOOD for each in found)}
    return min(late, key=lambda pillar: (_share_on_track(late[pillar]), _lowest(late[pillar])), default=None)


def _share_on_track(found: Sequence[Progress]) -> float:
    return sum(each.band in GOOD for each in found) / len(found)


def _lowest(found: Iterable[Progress]) -> float:
    return min((each.ratio for each in found if each.ratio is not None), default=0.0)


def _sign(direction: Direction) -> float:
    return -1.0 if direction is Direction.DOWN else 1.0
