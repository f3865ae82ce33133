"""The whole demo of Indonesia, as a newcomer finds it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.demo.filling import steps_left
from data.demo.recipe import load_recipe
from data.model import Level, Role, Status, Visitor
from data.settings import read_settings
from data.store import audit, engine, tables
from data.store.house import House, open_house
from pages.parts import released, released_reporting

RECIPE = load_recipe("IDN")
MINISTRY = Visitor("ministry@example.org", Role.REVIEWER)


@pytest.fixture(scope="module")
def filled(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    environment = {"DATABASE_URL": f"sqlite:///{demo_database}", "LIMA_VAR": str(tmp_path_factory.mktemp("var"))}
    house = open_house(read_settings(environment))
    yield house
    house.engine.dispose()


def test_it_is_whole_and_says_that_it_is_a_demo(filled: House) -> None:
    assert filled.facts.demo
    assert steps_left(filled) == 0
    assert released.quarters(filled) == list(RECIPE.quarters)


def test_most_districts_have_reported_and_some_are_still_silent(filled: House) -> None:
    for quarter in RECIPE.quarters:
        told = released_reporting.coverage_of(filled, quarter)
        assert told.reporting.of == len(filled.country.districts(quarter))
        assert 0.85 < told.reporting.count / told.reporting.of < 0.97
        assert told.on_time.count < told.reporting.count
    newest = released_reporting.coverage_of(filled, RECIPE.newest)
    assert 0.85 <= newest.reporting.count / newest.reporting.of <= 0.91
    assert RECIPE.country.waiting <= {place.code for place in newest.silent}


def test_it_is_not_more_than_a_small_machine_bears(filled: House) -> None:
    with engine.reading(filled.engine) as connection:
        count = connection.execute(sa.select(sa.func.count()).select_from(tables.observations)).scalar_one()
    assert 500_000 < count < 1_000_000


def test_its_audit_log_is_unbroken(filled: House) -> None:
    with engine.reading(filled.engine) as connection:
        assert audit.first_broken(connection) is None


def test_nobody_in_it_is_a_person(filled: House) -> None:
    with engine.reading(filled.engine) as connection:
        filers = set(connection.execute(sa.select(tables.returns.c.filed_by)).scalars())
        names = list(connection.execute(sa.select(tables.facilities.c.name)).scalars())
    assert all(filer.endswith("@demo.invalid") for filer in filers)
    assert all(name.endswith("(demo)") for name in names)


def test_core_numbers_are_answered_nearly_always_and_every_number_somewhere(filled: House) -> None:
    measures = [
        part.measure
        for indicator in filled.catalogue.indicators.values()
        for part in indicator.parts
        if part.measure in RECIPE.ways
    ]
    quarter = RECIPE.newest - 2
    reported = released_reporting.coverage_of(filled, quarter).reporting.count
    values = released.level_values(filled, MINISTRY, measures=measures, quarter=quarter, level=Level.DISTRICT)
    known = values[values["status"].isin([Status.REPORTED, Status.NIL])].groupby("measure").size()
    for measure in measures:
        assert known[measure] > 0.03 * reported
        is_stock = measure in {"PRT-14", "PRO-10"}  # a pillar declared nil leaves the stock of zero empty
        if filled.catalogue.indicator_of(measure).code in filled.country.core and not is_stock:
            assert known[measure] > 0.9 * reported, measure
