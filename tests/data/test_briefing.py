"""The rules of the sentences: the shipped ones fit the catalogue; a ministry's own are checked with file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.briefing import FILE, TEMPLATE, examine_sentences, sentence_rules
from data.catalogue import load_catalogue
from data.content import check_content
from data.settings import Overlay


def written(folder: Path, *rules: str) -> Path:
    (folder / "briefing").mkdir()
    (folder / FILE).write_text("sentences:\n" + "".join(f"- {rule}\n" for rule in rules), "utf-8")
    return folder


def test_the_shipped_rules_name_measures_that_there_are() -> None:
    measures = {part.measure for each in load_catalogue().indicators.values() for part in each.parts}
    rules, problems = examine_sentences(measures=measures)
    assert problems == ()
    assert len(rules) >= 3
    assert TEMPLATE.is_file()


def test_convictions_are_never_told_without_the_protection_of_victims() -> None:
    assert all("beside" in rule for rule in sentence_rules() if rule.get("measure", "").startswith("PRO-"))


def test_a_ministry_s_own_rules_replace_the_shipped_ones(tmp_path: Path) -> None:
    folder = written(tmp_path, "{about: silence}")
    assert [dict(rule) for rule in sentence_rules(Overlay(folder))] == [{"about": "silence"}]
    assert check_content(folder) == ()


@pytest.mark.parametrize(
    "rule", ["{about: weather}", "{about: change, measure: PRT-04}", "{about: silence, measure: PRT-04}"]
)
def test_a_rule_that_nobody_knows_is_told(tmp_path: Path, rule: str) -> None:
    folder = written(tmp_path, rule)
    assert sentence_rules(Overlay(folder)) == ()
    assert {each.file for each in check_content(folder)} == {FILE}


def test_a_measure_that_nobody_knows_is_told(tmp_path: Path) -> None:
    [problem] = check_content(written(tmp_path, "{about: change, measure: PRT-99, against: year}"))
    assert str(problem) == f"{FILE}: sentences[0]: no measure has the code PRT-99"
