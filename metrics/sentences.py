"""The sentences of the two pages to take along: which are said, by rules that can be read, and with which numbers.

The rules stand in `briefing/sentences.yaml`, in order; of those that have something to say the first three are said:

* `change`: a measure beside the quarter or the year before, with the word of `metrics.change`; where the year before is
  not known, beside the quarter before. Not said without a number. `beside` is another measure whose number of the same
  quarter is always told with it.
* `plan`: which pillar is furthest behind the plan, and how many measures are on track. Not said where none is judged,
  or the figures of fewer than four fifths of the districts are given: beside targets of the whole country the sum of a
  part of it would be behind in everything.
* `silence`: how many districts are silent. Not said where none was expected.
* `centres`: how many centres are critical or at risk, and when the first runs out of money. Not said where none is
  known, or no district's figures of the quarter are given.

Which figures are given is decided elsewhere: accepted ones for the ministry, released ones for donors.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd

from data.model import Part, Pillar, Quarter
from metrics.change import Figure, change, figure
from metrics.confidence import HIGH
from metrics.coverage import Share

MOST = 3
ENOUGH = HIGH
"""So much of the districts must be given before a sum is held against the plan."""
NOTHING = Share(0, 0)


class About(StrEnum):
    """What a sentence is about."""

    CHANGE = "change"
    PLAN = "plan"
    SILENCE = "silence"
    CENTRES = "centres"


@dataclass(frozen=True)
class Rule:
    """One rule, as the file says it.

    Attributes:
        measure, against, beside: of a change; `against` is `quarter` or `year`.
    """

    about: About
    measure: str = ""
    against: str = "year"
    beside: str = ""


@dataclass(frozen=True)
class Facts:
    """All that the sentences are made of.

    Attributes:
        points: columns `metrics.trend.POINTS` of the country.
        parts: the measures that the rules name.
        quarter: the quarter looked at.
        base: of how many districts the figures of the quarter are given, of those expected.
        pillars: how many measures of each pillar are on track, of those judged.
        behind: the pillar that is furthest behind; None where none is.
        silent: how many districts are silent, of those expected.
        at_risk: how many centres are critical or at risk, of those known.
        first_out: when the first of all centres runs out of money; None where no end can be told.
    """

    points: pd.DataFrame
    parts: Mapping[str, Part]
    quarter: Quarter
    base: Share
    pillars: Mapping[Pillar, Share] = field(default_factory=dict)
    behind: Pillar | None = None
    silent: Share = NOTHING
    at_risk: Share = NOTHING
    first_out: dt.date | None = None


@dataclass(frozen=True)
class Sentence:
    """What one sentence says.

    Attributes:
        key: which words it is said in.
        figures: the number, the one it is compared with where there is one; in this order.
        beside: the number that is told with it.
        shares: so many of so many: of a plan's pillar and of all pillars, of districts, of centres.
        base: from how many districts the shares of a plan and of centres come.
    """

    key: str
    figures: tuple[Figure, ...] = ()
    beside: Figure | None = None
    shares: tuple[Share, ...] = ()
    pillar: Pillar | None = None
    day: dt.date | None = None
    base: Share | None = None


def sentences(rules: Iterable[Rule], facts: Facts, *, most: int = MOST) -> tuple[Sentence, ...]:
    """The sentences to be said, in the order of the rules."""
    said = (_SAY[rule.about](rule, facts) for rule in rules)
    return tuple(each for each in said if each is not None)[:most]


def _change(rule: Rule, facts: Facts) -> Sentence | None:
    part, spans = facts.parts[rule.measure], dict.fromkeys((rule.against, "quarter"))
    tried = [change(facts.points, part, facts.quarter, span=span) for span in spans]
    found = next((each for each in tried if each.before.value is not None), tried[0])
    if found.now.value is None:
        return None
    beside = figure(facts.points, rule.beside, facts.quarter) if rule.beside else None
    if found.before.value is None:
        return Sentence("alone", (found.now,), beside)
    return Sentence(found.word.value if found.word else "was", (found.now, found.before), beside)


def _plan(rule: Rule, facts: Facts) -> Sentence | None:
    every = Share(sum(each.count for each in facts.pillars.values()), sum(each.of for each in facts.pillars.values()))
    if not every.of or (facts.base.share or 0) < ENOUGH:
        return None
    if facts.behind is None:
        return Sentence("plan_kept", shares=(every,), base=facts.base)
    return Sentence("plan", shares=(facts.pillars[facts.behind], every), pillar=facts.behind, base=facts.base)


def _silence(rule: Rule, facts: Facts) -> Sentence | None:
    if not facts.silent.of:
        return None
    return Sentence("silence" if facts.silent.count else "nobody_silent", shares=(facts.silent,))


def _centres(rule: Rule, facts: Facts) -> Sentence | None:
    if not (facts.at_risk.of and facts.base.count):
        return None
    if not facts.at_risk.count:
        return Sentence("no_centre", shares=(facts.at_risk,), base=facts.base)
    key = "centres" if facts.first_out else "centres_undated"
    return Sentence(key, shares=(facts.at_risk,), day=facts.first_out, base=facts.base)


_SAY: Mapping[About, Callable[[Rule, Facts], Sentence | None]] = {
    About.CHANGE: _change,
    About.PLAN: _plan,
    About.SILENCE: _silence,
    About.CENTRES: _centres,
}
