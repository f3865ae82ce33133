"""What is laid side by side: shipped, replaced by a ministry's own file, and its problems named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from data.catalogue import load_catalogue
from data.chains import chain_problems, check_chains, examine_chains, load_chains
from data.content import check_content
from data.errors import BadIndicator
from data.model import Kind, OverQuarters
from data.settings import SHIPPED, Overlay

UNITS = load_catalogue().units


def own(folder: Path, **changed: object) -> Path:
    says = yaml.load((SHIPPED / "chains.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    says["justice"] |= changed
    (folder / "chains.yaml").write_text(yaml.safe_dump(says), "utf-8")
    return folder


def test_what_is_shipped_is_about_measures_of_the_catalogue_in_one_unit_each() -> None:
    Draft202012Validator.check_schema(json.loads((SHIPPED / "chains.schema.json").read_text("utf-8")))
    chains, catalogue = load_chains(), load_catalogue()
    check_chains(None, UNITS)
    assert len(chains.assistance.services) == 9
    assert catalogue.measure(chains.assistance.open_cases).kind is Kind.STOCK
    assert catalogue.measure(chains.justice.pending).kind is Kind.STOCK
    assert catalogue.measure(chains.assistance.assisted).over_quarters is OverQuarters.NONE
    assert not {UNITS[each] for each in chains.justice.cases} & {UNITS[each] for each in chains.justice.persons}


def test_the_rules_that_make_a_gap_are_rules_of_the_catalogue() -> None:
    assisted = load_chains().assistance.assisted
    bounded = {
        each.these[0].measure
        for rule in load_catalogue().rules.values()
        for each in rule.comparisons
        if len(each.these) == 1 and [term.measure for term in each.at_most] == [assisted]
    }
    assert set(load_chains().assistance.of_assisted) <= bounded


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"charged": "PRO-99"}, "chains.yaml: PRO-99: no measure has this code"),
        (
            {"ratios": [{"of": "PRO-07", "by": "PRO-02"}]},
            "justice.ratios: PRO-07 is counted in persons, PRO-02 in cases",
        ),
        ({"persons": ["PRO-03", "PRO-06"]}, "justice: PRO-06 is counted in cases, PRO-03 in persons"),
        ({"lag": 99}, "justice.lag"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, changed: dict[str, object], problem: str) -> None:
    content = own(tmp_path, **changed)
    assert any(problem in str(each) for each in check_content(content))
    chains, problems = examine_chains(Overlay(content))
    assert problems or (chains and list(chain_problems(chains, UNITS)))
    with pytest.raises(BadIndicator, match=r"chains\.yaml"):
        check_chains(Overlay(content), UNITS)


def test_a_ministry_says_it_its_own_way(tmp_path: Path) -> None:
    content = own(tmp_path, lag=4)
    assert check_content(content) == ()
    assert load_chains(Overlay(content)).justice.lag == 4
