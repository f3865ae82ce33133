"""The rulebook: every published rule is followed by something, and whatever follows one says so."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from data.catalogue import examine_catalogue, load_catalogue
from data.intake import checks
from data.intake.checks_run import all_checks
from data.rules import Gravity, numbers_by_rule, rulebook
from data.settings import Overlay
from data.words import languages

PUBLISHED = {f"C-{n:02}" for n in range(1, 53)} - {"C-14", "C-16", "C-31", "C-32"}
NUMBER = re.compile(r"C-\d\d")
MILDER = {"C-06", "C-08", "C-19", "C-24"}
"""Errors of which one side is only asked about: blank cells, admissions again, overspending, an end of force."""


def test_all_forty_eight_rules_are_followed() -> None:
    assert set(rulebook()) == PUBLISHED
    assert len(PUBLISHED) == 48
    assert all(rule.checks or rule.elsewhere for rule in rulebook().values())


def test_every_check_that_follows_a_rule_exists() -> None:
    known = set(all_checks())
    assert {name for rule in rulebook().values() for name in rule.checks} <= known
    assert not {name for rule in rulebook().values() for name in rule.elsewhere} & known


@pytest.mark.parametrize("number", sorted(PUBLISHED))
def test_what_is_published_as_an_error_stops_and_what_warns_asks(number: str) -> None:
    rule = rulebook()[number]
    severities = {all_checks()[name].SEVERITY.value for name in rule.checks}
    wanted = {Gravity.ERROR: "stop", Gravity.WARN: "ask", Gravity.INFO: "note"}[rule.severity]
    if rule.checks:
        assert wanted in severities
        assert severities == {wanted} or number in MILDER


@pytest.mark.parametrize("path", sorted(Path(checks.__file__).parent.glob("[!_]*.py")), ids=lambda path: path.stem)
def test_a_check_names_no_rule_that_the_rulebook_does_not_give_it(path: Path) -> None:
    named = set(NUMBER.findall(all_checks()[path.stem].__doc__))
    assert named <= set(numbers_by_rule().get(path.stem, ()))


def test_the_content_of_a_rule_follows_the_rules_that_the_rulebook_gives_its_check() -> None:
    for name, rule in load_catalogue().rules.items():
        assert set(rule.numbers) == set(numbers_by_rule()[name]), name


def test_an_indicator_names_only_rules_that_are_published() -> None:
    named = {number for each in load_catalogue().indicators.values() for number in each.rules}
    assert named <= PUBLISHED


@pytest.mark.parametrize("language", languages())
def test_an_indicator_under_a_rule_that_is_a_label_bears_it_wherever_its_figures_are_shown(language: str) -> None:
    labels = {rule.number for rule in rulebook().values() if rule.severity is Gravity.INFO and rule.elsewhere}
    labelled = [each for each in load_catalogue().indicators.values() if labels & set(each.rules)]
    assert {number for each in labelled for number in each.rules} >= labels
    assert [each.code for each in labelled if not each.note.get(language)] == []


def test_no_ratio_divides_people_by_cases_or_anything_else_by_what_is_counted_otherwise() -> None:
    catalogue = load_catalogue()
    for indicator in catalogue.indicators.values():
        for part in indicator.parts:
            if part.numerator and part.denominator:
                assert catalogue.measure(part.numerator).unit == catalogue.measure(part.denominator).unit, part.measure


def test_sums_over_the_country_are_compared_as_the_content_says() -> None:
    [balance] = load_catalogue().rules["referral_balance"].balances
    assert (balance.one, balance.other, balance.within) == ("PRT-12a", "PRT-12b", 0.1)


def test_a_ministry_puts_a_rule_on_trial_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    own = {
        "plans_over_cases": "{numbers: [C-10], needs: [[PRT-13b, PRT-13a]], beta_until: '2027-03-31'}",
        "parts_not_total": "{numbers: [C-01, C-03], beta_until: '2027-03-31'}",
    }
    for name, says in own.items():
        (tmp_path / "rules" / f"{name}.yaml").write_text(says, "utf-8")
    rules = load_catalogue(Overlay(tmp_path)).rules
    for name in own:
        assert [rules[name].in_beta(dt.date(2027, *day)) for day in ((3, 31), (4, 1))] == [True, False]
    assert not rules["service_over_assisted"].in_beta(dt.date(2026, 1, 1))


def test_a_trial_whose_day_is_not_in_quotes_is_named(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "plans_over_cases.yaml").write_text("{numbers: [C-10], beta_until: 2027-03-31}", "utf-8")
    _, problems = examine_catalogue(Overlay(tmp_path))
    assert [each.key for each in problems] == ["beta_until"]
