"""Houses for the demo's tests: with a catalogue and a country, and a database of their own or none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.catalogue import load_catalogue
from data.countries import load_country
from data.settings import Settings, default_database_url
from data.store.engine import Facts, connect
from data.store.house import House, open_house


def settings(country: str, var: Path) -> Settings:
    return Settings(country, default_database_url(var, country), var, content=None, host="127.0.0.1", port=8501)


def unstored(country: str) -> House:
    """A house whose database is never touched: for what only makes returns."""
    facts = Facts("demo", country, secret="")
    nowhere = connect("sqlite://")
    return House(settings(country, Path()), load_catalogue(), load_country(country), nowhere, facts)


@pytest.fixture(scope="session")
def indonesia() -> House:
    return unstored("IDN")


@pytest.fixture(scope="session")
def timor() -> House:
    return unstored("TLS")


@pytest.fixture(scope="session")
def malaysia() -> House:
    return unstored("MYS")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """An empty demo database of Timor-Leste."""
    opened = open_house(settings("TLS", tmp_path))
    yield opened
    opened.engine.dispose()
