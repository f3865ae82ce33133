"""The words in which a national plan is told: what it wants, by when, by whom, and from which source that is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from data.model import Pillar, Quarter, Texts


class PlanStatus(StrEnum):
    """What a plan is worth: only an adopted one is judged by. Invented is what the demo world has."""

    ADOPTED = "adopted"
    DRAFT = "draft"
    INVENTED = "invented"


class SourceStatus(StrEnum):
    """What is known of a document that something is quoted from."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    ENDED = "ended"
    DRAFT = "draft"
    PUBLISHED = "published"
    INVENTED = "invented"
    TO_BE_CHECKED = "to_be_checked"


class MilestoneState(StrEnum):
    """How far a milestone has come, as its plan's file says."""

    ISSUED = "issued"
    UNDER_WAY = "under_way"
    OPEN = "open"


class Standing(StrEnum):
    """How a milestone stands on a day. Issued without its document is not yet proven."""

    PROVEN = "proven"
    UNPROVEN = "unproven"
    UNDER_WAY = "under_way"
    OPEN = "open"
    OVERDUE = "overdue"


class Phase(StrEnum):
    """Where a plan stands on a day."""

    NOT_BEGUN = "not_begun"
    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True)
class Source:
    """A document, by its title and number. `dated` is a day, a month or a year, as far as it is known."""

    title: Texts
    status: SourceStatus
    number: str = ""
    dated: str = ""
    note: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Action:
    """Something that an objective asks somebody to do; `indicators` are those that would show it."""

    names: Texts
    source: Source
    bodies: tuple[Texts, ...] = ()
    indicators: tuple[str, ...] = ()
    to_be_checked: bool = False


@dataclass(frozen=True)
class Objective:
    """A strategy, pillar or goal of a plan, in the plan's own words; `names` is empty where these were not found.

    `pillars` are those of Lima under which it is shown; `within` is the number of the objective it belongs to.
    """

    number: str
    names: Texts
    pillars: tuple[Pillar, ...]
    source: Source
    within: str = ""
    bodies: tuple[Texts, ...] = ()
    actions: tuple[Action, ...] = ()
    to_be_checked: bool = False


@dataclass(frozen=True)
class Evidence:
    """What proves a milestone. `link` is an address that the ministry vouches for."""

    document: Texts = field(default_factory=dict)
    number: str = ""
    date: dt.date | None = None
    link: str = ""

    @property
    def complete(self) -> bool:
        """Whether the document can be found by what is told of it: its title, its number and its day."""
        return bool(self.document and self.number and self.date)


@dataclass(frozen=True)
class Milestone:
    """One thing that is done once, with its proof; within its plan it is known by its key."""

    key: str
    names: Texts
    pillar: Pillar
    state: MilestoneState
    source: Source
    due: dt.date | None = None
    evidence: Evidence = field(default_factory=Evidence)
    bodies: tuple[Texts, ...] = ()
    to_be_checked: bool = False

    def standing(self, day: dt.date) -> Standing:
        """How it stands on a day."""
        if self.state is MilestoneState.ISSUED:
            return Standing.PROVEN if self.evidence.complete else Standing.UNPROVEN
        if self.due is not None and self.due < day:
            return Standing.OVERDUE
        return Standing.UNDER_WAY if self.state is MilestoneState.UNDER_WAY else Standing.OPEN


@dataclass(frozen=True)
class Target:
    """What a plan wants of one measure: the value it began from, and what is wanted by (or, for a flow, in) each year.

    Shares and ratios are between 0 and 1; so is a yes-no, which is the share of the districts that say yes. A measure
    without `by_year` has a baseline alone.
    """

    measure: str
    source: Source
    baseline: float | None = None
    since: Quarter | None = None
    by_year: Mapping[int, float] = field(default_factory=dict)
    to_be_checked: bool = False


@dataclass(frozen=True)
class Plan:
    """A national plan of action: its dates, its objectives, milestones and targets."""

    key: str
    names: Texts
    status: PlanStatus
    starts: dt.date
    ends: dt.date
    source: Source
    sources: tuple[Source, ...]
    objectives: tuple[Objective, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    targets: Mapping[str, Target] = field(default_factory=dict)
    note: Texts = field(default_factory=dict)

    def phase(self, quarter: Quarter) -> Phase:
        """Where it stands at the end of a quarter. A quarter in which it begins or ends is one of its own."""
        if quarter.last_day < self.starts:
            return Phase.NOT_BEGUN
        return Phase.ENDED if quarter.first_day > self.ends else Phase.RUNNING


@dataclass(frozen=True)
class Article:
    """One article of a law or convention, what it asks for, and the indicators that speak to it; none: a blind spot."""

    number: str
    subject: Texts
    indicators: tuple[str, ...] = ()
    to_be_checked: bool = False


@dataclass(frozen=True)
class Instrument:
    """A law or convention with those of its articles that ask a state to do something."""

    key: str
    names: Texts
    articles: tuple[Article, ...]
    note: Texts = field(default_factory=dict)

    @property
    def blind_spots(self) -> tuple[Article, ...]:
        """The articles that no indicator speaks to."""
        return tuple(article for article in self.articles if not article.indicators)


def plan_for(plans: Iterable[Plan], quarter: Quarter) -> Plan | None:
    """The plan by which a quarter is judged.

    The one that runs; else the one that ended last; else the one that begins next. A draft is no plan. What the demo
    world invented goes before what is real.
    """
    known = [plan for plan in plans if plan.status is not PlanStatus.DRAFT]
    running = [plan for plan in known if plan.phase(quarter) is Phase.RUNNING]
    ended = [plan for plan in known if plan.phase(quarter) is Phase.ENDED]
    first = sorted(running, key=lambda plan: (plan.status is not PlanStatus.INVENTED, -plan.starts.toordinal()))
    last = sorted(ended, key=lambda plan: plan.ends, reverse=True)
    return next(iter([*first, *last, *sorted(known, key=lambda plan: plan.starts)]), None)


def successors(plans: Iterable[Plan], plan: Plan) -> tuple[Plan, ...]:
    """The plans, drafts among them, that begin after a plan has ended."""
    return tuple(sorted((each for each in plans if each.starts > plan.ends), key=lambda each: each.starts))
