"""What is done to figures of people: shipped, replaced by a ministry's own file, and its problems named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from data.catalogue import load_catalogue
from data.content import check_content
from data.countries import examine_country, load_country
from data.disclosure import examine_disclosure, load_disclosure
from data.errors import BadCountry, BadDisclosure
from data.settings import SHIPPED, Overlay


def own(folder: Path, says: str) -> Path:
    (folder / "disclosure.yaml").write_text(says, "utf-8")
    return folder


def test_what_is_shipped_is_about_units_and_measures_of_the_catalogue() -> None:
    Draft202012Validator.check_schema(json.loads((SHIPPED / "disclosure.schema.json").read_text("utf-8")))
    disclosure = load_disclosure()
    assert (disclosure.base, disclosure.denominator, disclosure.units["bed-nights"]) == (5, 25, 90)
    parts = [part for each in load_catalogue().indicators.values() for part in each.parts]
    assert set(disclosure.units) <= {part.unit for part in parts}
    assert disclosure.country_only <= {part.measure for part in parts}


def test_a_ministry_says_it_its_own_way_and_a_country_takes_its_base_from_there(tmp_path: Path) -> None:
    content = own(tmp_path, "base: 10\ndenominator: 50\nunits: {persons: 1}\n")
    assert load_disclosure(Overlay(content)).base == 10
    assert load_country("TLS", Overlay(content)).release_base == 10
    assert load_country("TLS").release_base == 5
    assert check_content(content) == ()


def test_a_country_has_a_base_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "countries" / "tls").mkdir(parents=True)
    pack = tmp_path / "countries" / "tls" / "country.yaml"
    shipped = (SHIPPED / "countries" / "tls" / "country.yaml").read_text("utf-8")
    pack.write_text(f"{shipped}\nrelease_base: 3\n", "utf-8")
    assert load_country("TLS", Overlay(tmp_path)).release_base == 3
    pack.write_text(f"{shipped}\nrelease_base: 4\n", "utf-8")
    problems = list(map(str, examine_country("TLS", Overlay(tmp_path))[1]))
    assert problems == ["countries/tls/country.yaml: release_base: 4 is not one of 3, 5, 10"]


@pytest.mark.parametrize(
    ("says", "problem"),
    [
        ("base: 2\ndenominator: 25\nunits: {persons: 1}\n", "disclosure.yaml: base: 2 is not one of 3, 5, 10"),
        ("base: 5\nunits: {persons: 1}\n", "disclosure.yaml: denominator: is missing"),
        (
            "base: 5\ndenominator: 25\nunits: {heads: 1}\n",
            "disclosure.yaml: units.heads: no indicator is counted in it",
        ),
        (
            "base: 5\ndenominator: 25\nunits: {persons: 1}\ncountry_only: [PRO-99]\n",
            "disclosure.yaml: country_only: no measure has the code PRO-99",
        ),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, says: str, problem: str) -> None:
    assert [str(each) for each in check_content(own(tmp_path, says))] == [problem]


def test_lima_does_not_start_with_a_wrong_file(tmp_path: Path) -> None:
    content = own(tmp_path, "base: 2\n")
    assert examine_disclosure(Overlay(content))[0] is None
    with pytest.raises(BadDisclosure, match=r"disclosure.yaml: base"):
        load_disclosure(Overlay(content))
    with pytest.raises(BadCountry, match=r"disclosure.yaml: base"):
        load_country("TLS", Overlay(content))
