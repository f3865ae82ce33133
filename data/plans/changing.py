"""What a ministry changed in a plan since its file was written, laid over it: the newest word on each thing holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from data.model import Quarter
from data.plans.vocabulary import Evidence, Milestone, MilestoneState, Plan, Target


@dataclass(frozen=True)
class TargetChange:
    """One change of what a plan wants of a measure: in a year, or the baseline of a quarter. No value: taken away."""

    plan: str
    measure: str
    year: int | None
    since: Quarter | None
    value: float | None
    at: dt.datetime
    by: str
    reason: str


@dataclass(frozen=True)
class Proof:
    """One document given as the proof of a milestone, which is issued by it."""

    plan: str
    milestone: str
    document: str
    number: str
    dated: dt.date | None
    link: str
    at: dt.datetime
    by: str
    reason: str


def changed(plan: Plan, changes: Iterable[TargetChange], proofs: Iterable[Proof]) -> Plan:
    """A plan with everything that was changed in it, oldest first in both lists."""
    targets = dict(plan.targets)
    for change in changes:
        if change.plan == plan.key:
            targets[change.measure] = _with(targets.get(change.measure) or Target(change.measure, plan.source), change)
    given = {proof.milestone: proof for proof in proofs if proof.plan == plan.key}
    milestones = tuple(_proven(each, given.get(each.key)) for each in plan.milestones)
    return replace(plan, targets=targets, milestones=milestones)


def _with(target: Target, change: TargetChange) -> Target:
    if change.year is None:
        return replace(target, baseline=change.value, since=change.since, to_be_checked=False)
    by_year = {year: value for year, value in target.by_year.items() if year != change.year}
    if change.value is not None:
        by_year[change.year] = change.value
    return replace(target, by_year=dict(sorted(by_year.items())))


def _proven(milestone: Milestone, proof: Proof | None) -> Milestone:
    if proof is None:
        return milestone
    evidence = Evidence({"en": proof.document}, proof.number, proof.dated, proof.link)
    return replace(milestone, state=MilestoneState.ISSUED, evidence=evidence, to_be_checked=False)
