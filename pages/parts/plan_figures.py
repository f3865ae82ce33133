"""What the page Plan says of a quarter: lines of a scorecard, milestones in order, what is settled. No Streamlit."""

from __future__ import annotations

import datetime as dt
import functools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from data.catalogue import Catalogue
from data.model import Country, Event, Indicator, Kind, Part, Pillar, Quarter, Status
from data.plans.changing import Proof, TargetChange, changed
from data.plans.law import load_instruments
from data.plans.reading import load_plans
from data.plans.vocabulary import Instrument, Milestone, Phase, Plan, PlanStatus, Standing, Target, plan_for
from data.store import plan_changes, review_lists
from data.store.engine import reading
from data.store.house import House
from metrics.coverage import Share
from metrics.progress import GOOD, Aim, Progress, Rule, furthest_behind, progress, readings, rule_of
from pages.parts import summary

QUARTERS = 4
"""Of a year."""

FIRST_SHOWN = (Standing.OVERDUE, Standing.UNPROVEN, Standing.UNDER_WAY, Standing.OPEN, Standing.PROVEN)
"""Milestones in the order in which they need somebody."""


@dataclass(frozen=True)
class Line:
    """One measure on the scorecard: its value of the quarter, what the plan wants of it, and how far it has come.

    Attributes:
        now: the value of the quarter; None where there is none, and `status` says why.
        reporting, expected: how many districts answered, of how many.
        step: in which steps the value is shown, as in `metrics.shown`.
    """

    indicator: Indicator
    part: Part
    now: float | None
    status: str
    reporting: int
    expected: int
    step: float
    target: Target | None
    progress: Progress

    @property
    def is_share(self) -> bool:
        """Whether its target is a share of something: of districts, where it is a yes-no."""
        return self.part.kind in (Kind.RATIO, Kind.YES_NO)


def shipped(house: House) -> tuple[Plan, ...]:
    """The country's plans as their files say, the earliest first; in the demo world with the invented one."""
    return load_plans(house.country.iso3, house.settings.content, demo=house.facts.demo)


def plans(house: House) -> tuple[Plan, ...]:
    """The same with what the ministry changed in them since, up to the moment of the house."""
    with reading(house.engine) as connection:
        changes = plan_changes.target_changes(connection, until=house.as_of)
        proofs = plan_changes.proofs(connection, until=house.as_of)
    return tuple(changed(plan, changes, proofs) for plan in shipped(house))


def history(house: House, key: str) -> tuple[list[TargetChange], list[Proof]]:
    """Everything that was changed in a plan, oldest first."""
    with reading(house.engine) as connection:
        changes, proofs = plan_changes.target_changes(connection), plan_changes.proofs(connection)
    return [each for each in changes if each.plan == key], [each for each in proofs if each.plan == key]


def law(house: House) -> tuple[Instrument, ...]:
    """The conventions and the country's own law, with the indicators that speak to their articles."""
    return load_instruments(house.country.iso3, house.settings.content)


def measures(plan: Plan, catalogue: Catalogue, country: Country, quarter: Quarter) -> tuple[str, ...]:
    """The measures of the scorecard in the order of the form: the core ones, and those that the plan names."""
    core = summary.core_indicators(catalogue, country, quarter)
    wanted = {summary.leading_part(indicator).measure for indicator in core} | set(plan.targets)
    parts = (part for each in catalogue.indicators.values() if each.valid_in(quarter) for part in each.parts)
    return tuple(part.measure for part in parts if part.measure in wanted)


def scorecard(
    points: pd.DataFrame,
    plan: Plan,
    *,
    chosen: Iterable[str],
    catalogue: Catalogue,
    quarter: Quarter,
    fiscal_year_start: int = 1,
) -> dict[Pillar, tuple[Line, ...]]:
    """The lines of each pillar, in the order of the pillars.

    Args:
        points: columns `metrics.trend.POINTS` of one place.
        plan: by which they are judged; a draft wants nothing.
        chosen: the measures, as `measures` gives them.
        catalogue: where they are defined.
        quarter: the quarter at whose end they are judged.
        fiscal_year_start: the month in which the country's fiscal year begins.
    """
    judge = functools.partial(
        _line, points, plan, catalogue=catalogue, quarter=quarter, fiscal_year_start=fiscal_year_start
    )
    lines = [judge(measure) for measure in chosen]
    return {pillar: tuple(each for each in lines if each.indicator.pillar is pillar) for pillar in Pillar}


def _line(
    points: pd.DataFrame,
    plan: Plan,
    measure: str,
    *,
    catalogue: Catalogue,
    quarter: Quarter,
    fiscal_year_start: int,
) -> Line:
    part, target = catalogue.measure(measure), plan.targets.get(measure)
    found = progress(
        readings(points, part),
        aim_of(plan, measure),
        rule=rule_of(part, catalogue.measure(part.numerator) if part.numerator else None),
        direction=part.direction,
        quarter=quarter,
        fiscal_year_start=fiscal_year_start,
    )
    rows = points[(points["measure"] == measure) & (points["quarter"] == str(quarter))].to_dict("records")
    row = rows[0] if rows else {}
    value = row.get("value", math.nan)
    return Line(
        indicator=catalogue.indicator_of(measure),
        part=part,
        now=None if pd.isna(value) else float(value),
        status=str(row.get("status", Status.MISSING.value)),
        reporting=int(row.get("reporting", 0)),
        expected=int(row.get("expected", 0)),
        step=float(row.get("step", math.nan)),
        target=target,
        progress=found,
    )


def aim_of(plan: Plan, measure: str) -> Aim:
    """What a plan wants of a measure; a draft wants nothing."""
    target = plan.targets.get(measure)
    return Aim(
        first=Quarter.of(plan.starts),
        last=Quarter.of(plan.ends),
        baseline=target.baseline if target else None,
        since=target.since if target else None,
        by_year=target.by_year if target and plan.status is not PlanStatus.DRAFT else {},
    )


def expected(house: House, quarter: Quarter) -> dict[str, float]:
    """What the plan that runs expects of each of its measures by the end of a quarter; nothing after a plan's end.

    Of what is counted anew in every quarter it is what is wanted of that quarter: a fourth of its year's target.
    """
    plan = plan_for(plans(house), quarter)
    if plan is None or plan.phase(quarter) is not Phase.RUNNING:
        return {}
    found = {}
    for measure in plan.targets:
        part = house.catalogue.measure(measure)
        rule = rule_of(part, house.catalogue.measure(part.numerator) if part.numerator else None)
        aim, first_month = aim_of(plan, measure), house.country.fiscal_year_start
        if rule is Rule.TO_DATE:
            wanted = aim.by_year.get(quarter.fiscal_year(first_month), 0) / QUARTERS
        else:
            judged = progress(
                {}, aim, rule=rule, direction=part.direction, quarter=quarter, fiscal_year_start=first_month
            )
            wanted = judged.expected or 0
        if wanted:
            found[measure] = wanted
    return found


def judged(lines: Iterable[Line]) -> Share:
    """How many of the measures that have a band are on track, or have reached their target."""
    bands = [each.progress.band for each in lines if each.progress.band]
    return Share(sum(band in GOOD for band in bands), len(bands))


def furthest(lines: Mapping[Pillar, Iterable[Line]]) -> Pillar | None:
    """The pillar that is furthest behind its plan; None where none is."""
    return furthest_behind({pillar: [each.progress for each in found] for pillar, found in lines.items()})


def in_order(milestones: Iterable[Milestone], day: dt.date) -> list[tuple[Standing, Milestone]]:
    """The milestones as they stand on a day: first those that need somebody, the earliest due at their head."""
    found = [(each.standing(day), each) for each in milestones]
    return sorted(found, key=lambda each: (FIRST_SHOWN.index(each[0]), each[1].due or dt.date.max))


def lacking(milestone: Milestone) -> Iterator[str]:
    """What is not known of an issued milestone's document: keys of words."""
    found: Mapping[str, object] = {
        "document": milestone.evidence.document,
        "number": milestone.evidence.number,
        "date": milestone.evidence.date,
    }
    yield from (key for key, known in found.items() if not known)


def settled(house: House, quarter: Quarter) -> Share:
    """Returns without a question that a reviewer has still to look at, of those that count in a quarter."""
    with house.reading() as connection:
        waiting = review_lists.waiting(
            connection, steps=(Event.FILED, Event.FORWARDED, Event.REOPENED), quarter=quarter
        )
        standing = review_lists.standing(connection, quarter=quarter)
    counting = int(standing["receipt"].notna().sum())
    return Share(counting - int(waiting["asked"].sum()), counting)
