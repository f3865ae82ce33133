"""`doctor`: every wrong that it can find is caused here, and it names each; a sound installation has none."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from commands.checkup import machine
from data.settings import ROOT, read_settings
from data.store import audit
from data.store.engine import writing
from data.store.house import open_house
from data.store.published import engine_of_role
from data.store.tables import audit as log
from data.words import languages, words
from tests.conftest import free_port
from tests.data.store.release_world import role_of
from tests.test_manage import Run, command

NAMES = {"HOST": "127.0.0.1", "LIMA_HOSTS": "lima.example.org"}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return command(tmp_path / "var")


@pytest.fixture
def real(tmp_path: Path) -> dict[str, str]:
    """A sound installation with a real database, an entry in its log, and a fresh backup."""
    var = tmp_path / "var"
    environ = {"COUNTRY": "TLS", "DATABASE_URL": f"sqlite:///{var / 'real.db'}", "LIMA_VAR": str(var)} | NAMES
    house = open_house(read_settings(environ))
    at = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    with writing(house.engine) as connection:
        audit.append(connection, [audit.Entry(at, "officer@example.org", "sign_in", "officer@example.org")])
    house.engine.dispose()
    (var / "backups").mkdir()
    (var / "backups" / "lima.backup").touch(mode=0o600)
    for path in (var, *var.iterdir()):
        path.chmod(0o700)
    return environ


def found(run: Run, environ: dict[str, str], *words: str) -> dict[str, str]:
    """What is said, by what it is about: how it stands."""
    done = run("doctor", "--json", *words, **environ)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    standings = {line["about"]: line["standing"] for line in lines}
    assert done.exit_code == (1 if "wrong" in standings.values() else 0)
    return standings


def wrongs(run: Run, environ: dict[str, str], *words: str) -> set[str]:
    return {about for about, standing in found(run, environ, *words).items() if standing == "wrong"}


def test_a_sound_installation_has_nothing_wrong_and_is_not_changed(run: Run, real: dict[str, str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in Path(real["LIMA_VAR"]).rglob("*") if path.suffix == ".backup"}
    standings = found(run, real)
    assert set(standings.values()) - {"hint"} == {"well"}
    assert {"database", "database_writable", "log", "backup", "packages", "names", "real", "clock"} <= set(standings)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    said = run("doctor", "--language", "id", **real)
    assert said.exit_code == 0
    assert "Basis data dapat ditulis." in said.stdout


def test_before_the_first_start_there_is_no_database_and_none_is_made(run: Run, tmp_path: Path) -> None:
    assert found(run, {"COUNTRY": "TLS"} | NAMES)["database_none"] == "hint"
    assert not (tmp_path / "var").exists()


def old_backup(environ: dict[str, str]) -> None:
    file = Path(environ["LIMA_VAR"]) / "backups" / "lima.backup"
    long_ago = file.stat().st_mtime - 40 * 3600
    os.utime(file, (long_ago, long_ago))


def no_backup(environ: dict[str, str]) -> None:
    shutil.rmtree(Path(environ["LIMA_VAR"]) / "backups")


def change(statement: Callable[[], sa.Executable]) -> Callable[[dict[str, str]], None]:
    def changed(environ: dict[str, str]) -> None:
        store = sa.create_engine(environ["DATABASE_URL"])
        with store.begin() as connection:
            connection.execute(statement())
        store.dispose()

    return changed


def no_database(environ: dict[str, str]) -> None:
    Path(environ["DATABASE_URL"].removeprefix("sqlite:///")).write_bytes(b"This is no database. " * 500)
    for more in Path(environ["LIMA_VAR"]).glob("real.db-*"):
        more.unlink()


def any_name(environ: dict[str, str]) -> None:
    environ |= {"HOST": "0.0.0.0", "LIMA_HOSTS": ""}


def no_server(environ: dict[str, str]) -> None:
    environ["DATABASE_URL"] = f"postgresql://lima@127.0.0.1:{free_port()}/lima"


WRONG: dict[str, Callable[[dict[str, str]], None]] = {
    "backup_old": old_backup,
    "backup_none": no_backup,
    "log_broken": change(lambda: sa.update(log).values(actor="someone@example.org")),
    "clock_back": change(lambda: sa.text("UPDATE audit SET at = '2099-01-01 00:00:00.000000'")),
    "database_wrong": change(lambda: sa.text("UPDATE alembic_version SET version_num = '9999'")),
    "database_damaged": no_database,
    "database_unreachable": no_server,
    "names_missing": any_name,
}


@pytest.mark.parametrize("about", WRONG)
def test_what_is_wrong_is_named(run: Run, real: dict[str, str], about: str) -> None:
    WRONG[about](real)
    assert about in wrongs(run, real)


@pytest.mark.postgres
def test_a_database_that_may_only_be_read(run: Run, real: dict[str, str], postgres_url: str) -> None:
    real["DATABASE_URL"] = postgres_url
    house = open_house(read_settings(real))
    with house.engine.connect() as connection:
        name = connection.scalar(sa.text("SELECT current_database()"))
        connection.execute(sa.text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
        connection.commit()
    house.engine.dispose()
    assert wrongs(run, real) == {"database_read_only"}


@pytest.mark.postgres
def test_who_reads_released_figures_and_what_else_they_could_read(
    run: Run, real: dict[str, str], postgres_url: str
) -> None:
    real["DATABASE_URL"] = postgres_url
    open_house(read_settings(real)).engine.dispose()
    assert found(run, real)["released_nobody"] == "hint"
    assert found(run, real | {"RELEASED_DATABASE_URL": role_of(postgres_url)})["released"] == "well"
    assert wrongs(run, real | {"RELEASED_DATABASE_URL": postgres_url}) == {"released_besides"}
    nobody = sa.make_url(postgres_url).set(username="nobody_of_tests").render_as_string(hide_password=False)
    assert wrongs(run, real | {"RELEASED_DATABASE_URL": nobody}) == {"released_unreachable"}
    for url in (postgres_url, role_of(postgres_url), nobody):
        engine_of_role(url).dispose()


def test_the_folder_of_backups_may_be_another(run: Run, real: dict[str, str], tmp_path: Path) -> None:
    assert wrongs(run, real, "--backups", str(tmp_path / "other")) == {"backup_none"}


def test_a_full_disk_and_other_packages(run: Run, real: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: usage(10**9, 10**9 - 7, 7))
    monkeypatch.setattr(machine, "installed", lambda name: None if name == "pandas" else machine.metadata.version(name))
    assert wrongs(run, real) == {"disk", "package"}


def test_a_wrong_content_folder(run: Run, real: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "own" / "words"
    folder.mkdir(parents=True)
    (folder / "en.yaml").write_text("shell: [1]")
    assert "content_wrong" in wrongs(run, real | {"LIMA_CONTENT": str(folder.parent)})


def test_files_that_others_may_read_are_hints(run: Run, real: dict[str, str]) -> None:
    Path(real["LIMA_VAR"]).chmod(0o755)
    assert found(run, real)["file_open"] == "hint"


def test_every_pin_is_read() -> None:
    requirements = (ROOT / "requirements.txt").read_text("utf-8")
    assert len(list(machine.pinned(requirements.replace(" ; ", " # ")))) == sum(
        "==" in line for line in requirements.splitlines()
    )
    assert list(machine.pinned('a-b[c]==1.2 ; sys_platform == "nowhere" \\\n')) == []
    assert list(machine.pinned("a-b[c]==1.2 \\\n    --hash=sha256:0")) == [("a-b", "1.2")]


def test_every_sentence_has_its_look() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "commands" / "checkup").glob("*.py"))
    keys = [key.split(".")[1] for key in words(languages()[0]) if key.startswith("doctor.") and ".standing." not in key]
    assert [key for key in keys if f'"{key}"' not in code and not key.startswith("database_")] == []
