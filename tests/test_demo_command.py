"""`python manage.py demo`: fills the embedded database once, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from commands.serving import prepare
from data.errors import SetupError
from data.settings import read_settings
from data.store import engine
from data.store.house import open_house
from data.words import text
from manage import app


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIMA_VAR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


def test_the_demo_is_filled_once_and_says_how_far_it_is(var: Path) -> None:
    first = CliRunner().invoke(app, ["demo", "--country", "TLS"], catch_exceptions=False)
    assert first.exit_code == 0
    assert "2023-Q4: " in first.stdout
    assert "2026-Q3: " in first.stdout
    assert (var / "lima-tls.db").is_file()
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
    prepare(read_settings({"LIMA_VAR": str(var), "COUNTRY": "TLS"}))
    assert "2026-Q3: " in capsys.readouterr().out
    prepare(read_settings({"LIMA_VAR": str(var), "COUNTRY": "TLS"}))
    assert capsys.readouterr().out == ""
    elsewhere = {"LIMA_VAR": str(var), "COUNTRY": "TLS", "DATABASE_URL": f"sqlite:///{var / 'other.db'}"}
    prepare(read_settings(elsewhere))
    assert capsys.readouterr().out == ""
    house = open_house(read_settings(elsewhere))
    assert not house.facts.demo
    house.engine.dispose()
