"""The commands about the log and about backups: what they print and how they end."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.errors import NotEmpty
from data.settings import read_settings
from data.store import audit, engine, tables
from data.store.house import open_house
from tests.test_manage import Run, command


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return command(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> sa.Engine:
    """A database with a log of three entries."""
    opened = open_house(read_settings({"COUNTRY": "IDN", "LIMA_VAR": str(tmp_path)})).engine
    at = dt.datetime(2026, 10, 12, tzinfo=dt.UTC)
    with engine.writing(opened) as connection:
        audit.append(connection, [audit.Entry(at, "officer@example.org", "file_return", f"R{n}") for n in range(3)])
    opened.dispose()
    return opened


def write(store: sa.Engine, statement: sa.Executable) -> None:
    with engine.writing(store) as connection:
        connection.execute(statement)
    store.dispose()


@pytest.mark.usefixtures("store")
def test_a_whole_log_ends_with_nought_and_knows_its_head(run: Run) -> None:
    head = run("audit", "head").stdout.strip()
    assert json.loads(run("audit", "head", "--json").stdout) == {"entries": 3, "head": head}
    done = run("audit", "verify", "--head", head)
    assert (done.exit_code, done.stdout) == (0, f"The log is whole: 3 entries. Head: {head}\n")
    assert "--head" in run("audit", "verify").stdout
    whole = {"whole": True, "entries": 3, "head": head, "first_bad": None, "fault": None}
    assert json.loads(run("audit", "verify", "--json").stdout) == whole


def test_a_changed_entry_ends_with_one_and_is_named(run: Run, store: sa.Engine) -> None:
    write(store, sa.update(tables.audit).where(tables.audit.c.id == 2).values(actor="someone@example.org"))
    done = run("audit", "verify", "--language", "id")
    assert (done.exit_code, done.stdout.split(".")[0]) == (1, "Entri 2 diubah setelah ditulis, atau dipindahkan")
    broken = json.loads(run("audit", "verify", "--json").stdout)
    assert (broken["first_bad"], broken["fault"], broken["entries"]) == (2, "changed", 1)


def test_a_log_that_was_cut_off_is_seen_by_the_published_head(run: Run, store: sa.Engine) -> None:
    head = run("audit", "head").stdout.strip()
    write(store, sa.delete(tables.audit).where(tables.audit.c.id == 3))
    assert run("audit", "verify").exit_code == 0
    done = run("audit", "verify", "--head", head)
    assert done.exit_code == 1
    assert "entry 3 and those after it are missing" in done.stdout


@pytest.mark.usefixtures("store")
def test_a_head_that_is_none_and_a_database_that_is_none_are_wrong_usage(run: Run, tmp_path: Path) -> None:
    assert run("audit", "verify", "--head", "abc").exit_code == 2
    nowhere = tmp_path / "nowhere.db"
    for words in (("audit", "verify"), ("audit", "head")):
        assert run(*words, DATABASE_URL=f"sqlite:///{nowhere}").exit_code == 2
    assert not nowhere.exists()
    other_country = f"sqlite:///{tmp_path / 'lima.db'}"
    assert run("audit", "verify", DATABASE_URL=other_country, COUNTRY="TLS").exit_code == 2


@pytest.mark.usefixtures("store")
def test_a_backup_is_restored_in_another_folder_with_the_same_head(run: Run, tmp_path: Path) -> None:
    out, there = str(tmp_path / "lima.backup"), str(tmp_path / "there")
    head = run("audit", "head").stdout.strip()
    made = json.loads(run("backup", "--out", out, "--json").stdout)
    assert (made["country"], made["world"], made["entries"], made["head"]) == ("IDN", "demo", 3, head)
    done = run("restore", out, "--to", there)
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, f"Head of the log: {head}")
    assert run("audit", "verify", "--head", head, LIMA_VAR=there).exit_code == 0
    with pytest.raises(NotEmpty):
        run("restore", out, "--to", there)
    nowhere = run("backup", "--out", out + "2", DATABASE_URL=f"sqlite:///{tmp_path / 'nowhere.db'}")
    assert nowhere.exit_code == 2
