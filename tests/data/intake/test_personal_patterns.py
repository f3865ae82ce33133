"""The files of patterns keep what their examples promise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from data.countries import load_country
from data.intake.personal import PICTURE
from data.intake.personal.carried import Part
from data.intake.personal.look import _in, _Rest, _tried, kinds_of_text
from data.intake.personal.patterns import FOLDER, Pattern, rules
from data.intake.personal.plain import plain
from data.model import Level
from data.words import languages, words

KEYS = {"find", "why", "any_case", "whole", "rest", "digits", "words", "words_of", "sign", "unless_before"}
FILES = sorted((FOLDER / "kinds").glob("*.yaml"))


def patterns() -> Iterator[tuple[Pattern, dict[str, Any]]]:
    by_kind = {kind.key: kind.patterns for kind in rules().kinds}
    for file in FILES:
        says = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
        yield from zip(by_kind[file.stem], says.get("patterns", ()), strict=True)


EXAMPLES = [(pattern, says) for pattern, says in patterns()]


def finds(pattern: Pattern, said: str) -> bool:
    text = plain(said)
    tried = _tried(text, sum(sign.isdigit() for sign in text))
    return pattern in tried and _in(pattern, text, _Rest(text))


@pytest.mark.parametrize(("pattern", "says"), EXAMPLES, ids=lambda each: getattr(each, "kind", ""))
def test_a_pattern_finds_its_examples_and_passes_the_others(pattern: Pattern, says: dict[str, Any]) -> None:
    assert says["finds"]
    assert says["passes"]
    assert [said for said in says["finds"] if not finds(pattern, said)] == []
    assert [said for said in says["passes"] if finds(pattern, said)] == []
    assert [said for said in says["finds"] if pattern.kind not in kinds_of_text(said)] == []


@pytest.mark.parametrize("says", [says for _, says in EXAMPLES], ids=lambda says: says["find"][:40])
def test_a_pattern_has_no_key_that_nobody_reads(says: dict[str, Any]) -> None:
    assert set(says) - KEYS == {"finds", "passes"}


@pytest.mark.parametrize("number", range(len(rules().harmless)))
def test_the_harmless_is_taken_out_and_nothing_else(number: int) -> None:
    harmless = yaml.load((FOLDER / "harmless.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    find, says = rules().harmless[number], harmless[number]
    assert [said for said in says["finds"] if not find.search(plain(said))] == []
    assert [said for said in says["passes"] if find.search(plain(said))] == []


def test_every_province_of_the_register_is_known_to_the_identity_number() -> None:
    says = yaml.load((FOLDER / "kinds" / "nik.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    provinces = {p.code for p in load_country("IDN", None).places.values() if p.level is Level.PROVINCE}
    assert provinces <= set(says["number"]["area"]["codes"])


def test_every_kind_and_part_has_its_word() -> None:
    kinds = {file.stem for file in FILES} | {PICTURE}
    for language in languages():
        known = words(language)
        assert {f"personal.kinds.{kind}" for kind in kinds} == {k for k in known if k.startswith("personal.kinds.")}
        assert {f"personal.parts.{part}" for part in Part} == {k for k in known if k.startswith("personal.parts.")}
