"""A filled database of every earlier schema is upgraded, loses nothing, and one can go back; others are refused."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from data.errors import BackupNotWritten, BadBackup, OlderDatabase, WrongDatabase
from data.settings import read_settings
from data.store import audit, engine, restoring
from data.store.backup import MANIFEST, Manifest, totals
from data.store.house import open_house
from data.store.migrations.run import alembic_config, upgrade
from data.store.schema import SCHEMA, known_schemas, metadata, schema_of, tables_there
from data.store.upgrading import upgrade_with_backup
from tests.test_manage import command

EARLIER = Path(__file__).parent / "earlier"
AT = dt.datetime(2026, 11, 22, 4, 30, tzinfo=dt.UTC)
FILES = sorted(EARLIER.glob("*.backup"))
by_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def said(file: Path) -> dict[str, Any]:
    with zipfile.ZipFile(file) as archive:
        return dict(json.loads(archive.read(MANIFEST)))


def put_back(file: Path, url: str) -> sa.Engine:
    """The database as it was then, not upgraded."""
    store = engine.connect(url)
    if store.url.database and store.dialect.name == "sqlite":
        Path(store.url.database).write_bytes(as_a_file(file))
    else:
        copy_of(file, store)
    return store


def copy_of(file: Path, store: sa.Engine) -> None:
    """The same in PostgreSQL, which is read once from the backup and copied by the server for all tests."""
    name, model = store.url.database, f"earlier_{file.stem}"
    every = engine.connect(store.url.set(database="postgres").render_as_string(hide_password=False))
    with every.connect().execution_options(isolation_level="AUTOCOMMIT") as server:
        if not server.scalar(sa.text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": model}):
            server.execute(sa.text(f'CREATE DATABASE "{model}"'))
            first = engine.connect(store.url.set(database=model).render_as_string(hide_password=False))
            read_into(first, file)
            first.dispose()
        store.dispose()
        server.execute(sa.text(f'DROP DATABASE "{name}"'))
        server.execute(sa.text(f'CREATE DATABASE "{name}" TEMPLATE "{model}"'))
    every.dispose()


@functools.cache
def as_a_file(file: Path) -> bytes:
    """The same as an SQLite file, which is read once from the backup for all tests."""
    with tempfile.TemporaryDirectory() as folder:
        store = engine.connect(f"sqlite:///{folder}/lima.db")
        read_into(store, file)
        store.dispose()
        assert [path.name for path in Path(folder).iterdir()] == ["lima.db"]
        return (Path(folder) / "lima.db").read_bytes()


def read_into(store: sa.Engine, file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        restoring._put_back(store, archive, restoring._examined(archive, file.name), file.name)


def rows(store: sa.Engine, schema: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a schema, read with the columns that this schema has."""
    with engine.reading(store) as connection:
        known = tables_there(connection, schema)
        return {
            name: [tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key.columns))]
            for name, table in known.tables.items()
        }


def test_every_earlier_schema_is_known_and_has_its_database_here() -> None:
    script = ScriptDirectory.from_config(alembic_config())
    assert sorted(each.revision for each in script.walk_revisions()) == list(known_schemas())
    assert known_schemas()[-1] == SCHEMA
    released = {file.stem for file in FILES}
    assert "0001" in released
    assert released < set(known_schemas())
    assert [said(file)["schema"] for file in FILES] == [file.stem for file in FILES]


@by_file
def test_an_upgrade_of_a_filled_database_loses_and_changes_nothing(file: Path, store_url: str, tmp_path: Path) -> None:
    """And the backup made before it is one that the earlier program takes."""
    before = said(file)
    store = put_back(file, store_url)
    old = rows(store, before["schema"])
    done = upgrade_with_backup(store, tmp_path / "backups", at=AT)
    assert done is not None
    assert (done.before, done.after) == (before["schema"], SCHEMA)
    new = rows(store, SCHEMA)
    with engine.reading(store) as connection:
        assert schema_of(connection) == SCHEMA
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert totals(connection) == before["sums"]
        assert audit.head(connection) == (before["entries"], before["head"])
        assert audit.examine(connection).whole
        columns = {name: tuple(table.columns.keys()) for name, table in metadata.tables.items()}
    assert set(old) <= set(new)
    for name, kept in before["tables"].items():
        assert len(old[name]) == len(new[name]) == kept["rows"]
        places = [columns[name].index(column) for column in kept["columns"]]
        assert [tuple(row[place] for place in places) for row in new[name]] == old[name], name
    assert upgrade_with_backup(store, tmp_path / "backups", at=AT) is None
    store.dispose()
    assert done.backup.name == f"before-upgrade-from-{file.stem}-20261122T043000Z.backup"
    assert done.backup.stat().st_mode & 0o077 == 0
    now = said(done.backup)
    # Table by table the same columns and, to the last byte, the same rows as the earlier program itself wrote.
    assert now | {"made_at": before["made_at"]} == before


@by_file
def test_an_earlier_backup_is_restored_into_this_schema(file: Path, tmp_path: Path) -> None:
    done = restoring.restore(file, str(tmp_path))
    assert done.log.whole
    assert isinstance(done.manifest, Manifest)
    settings = read_settings({"COUNTRY": done.manifest.country, "LIMA_VAR": str(tmp_path)})
    house = open_house(settings)
    with engine.reading(house.engine) as connection:
        assert totals(connection) == done.manifest.sums
    house.engine.dispose()


def statements(file: Path, folder: Path) -> int:
    """How many statements the upgrade of an SQLite database takes."""
    store = put_back(file, f"sqlite:///{folder / 'counted.db'}")
    count = itertools.count()
    sa.event.listen(store, "before_cursor_execute", lambda *_: next(count))
    upgrade(store)
    store.dispose()
    return next(count)


class Killed(Exception):
    """What stands for the power going off."""


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_an_upgrade_that_is_broken_off_leaves_the_database_as_it_was(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    file = FILES[0]
    in_all = statements(file, tmp_path)
    if kind == "sqlite":
        store = put_back(file, f"sqlite:///{tmp_path / 'lima.db'}")
    else:
        store = put_back(file, request.getfixturevalue("postgres_url"))
    before = rows(store, file.stem)
    for stop in sorted({3, in_all // 3, in_all // 2, in_all - 1}):
        count = itertools.count(1)

        def kill(*_: object, stop: int = stop, count: Iterator[int] = count) -> None:
            if next(count) == stop:
                raise Killed

        sa.event.listen(store, "after_cursor_execute", kill)
        with pytest.raises(Killed):
            upgrade(store)
        sa.event.remove(store, "after_cursor_execute", kill)
        with engine.reading(store) as connection:
            assert schema_of(connection) == file.stem
        assert rows(store, file.stem) == before
    upgrade(store)
    with engine.reading(store) as connection:
        assert schema_of(connection) == SCHEMA
    store.dispose()


def test_without_room_for_the_backup_nothing_is_upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = put_back(FILES[0], f"sqlite:///{tmp_path / 'lima.db'}")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("data.store.backup.os.fsync", full)
    with pytest.raises(BackupNotWritten):
        upgrade_with_backup(store, tmp_path / "backups", at=AT)
    assert list((tmp_path / "backups").iterdir()) == []
    with engine.reading(store) as connection:
        assert schema_of(connection) == FILES[0].stem
    store.dispose()


@pytest.mark.parametrize("schema", ["9999", "", None])
def test_a_schema_that_is_not_known_is_refused_and_left_alone(tmp_path: Path, schema: str | None) -> None:
    url = f"sqlite:///{tmp_path / 'own.db'}"
    settings = read_settings({"COUNTRY": "TLS", "LIMA_VAR": str(tmp_path), "DATABASE_URL": url})
    store = open_house(settings).engine
    with engine.writing(store) as connection:
        if schema is None:
            connection.execute(sa.text("DROP TABLE alembic_version"))
        else:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = :schema"), {"schema": schema})
    before = shutil.copyfile(tmp_path / "own.db", tmp_path / "before.db").read_bytes()
    with pytest.raises(WrongDatabase, match="does not know"):
        open_house(settings)
    with pytest.raises(WrongDatabase, match="does not know"):
        upgrade_with_backup(store, tmp_path, at=AT)
    store.dispose()
    assert (tmp_path / "own.db").read_bytes() == before


def test_an_older_schema_is_refused_with_the_way_out_and_the_command_takes_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'own.db'}"
    put_back(FILES[0], url).dispose()
    environ = {"COUNTRY": "TLS", "LIMA_VAR": str(tmp_path), "DATABASE_URL": url}
    with pytest.raises(OlderDatabase, match=r"manage\.py upgrade"):
        open_house(read_settings(environ))
    run = command(tmp_path)
    done = run("upgrade", "--json", **environ)
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert (told["before"], told["after"], Path(told["backup"]).is_file()) == (FILES[0].stem, SCHEMA, True)
    assert "Nothing was changed" in run("upgrade", **environ).stdout
    assert run("upgrade", **environ | {"DATABASE_URL": f"sqlite:///{tmp_path / 'none.db'}"}).exit_code == 2


def test_the_embedded_demo_is_upgraded_by_itself(tmp_path: Path) -> None:
    put_back(FILES[0], f"sqlite:///{tmp_path / 'lima-tls.db'}").dispose()
    house = open_house(read_settings({"COUNTRY": "TLS", "LIMA_VAR": str(tmp_path)}))
    assert house.facts.demo
    assert len(list((tmp_path / "backups").iterdir())) == 1
    house.engine.dispose()


def test_the_tables_of_another_program_are_not_built_upon(store_url: str) -> None:
    store = engine.connect(store_url)
    with engine.writing(store) as connection:
        connection.execute(sa.text("CREATE TABLE people (name VARCHAR(20))"))
    with pytest.raises(WrongDatabase, match="not Lima's: people"):
        engine.create(store, country="XXX", world="real")
    with engine.reading(store) as connection:
        assert sa.inspect(connection).get_table_names() == ["people"]
    store.dispose()


def test_a_backup_of_an_earlier_schema_with_other_tables_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "changed.backup"
    with zipfile.ZipFile(FILES[0]) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            manifest = json.loads(old.read(name)) if name == MANIFEST else {}
            if manifest:
                manifest["tables"].pop("answers")
            new.writestr(name, json.dumps(manifest) if manifest else old.read(name))
    with pytest.raises(BadBackup):
        restoring.restore(out, str(tmp_path))
