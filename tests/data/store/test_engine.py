"""Opening databases: nothing is made by looking, and a database stays what it was created as."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.errors import WrongDatabase
from data.settings import read_settings
from data.store import engine
from data.store.house import open_house


def test_looking_for_a_database_makes_no_file(tmp_path: Path) -> None:
    file = tmp_path / "none.db"
    assert not engine.database_exists(f"sqlite:///{file}")
    assert not file.exists()


def test_reading_without_a_database_writes_nothing(tmp_path: Path) -> None:
    settings = read_settings({"COUNTRY": "TLS", "LIMA_VAR": str(tmp_path / "var")})
    house = open_house(settings, writes=False)
    assert house.facts.demo
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(("own_address", "world"), [(False, "demo"), (True, "real")])
def test_only_the_embedded_file_is_the_demo(tmp_path: Path, own_address: bool, world: str) -> None:
    environ = {"COUNTRY": "TLS", "LIMA_VAR": str(tmp_path / "var")}
    if own_address:
        environ["DATABASE_URL"] = f"sqlite:///{tmp_path / 'own.db'}"
    settings = read_settings(environ)
    made = open_house(settings)
    assert made.facts.world == world
    made.engine.dispose()
    again = open_house(settings)
    assert again.facts == made.facts
    again.engine.dispose()


def test_a_database_of_another_country_is_refused(tmp_path: Path) -> None:
    environ = {"COUNTRY": "TLS", "LIMA_VAR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path / 'own.db'}"}
    settings = read_settings(environ)
    open_house(settings).engine.dispose()
    with pytest.raises(WrongDatabase, match="belongs to TLS, not to MYS"):
        open_house(replace(settings, country="MYS"))
