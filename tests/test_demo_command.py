"""`python manage.py demo`: fills the embedded database once, and no other."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commands.serving import prepare
from data.demo.state import mark_released
from data.errors import SetupError
from data.model import Quarter, Role, Visitor
from data.settings import read_settings
from data.store import engine, release_writing, releases
from data.store.house import House, open_house
from data.store.releases import Release
from data.words import text
from manage import app
from pages.parts import releasing
from tests.data.store import release_world as world

NEWEST_CLOSED = Quarter(2026, 1)


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIMA_VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> list[Quarter]:
    """Releases in which nothing is shown, in place of rounded ones; those that were made."""
    made: list[Quarter] = []

    def make(house: House, visitor: Visitor, quarter: Quarter, *, at: dt.datetime) -> Release:
        made.append(quarter)
        with engine.writing(house.engine) as connection:
            new = world.new_release(connection, {}, quarter=quarter, cells=world.cells({}, country=house.country))
            return release_writing.write(connection, new, by=visitor, at=at)

    monkeypatch.setattr(releasing, "make", make)
    return made


def test_the_demo_is_filled_once_and_says_how_far_it_is(var: Path, invented: list[Quarter]) -> None:
    first = CliRunner().invoke(app, ["demo", "--country", "TLS"], catch_exceptions=False)
    assert first.exit_code == 0
    assert "2023-Q4: " in first.stdout
    assert "2026-Q3: " in first.stdout
    assert (var / "lima-tls.db").is_file()
    assert invented == [NEWEST_CLOSED - 3, NEWEST_CLOSED - 2, NEWEST_CLOSED - 1, NEWEST_CLOSED]
    for number, quarter in enumerate(invented):
        assert text("demo.releasing", quarter=quarter, number=number + 1, of=4) in first.stdout
    house = open_house(read_settings({"LIMA_VAR": str(var), "COUNTRY": "TLS"}))
    with engine.reading(house.engine) as connection:
        assert sorted(releases.newest_published(connection)) == invented
        assert releases.opened(connection) == {Role.DONOR, Role.PUBLIC}
    house.engine.dispose()
    again = CliRunner().invoke(app, ["demo", "--country", "TLS"], catch_exceptions=False)
    assert again.exit_code == 0
    assert again.stdout.strip() == text("demo.already", country="TLS")


def test_another_database_is_refused_and_not_even_made(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = var / "other.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{other}")
    with pytest.raises(SetupError, match="DATABASE_URL"):
        CliRunner().invoke(app, ["demo", "--country", "TLS"], catch_exceptions=False)
    assert not other.exists()


def test_a_database_marked_as_real_is_refused(var: Path) -> None:
    settings = read_settings({"LIMA_VAR": str(var), "COUNTRY": "TLS"})
    real = engine.connect(settings.database_url)
    engine.create(real, country="TLS", world="real")
    real.dispose()
    with pytest.raises(SetupError, match="real"):
        CliRunner().invoke(app, ["demo", "--country", "TLS"], catch_exceptions=False)


def test_serving_prepares_the_demo_in_the_embedded_database_and_nothing_in_another(
    var: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = read_settings({"LIMA_VAR": str(var), "COUNTRY": "TLS"})
    assert prepare(settings)  # the quarters are still to be released
    assert "2026-Q3: " in capsys.readouterr().out
    assert prepare(settings)
    assert capsys.readouterr().out == ""
    house = open_house(settings)
    mark_released(house, at=dt.datetime(2026, 11, 13, tzinfo=dt.UTC), by="nobody")
    house.engine.dispose()
    assert not prepare(settings)
    elsewhere = {"LIMA_VAR": str(var), "COUNTRY": "TLS", "DATABASE_URL": f"sqlite:///{var / 'other.db'}"}
    assert not prepare(read_settings(elsewhere))
    assert capsys.readouterr().out == ""
    house = open_house(read_settings(elsewhere))
    assert not house.facts.demo
    house.engine.dispose()
