"""What stands on the two pages of a quarter: read through the doors, for the ministry or as it was released.

Whoever may read the exact figures of the whole country takes these along; everybody else takes what was released, from
the published store alone. No Streamlit, no words.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.briefing import sentence_rules
from data.errors import NotAllowed, NotReleased
from data.model import Country, Level, Part, Pillar, Quarter, Role, Visitor
from data.plans.vocabulary import Plan, plan_for
from data.reference import Reference, load_reference
from data.rights import may_take_briefing, takes_exact_briefing
from data.store import accepted, frames, review_lists
from data.store.house import House
from data.store.published_told import Told
from metrics import rollup, trend
from metrics.attention import Since
from metrics.centre import Risk
from metrics.change import SPANS, Change, Figure, change, figure
from metrics.coverage import Share
from metrics.sentences import NOTHING, About, Facts, Rule, Sentence, sentences
from pages.parts import (
    centre_standing,
    plan_figures,
    released,
    released_centres,
    released_reporting,
    sight,
    summary,
)
from pages.parts.plan_figures import Line
from pages.parts.released_centres import Centre
from pages.parts.released_reporting import Coverage

AT_RISK = (Risk.CRITICAL, Risk.AT_RISK)
"""Which centres are named, the most pressing first."""

Scorecard = Mapping[Pillar, tuple[Line, ...]]


@dataclass(frozen=True)
class Briefing:
    """All that the two pages tell.

    Attributes:
        release: the release that everything is read from; None where the figures are exact.
        accepted: of how many districts the return is accepted, of those expected; NOTHING of released figures.
        coverage: who has reported, and in time.
        told: the sentences, from accepted or released figures alone.
        measure: what the map shows, and `districts` its values.
        plan: by which the quarter is judged; None where there is none.
        scorecard: the lines of each pillar.
        settled: returns without an open question; None where that is not for the reader.
        changes: the core measures, each beside the quarter and the year before.
        silent: who is silent, and `offices` by place under which each was last heard; no office in released figures.
        at_risk: the centres that are critical or at risk, of so many `centres`.
        standing: since when each of them is, by its code.
        reference: what others have published, and `own` the total beside it.
    """

    country: Country
    quarter: Quarter
    release: Told | None
    accepted: Share
    coverage: Coverage
    told: tuple[Sentence, ...]
    parts: Mapping[str, Part]
    measure: str
    districts: pd.DataFrame
    plan: Plan | None
    scorecard: Scorecard
    settled: Share | None
    changes: tuple[Mapping[str, Change], ...]
    silent: summary.Silent
    offices: Mapping[str, str]
    at_risk: tuple[Centre, ...]
    standing: Mapping[str, Since]
    centres: int
    reference: Reference | None
    own: Figure | None


def briefing(house: House, visitor: Visitor, quarter: Quarter) -> Briefing:
    """Everything that the visitor's two pages of a quarter tell.

    Raises:
        NotAllowed: if the visitor may read neither the country's exact figures nor released ones.
        NotReleased: if only released figures are the visitor's to read, and the quarter has none.
    """
    if not may_take_briefing(visitor, house.country, sight.let_in(house)):
        raise NotAllowed
    exact = takes_exact_briefing(visitor, house.country)
    reader = visitor if exact else Visitor(visitor.email, Role.PUBLIC, previews=True)
    source = house if exact else house.released()
    release = None if exact or source is None else sight.told(source).get(str(quarter))
    if source is None or (release is None and not exact):
        raise NotReleased(quarter=quarter)
    return _Reading(house, reader, quarter, source, release).everything()


class _Reading:
    """One reading of a quarter: what several parts of the pages share is read once."""

    def __init__(self, house: House, reader: Visitor, quarter: Quarter, source: House, release: Told | None) -> None:
        self._house, self._reader, self._quarter = house, reader, quarter
        self._source, self._release = source, release
        self._root = house.country.root.code
        self._plan = plan_for(plan_figures.plans(house), quarter)
        self._rules = [
            Rule(**{**each, "about": About(each["about"])}) for each in sentence_rules(house.settings.content)
        ]
        self._reference = load_reference(house.country.iso3, house.settings.content)
        self._core = summary.core_indicators(house.catalogue, house.country, quarter)

    def everything(self) -> Briefing:
        house, quarter = self._house, self._quarter
        points = self._points
        silence = released_reporting.silence(self._source, quarter)
        silent = summary.silent(silence, house.country, quarter)
        core = [summary.leading_part(each) for each in self._core]
        measure = next(iter(house.country.headline), core[0].measure)
        return Briefing(
            country=house.country,
            quarter=quarter,
            release=self._release,
            accepted=self._accepted,
            coverage=self._coverage,
            told=sentences(self._rules, self._facts(silent)),
            parts=self._parts,
            measure=measure,
            districts=released.level_values(
                house, self._reader, measures=[measure], quarter=quarter, level=Level.DISTRICT
            ),
            plan=self._plan,
            scorecard=self._lines,
            settled=plan_figures.settled(house, quarter) if self._release is None else None,
            changes=tuple({span: change(points, part, quarter, span=span) for span in SPANS} for part in core),
            silent=silent,
            offices={} if self._release else self._offices([place.code for place, _ in silent.districts]),
            at_risk=tuple(each for each in self._centres if each.ahead.risk in AT_RISK),
            standing=self._standing(),
            centres=len(self._centres),
            reference=self._reference,
            own=figure(points, self._reference.beside, quarter) if self._reference else None,
        )

    @functools.cached_property
    def _chosen(self) -> tuple[str, ...]:
        """The measures of the scorecard."""
        if self._plan is None:
            return ()
        return plan_figures.measures(self._plan, self._house.catalogue, self._house.country, self._quarter)

    @functools.cached_property
    def _parts(self) -> dict[str, Part]:
        """Every measure that is read of the country."""
        named = [measure for rule in self._rules for measure in (rule.measure, rule.beside) if measure]
        core = [summary.leading_part(each).measure for each in self._core]
        beside = [self._reference.beside] if self._reference else []
        wanted = dict.fromkeys([*self._chosen, *core, *named, *beside])
        return {measure: self._house.catalogue.measure(measure) for measure in wanted}

    @functools.cached_property
    def _points(self) -> pd.DataFrame:
        """The country's numbers as pages show them to the reader."""
        return released.series(self._house, self._reader, measures=self._parts, places=[self._root])

    @functools.cached_property
    def _accepted_points(self) -> pd.DataFrame:
        """The country's numbers over accepted returns alone."""
        house = self._house
        with house.reading() as connection:
            quarters = [each for each in released.quarters(house) if each <= self._quarter] or [self._quarter]
            found = accepted.sums(connection, measures=self._parts, quarters=quarters, country=self._root)
            excused = review_lists.excused(connection, quarters=quarters)
        counts = rollup.expected_districts(house.country, quarters, excused=excused)
        expected = {each: {self._root: of[self._root]} for each, of in counts.items()}
        values = rollup.totals(found, parts=self._parts, expected=expected)
        return trend.series(values, parts=self._parts, fiscal_year_start=house.country.fiscal_year_start)

    @functools.cached_property
    def _coverage(self) -> Coverage:
        return released_reporting.coverage_of(self._source, self._quarter)

    @functools.cached_property
    def _accepted(self) -> Share:
        if self._release:
            return NOTHING
        with self._house.reading() as connection:
            found = accepted.places(connection, self._quarter)
        there = found.intersection(place.code for place in self._house.country.districts(self._quarter))
        return Share(len(there), self._coverage.reporting.of)

    @functools.cached_property
    def _centres(self) -> Sequence[Centre]:
        return released_centres.centres(self._house, self._reader, quarter=self._quarter)

    def _standing(self) -> Mapping[str, Since]:
        """Since when centres stand where they stand, from sheets and releases of the reader's."""
        now = {each.code: each.ahead.risk for each in self._centres if each.ahead.risk in AT_RISK}
        read = functools.partial(released_centres.risks, self._house, self._reader)
        return centre_standing.standing(now, self._quarter, read, known=released.quarters(self._source))

    @functools.cached_property
    def _lines(self) -> Scorecard:
        """The scorecard of the numbers that pages show."""
        return self._judged(self._points)

    def _judged(self, points: pd.DataFrame) -> Scorecard:
        if self._plan is None:
            return {}
        return plan_figures.scorecard(
            points,
            self._plan,
            chosen=self._chosen,
            catalogue=self._house.catalogue,
            quarter=self._quarter,
            fiscal_year_start=self._house.country.fiscal_year_start,
        )

    def _facts(self, silent: summary.Silent) -> Facts:
        points = self._points if self._release else self._accepted_points
        lines = self._lines if self._release else self._judged(points)
        sure = self._centres if self._release else self._accepted_centres()
        ends = [each.ahead.cash_out for each in sure if each.ahead.cash_out]
        return Facts(
            points=points,
            parts=self._parts,
            quarter=self._quarter,
            base=self._coverage.reporting if self._release else self._accepted,
            pillars={pillar: plan_figures.judged(found) for pillar, found in lines.items()},
            behind=plan_figures.furthest(lines),
            silent=Share(len(silent.districts), self._coverage.reporting.of),
            at_risk=Share(sum(each.ahead.risk in AT_RISK for each in sure), len(sure)),
            first_out=min(ends, default=None),
        )

    def _accepted_centres(self) -> list[Centre]:
        """The centres whose newest sheet stands in an accepted return."""
        places = {each.place.code for each in self._centres}
        with self._house.reading() as connection:
            found = frames.accepted(connection, places=places)
        known = set(zip(found["place"], found["quarter"], strict=True))
        return [each for each in self._centres if (each.place.code, str(each.position.sheet_quarter)) in known]

    def _offices(self, places: Sequence[str]) -> dict[str, str]:
        with self._house.reading() as connection:
            return review_lists.offices(connection, places)
