"""The demo's content files hold together, and a wrong one is told with file and key."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from data.catalogue import Catalogue, load_catalogue
from data.countries import country_codes, load_country
from data.demo.breakdown import OWN
from data.demo.recipe import FOLDER, Recipe, load_recipe
from data.errors import BadDemo
from data.intake.layout import FACILITY_COLUMNS, FUNDING_COLUMNS, FUNDING_ROWS, ROWS_IN_BLOCK
from data.model import Country, Dimension

COUNTRIES = [path.stem.upper() for path in sorted((FOLDER / "countries").glob("*.yaml"))]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module", params=COUNTRIES)
def country(request: pytest.FixtureRequest) -> Country:
    return load_country(request.param)


@pytest.fixture(scope="module")
def recipe(country: Country) -> Recipe:
    return load_recipe(country.iso3)


def options(columns: tuple[object, ...], key: str) -> tuple[str, ...]:
    return next(column.options for column in columns if column.key == key)  # type: ignore[attr-defined]


def test_tales_are_told_of_countries_that_exist() -> None:
    assert COUNTRIES
    assert set(COUNTRIES) <= set(country_codes())


def test_a_country_without_tales_has_districts_and_numbers_all_the_same() -> None:
    assert load_recipe("XYZ").country.centres == ()


def test_every_number_that_comes_about_is_one_people_type_or_has_a_small_name(catalogue: Catalogue) -> None:
    typed = {part.measure for each in catalogue.indicators.values() for part in each.parts if part.typed}
    assert {name for name in load_recipe("XYZ").ways if not re.fullmatch("[a-z_]+", name)} <= typed


def test_every_core_number_comes_about(catalogue: Catalogue, country: Country, recipe: Recipe) -> None:
    core = {part.measure for code in country.core for part in catalogue.measures(code) if part.typed}
    assert core <= set(recipe.ways)


def test_a_number_leans_only_on_numbers_made_before_it() -> None:
    ways = load_recipe("XYZ").ways
    made = {"villages", "centres"}
    for way in ways.values():
        leans_on = {term.name for term in (*way.of, *way.at_most, *way.at_least) if not term.before}
        leans_on |= {name for name in (way.within, way.along) if name}
        leans_on |= {name for names in way.made_of.values() for name in names.values()}
        assert leans_on <= made, way.name
        made.add(way.name)
    later = {term.name for way in ways.values() for term in (*way.of, *way.at_most, *way.at_least)}
    assert later | {name for way in ways.values() for name in way.first_least} <= made


def known_items(dimension: Dimension) -> set[str]:
    if dimension.rows:
        return {OWN, *(item.key for item in dimension.rows)}
    return {".".join(item.key for item in items) for items in dimension.cells()}


def test_weights_name_items_that_exist(catalogue: Catalogue) -> None:
    recipe = load_recipe("XYZ")
    for way in recipe.ways.values():
        for key in (*way.weights, *way.made_of):
            assert key in {each.key for each in catalogue.measure(way.name).dimensions}, way.name
    said = [recipe.world["weights"], *(kind.weights for kind in recipe.kinds.values())]
    for weights in (*said, *(way.weights for way in recipe.ways.values())):
        for key, items in weights.items():
            dimension = catalogue.dimensions[key]
            assert set(items) <= known_items(dimension), key
            assert dimension.complete or sum(items.values()) <= 1, key
            assert not dimension.rows or len(items) <= ROWS_IN_BLOCK, key


def test_tales_name_what_exists(country: Country, recipe: Recipe) -> None:
    tale = recipe.country
    districts = {place.code for place in country.districts(recipe.newest)}
    assert set(tale.places) <= set(country.places)
    assert {*tale.silences, *tale.waiting, *(centre.place for centre in tale.centres)} <= districts
    assert tale.workbooks in country.places
    assert recipe.workbook_places(country)
    assert {each.kind for each in tale.places.values() if each.kind} <= set(recipe.kinds)
    assert {each.habit for each in tale.places.values() if each.habit} <= set(recipe.habits)


def test_centres_name_what_the_form_offers(country: Country, recipe: Recipe) -> None:
    tale = recipe.country
    for centre in tale.centres:
        assert centre.kind in options(FACILITY_COLUMNS, "kind")
        assert centre.kind in tale.names
        assert centre.operator in options(FACILITY_COLUMNS, "operator")
        for payment in recipe.plots[centre.plot].payments:
            assert tale.sources[payment.source].kind in options(FUNDING_COLUMNS, "source_kind")
            assert len(list(payment.dates())) < FUNDING_ROWS
    for name in (*tale.names.values(), *(source.name for source in tale.sources.values())):
        assert "demo" in name


def test_a_wrong_file_is_told_with_its_key(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    shutil.copytree(FOLDER, folder)
    (folder / "world.yaml").write_text((folder / "world.yaml").read_text("utf-8").replace("idle: 0.04", "idle: 4"))
    with pytest.raises(BadDemo, match=r"demo/world\.yaml: idle"):
        load_recipe("TLS", folder)
