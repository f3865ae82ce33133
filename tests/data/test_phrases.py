"""What a country says instead of Lima's words for things is laid over every sentence and the catalogue's names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.catalogue import load_catalogue
from data.content import check_content
from data.countries import country_codes, load_country
from data.errors import BadWords
from data.model import Level
from data.phrases import INSTEAD, country_words, said_here
from data.settings import SHIPPED, Overlay
from data.words import LITERAL, gaps, languages, text, words

TIMOR, MALAYSIA = Overlay(country="TLS"), Overlay(country="MYS")


def test_a_country_is_told_in_its_own_words_and_another_is_not() -> None:
    said = {"reported": 12, "expected": 14, "quarter": "Q3 2026"}
    assert text("overview.lead", "en", TIMOR, **said) == "12 of 14 municipalities have reported for Q3 2026."
    assert text("overview.lead", "en", MALAYSIA, **said) == "12 of 14 states have reported for Q3 2026."
    assert (
        text("overview.lead", "en", Overlay(country="IDN"), **said) == "12 of 14 districts have reported for Q3 2026."
    )
    assert text("overview.lead", "en", **said) == "12 of 14 districts have reported for Q3 2026."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("District", "Municipality"),
        ("{district} of {districts:,} districts", "{district} of {districts:,} municipalities"),
        ("District action plan", "Municipal action plan"),
        ("redistricted", "redistricted"),
        ("the district's task force", "the municipality's task force"),
    ],
)
def test_whole_words_are_replaced_the_longest_first_and_never_a_gap(before: str, after: str) -> None:
    assert said_here(before, "en", TIMOR) == after


def test_the_catalogue_is_in_the_country_s_words_and_of_the_same_version() -> None:
    here, plain = load_catalogue(TIMOR), load_catalogue()
    assert here.indicators["POL-03"].names["en"].startswith("Municipal action plan")
    assert here.indicators["PRO-04"].parts[0].names["en"] == "Files declared complete"
    assert plain.indicators["PRO-04"].parts[0].names["en"] == "Files declared complete (P-21)"
    assert here.version == plain.version


def test_what_a_workbook_offers_to_choose_from_stays_as_it_was() -> None:
    here, plain = load_catalogue(MALAYSIA), load_catalogue()
    assert {key: each.rows for key, each in here.dimensions.items()} == {
        key: each.rows for key, each in plain.dimensions.items()
    }


@pytest.mark.parametrize("iso3", country_codes())
def test_no_country_speaks_of_a_level_that_it_does_not_have(iso3: str) -> None:
    here = {key: re.sub(r"{.*?}", "", said) for key, said in words("en", Overlay(country=iso3)).items()}
    told = [said for key, said in here.items() if "district" in said.lower() and not key.startswith(LITERAL)]
    if "district" in load_country(iso3).levels[Level.DISTRICT]["en"]:
        assert len(told) > 100
    else:
        assert all("or city" in said for said in told)  # whose budget or government it is, not who reports


@pytest.mark.parametrize("iso3", country_codes())
@pytest.mark.parametrize("language", languages())
def test_every_phrase_stands_somewhere_and_no_sentence_loses_a_gap(iso3: str, language: str) -> None:
    here = Overlay(country=iso3)
    shipped, ours = words(language), words(language, here)
    assert ours.keys() == shipped.keys()
    assert all(gaps(ours[key]) == gaps(shipped[key]) for key in shipped)
    files = [*(SHIPPED / "indicators").glob("*.yaml"), *(SHIPPED / "dimensions").glob("*.yaml")]
    known = "\n".join([*shipped.values(), *(" ".join(file.read_text("utf-8").split()) for file in files)]).lower()
    phrases = country_words(language, here).get(INSTEAD, {})
    assert [phrase for phrase in phrases if phrase.lower() not in known] == []


def test_a_broken_list_of_phrases_is_told_with_its_file(tmp_path: Path) -> None:
    file = tmp_path / "countries" / "tls" / "words" / "en.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("instead: [district]\n", "utf-8")
    with pytest.raises(BadWords, match=r"tls/words/en.yaml: instead is no list of phrases"):
        words("en", Overlay(tmp_path, "TLS"))
    assert ["tls/words/en.yaml" in str(problem) for problem in check_content(tmp_path)] == [True]


def test_a_ministry_s_own_words_are_not_touched_and_its_own_phrases_take_the_place_of_the_shipped(
    tmp_path: Path,
) -> None:
    own = tmp_path / "countries" / "tls" / "words" / "en.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("instead: {districts: councils}\n", "utf-8")
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "en.yaml").write_text("overview: {complete: All districts are in.}\n", "utf-8")
    here = Overlay(tmp_path, "TLS")
    assert text("overview.complete", "en", here) == "All districts are in."
    assert text("overview.provisional", "en", here).endswith("the missing councils have reported.")
    assert check_content(tmp_path) == ()
