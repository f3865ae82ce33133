from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from data.words import languages
from pages.parts import district_map
from pages.parts.district_map import assets
from pages.parts.district_map.payload import sentences

FOLDER = Path(district_map.__file__).parent
SCRIPTS = [name for name in assets.FILES if name.endswith(".js")]


def source(name: str) -> str:
    return assets.FILES[name].decode()


def test_every_file_of_the_component_is_served() -> None:
    own = {path.name for path in FOLDER.iterdir() if path.suffix in (".js", ".css")}
    assert set(assets.FILES) == own | {f"words-{language}.json" for language in languages()}


def test_files_ask_only_for_files_that_are_served_beside_them() -> None:
    asked = {found for name in SCRIPTS for found in re.findall(r"(?:from|import\(|URL\()\s*\"([^\"]+)\"", source(name))}
    assert {path.removeprefix("./") for path in asked} | {"map.js", "ahead.js"} == {
        name for name in assets.FILES if not name.endswith(".json")
    }


@pytest.mark.parametrize("language", languages())
def test_the_words_of_each_language_are_served(language: str) -> None:
    assert json.loads(source(f"words-{language}.json")) == sentences(language)
    assert assets.media_type(f"words-{language}.json") == "application/json"


def test_the_address_holds_the_digest_of_the_files() -> None:
    assert f"/district-map/{assets.DIGEST}/map.js" == assets.MODULE_URL
    assert assets.media_type("map.js").startswith("text/javascript")
    assert assets.media_type("map.css").startswith("text/css")


def test_the_scripts_stay_small_and_ask_nobody_else() -> None:
    assert len(assets.FILES["map.js"]) < 25_000
    assert sum(map(len, assets.FILES.values())) < 60_000
    for name in assets.FILES:
        assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", source(name)) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_data_never_become_markup_or_code(name: str) -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|createContextualFragment"
    assert re.findall(forbidden, source(name)) == []


def test_every_sentence_is_used_and_none_is_asked_for_in_vain() -> None:
    scripts = "".join(source(name) for name in SCRIPTS)
    asked = set(re.findall(r"words\.(\w+)", scripts)) | set(re.findall(r"data-word\": \"(\w+)\"", scripts))
    asked |= set(re.findall(r"button\(\"(\w+)\"\)", scripts)) | {
        "reported",
        "missing",
        "nil",
        "not_expected",
        "withheld",
        "and_more",
    }
    assert asked == set(sentences("en"))
