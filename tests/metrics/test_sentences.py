"""The sentences of the two pages: said in the order of the rules, three at most, each only with its facts."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math

import pandas as pd
import pytest

from data.model import Pillar, Quarter
from metrics.coverage import Share
from metrics.rollup import VALUES
from metrics.sentences import About, Facts, Rule, sentences
from metrics.trend import series

NOW = Quarter(2026, 3)
CHANGE = Rule(About.CHANGE, measure="A", against="year", beside="B")
PLAN, SILENCE, CENTRES = Rule(About.PLAN), Rule(About.SILENCE), Rule(About.CENTRES)


@pytest.fixture
def facts(parts) -> Facts:
    rows = [("A", NOW, 300), ("A", NOW - 4, 200), ("B", NOW, 7)]
    told = [(m, str(q), "0", float(v), float(v), math.nan, "reported", 90, 100, math.nan) for m, q, v in rows]
    measures = parts("A") | parts("B")
    return Facts(
        points=series(pd.DataFrame(told, columns=list(VALUES)), parts=measures),
        parts=measures,
        quarter=NOW,
        base=Share(90, 100),
        pillars={Pillar.POLICY: Share(1, 3), Pillar.PREVENTION: Share(2, 2)},
        behind=Pillar.POLICY,
        silent=Share(10, 100),
        at_risk=Share(2, 8),
        first_out=dt.date(2027, 1, 15),
    )


def keys(facts: Facts, *rules: Rule) -> list[str]:
    return [each.key for each in sentences(rules, facts)]


def test_three_are_said_in_the_order_of_the_rules(facts: Facts) -> None:
    assert keys(facts, CHANGE, PLAN, SILENCE, CENTRES) == ["rose", "plan", "silence"]
    assert keys(facts, CENTRES, SILENCE) == ["centres", "silence"]


def test_a_change_is_told_with_both_numbers_and_what_stands_beside(facts: Facts) -> None:
    [said] = sentences([CHANGE], facts)
    assert [(each.value, each.reporting, each.expected) for each in said.figures] == [(300, 90, 100), (200, 90, 100)]
    assert said.beside is not None
    assert (said.beside.measure, said.beside.value) == ("B", 7)


def test_a_number_without_an_earlier_one_is_told_alone_and_no_number_is_not_told(facts: Facts) -> None:
    earliest = dataclasses.replace(facts, quarter=NOW - 4)
    assert keys(earliest, CHANGE) == ["alone"]
    assert keys(dataclasses.replace(facts, quarter=NOW + 1), CHANGE, SILENCE) == ["silence"]


def test_where_the_year_before_is_not_known_the_quarter_before_stands_in(facts: Facts) -> None:
    young = facts.points[facts.points["quarter"] >= str(NOW - 1)].copy()
    before = (young["measure"] == "A") & (young["quarter"] == str(NOW - 1))
    young.loc[before, ["value", "reporting"]] = [290.0, 90]
    young["change_on_quarter"] = 10.0
    [said] = sentences([CHANGE], dataclasses.replace(facts, points=young))
    assert (said.key, said.figures[1].quarter, said.figures[1].value) == ("no_clear_change", NOW - 1, 290)


def test_the_pillar_furthest_behind_with_its_measures_and_all(facts: Facts) -> None:
    [said] = sentences([PLAN], facts)
    assert (said.pillar, said.shares, said.base) == (Pillar.POLICY, (Share(1, 3), Share(3, 5)), Share(90, 100))
    assert keys(dataclasses.replace(facts, behind=None), PLAN) == ["plan_kept"]
    assert keys(dataclasses.replace(facts, pillars={}), PLAN) == []


@pytest.mark.parametrize(("given", "told"), [(79, []), (80, ["plan"])])
def test_a_part_of_the_country_is_not_held_against_its_plan(facts: Facts, given: int, told: list[str]) -> None:
    assert keys(dataclasses.replace(facts, base=Share(given, 100)), PLAN) == told


def test_nothing_is_said_of_plan_and_centres_before_a_return_of_the_quarter_is_accepted(facts: Facts) -> None:
    assert keys(dataclasses.replace(facts, base=Share(0, 100)), PLAN, CENTRES, SILENCE) == ["silence"]


def test_silence_and_centres_where_there_is_none(facts: Facts) -> None:
    quiet = dataclasses.replace(facts, silent=Share(0, 100), at_risk=Share(0, 8))
    assert keys(quiet, SILENCE, CENTRES) == ["nobody_silent", "no_centre"]
    unknown = dataclasses.replace(facts, silent=Share(0, 0), at_risk=Share(0, 0))
    assert keys(unknown, SILENCE, CENTRES) == []
    assert keys(dataclasses.replace(facts, first_out=None), CENTRES) == ["centres_undated"]
