"""The lines of the page Checks against the code: no check without a line, no line without a check."""

from __future__ import annotations

import datetime as dt

import pytest

from data.intake.checks_run import all_checks
from data.rules import Rule, rulebook
from data.words import languages, words
from pages.parts.rule_lines import ELSEWHERE, chosen, rule_lines

ELSEWHERE_RULES = {name for rule in rulebook().values() for name in rule.elsewhere}


@pytest.mark.parametrize("language", languages())
def test_every_check_has_a_line_and_every_line_a_check(language: str) -> None:
    names = [line.name for line in rule_lines({}, language)]
    assert len(names) == len(set(names))
    assert set(names) == set(all_checks()) | ELSEWHERE_RULES
    told = {key.split(".")[2] for key in words(language) if key.startswith("checks.rules.")}
    assert told == set(names)


@pytest.mark.parametrize("language", languages())
def test_every_line_says_what_must_hold_how_grave_it_is_and_what_to_do(language: str) -> None:
    for line in rule_lines({}, language):
        assert line.rule.endswith(".")
        assert line.do.endswith(".")
        assert "{" not in line.rule + line.do
        check = all_checks().get(line.name)
        assert line.severity == (check.SEVERITY.value if check else ELSEWHERE)


def test_the_lines_stand_in_the_order_in_which_a_return_is_checked() -> None:
    groups = list(dict.fromkeys(line.group for line in rule_lines({}, "en")))
    assert groups == ["identity", "cells", "rows", "across", "nation", "label"]


def test_every_published_rule_is_named_by_a_line() -> None:
    assert {number for line in rule_lines({}, "en") for number in line.numbers} == set(rulebook())


def test_a_rule_on_trial_says_until_when_and_one_that_is_never_tried_does_not() -> None:
    day = dt.date(2027, 3, 31)
    rules = {name: Rule(name, ("C-10",), beta_until=day) for name in ("plans_over_cases", "dash")}
    trials = {line.name: line.trial for line in rule_lines(rules, "en") if line.trial}
    assert trials == {"plans_over_cases": day}


@pytest.mark.parametrize(
    ("search", "severity", "found"),
    [
        ("C-15", "all", {"decided_over_charged", "defendants_not_adding_up"}),
        ("restitution PAID", "all", {"paid_over_awarded"}),
        ("bed", "ask", {"residents_over_beds"}),
        ("nosuchword", "all", set()),
        ("", ELSEWHERE, ELSEWHERE_RULES),
    ],
)
def test_lines_are_found_by_words_numbers_and_severity(search: str, severity: str, found: set[str]) -> None:
    lines = rule_lines({}, "en")
    assert {line.name for line in chosen(lines, search=search, severity=severity)} == found
