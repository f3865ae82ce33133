"""When the database cannot go on: it is said in our words, nothing is stored by halves, and afterwards it goes on."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from data.errors import DatabaseBusy, DatabaseDamaged, DatabaseReadOnly, DatabaseTrouble, DatabaseUnreachable, DiskFull
from data.store import audit, engine
from data.store.returns import file_returns
from data.store.tables import audit as log
from data.store.tables import metadata, returns
from tests.conftest import ROOT, free_port
from tests.data.store.world import XLAND, new_return, total


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SECONDS_TO_WAIT_FOR_A_LOCK", 0.1)


@pytest.fixture
def store(store_url: str) -> Iterator[sa.Engine]:
    opened = engine.connect(store_url)
    engine.create(opened, country="XXX", world="real")
    file(opened, "1.0")
    yield opened
    opened.dispose()


def file(store: sa.Engine, place: str, **more: object) -> None:
    with engine.writing(store) as connection:
        file_returns(connection, [new_return(place, total("N-1", 7), **more)], country=XLAND)


def held(store: sa.Engine) -> dict[str, int]:
    """The rows of every table."""
    with engine.reading(store) as connection:
        assert audit.examine(connection).whole
        count = sa.func.count()
        return {name: connection.scalar(sa.select(count).select_from(t)) or 0 for name, t in metadata.tables.items()}


def on_postgres(store: sa.Engine, *statements: str) -> None:
    """Run statements as the server's owner, outside the engine that is watched."""
    with sa.create_engine(store.url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool).connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


class Trouble:
    """A database that is brought into trouble, and out of it."""

    def __init__(self, store: sa.Engine) -> None:
        self.store = store
        self.sqlite = store.dialect.name == "sqlite"
        self._pragmas: list[str] = []
        self._holding: sa.Connection | None = None
        if self.sqlite:
            sa.event.listen(store, "checkout", self._prepare)

    def _prepare(self, connection: sqlite3.Connection, *_: object) -> None:
        for pragma in self._pragmas:
            connection.execute(f"PRAGMA {pragma}")

    def disk_full(self) -> None:
        if self.sqlite:
            self._pragmas = ["max_page_count = 1"]  # never less than there is: not a page more
        else:
            on_postgres(
                self.store,
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
                "$$BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END$$",
                "CREATE TRIGGER full_disk BEFORE INSERT ON audit EXECUTE FUNCTION full_disk()",
            )

    def disk_emptied(self) -> None:
        self._pragmas = ["max_page_count = 1000000"]
        if not self.sqlite:
            on_postgres(self.store, "DROP FUNCTION full_disk CASCADE")

    def busy(self) -> None:
        self._holding = sa.create_engine(self.store.url, poolclass=sa.NullPool).connect()
        self._holding.exec_driver_sql("BEGIN IMMEDIATE" if self.sqlite else "LOCK TABLE audit IN EXCLUSIVE MODE")

    def free(self) -> None:
        assert self._holding is not None
        self._holding.rollback()
        self._holding.close()

    def read_only(self) -> None:
        self._pragmas = ["query_only = ON"]
        self._say_for_postgres('ALTER DATABASE "{}" SET default_transaction_read_only = on')

    def writable(self) -> None:
        self._pragmas = ["query_only = OFF"]
        self._say_for_postgres("SET default_transaction_read_only = off", 'ALTER DATABASE "{}" RESET ALL')

    def _say_for_postgres(self, *statements: str) -> None:
        if not self.sqlite:
            on_postgres(self.store, *(each.format(self.store.url.database) for each in statements))
            self.store.dispose()  # what a connection may is said when it is made


HOW: dict[str, tuple[type[DatabaseTrouble], Callable[[Trouble], None], Callable[[Trouble], None]]] = {
    "disk full": (DiskFull, Trouble.disk_full, Trouble.disk_emptied),
    "locked": (DatabaseBusy, Trouble.busy, Trouble.free),
    "read only": (DatabaseReadOnly, Trouble.read_only, Trouble.writable),
}


@pytest.mark.parametrize("how", HOW)
def test_nothing_is_stored_or_lost_and_afterwards_it_goes_on(store: sa.Engine, how: str) -> None:
    kind, begin, end = HOW[how]
    trouble, before = Trouble(store), held(store)
    begin(trouble)
    large = b"x" * 3_000_000  # more than the free pages of a small database
    with pytest.raises(kind) as said:
        file(store, "1.1", content=large)
    assert type(said.value) is kind
    assert said.value.__cause__ is not None
    assert held(store) == before
    end(trouble)
    assert held(store) == before
    file(store, "1.1", content=large)
    after = held(store)
    assert after["returns"] == before["returns"] + 1
    assert after["audit"] == before["audit"] + 1


@pytest.mark.postgres
def test_a_server_that_goes_away_in_mid_run_and_comes_back(postgres_url: str) -> None:
    store = engine.connect(postgres_url)
    engine.create(store, country="XXX", world="real")
    before = held(store)
    with pytest.raises(DatabaseUnreachable), engine.writing(store) as connection:  # noqa: PT012
        file_returns(connection, [new_return("1.0", total("N-1", 7))], country=XLAND)
        own = connection.scalar(sa.text("SELECT pg_backend_pid()"))
        on_postgres(store, f"SELECT pg_terminate_backend({own})")
        connection.execute(sa.select(returns))
    name = store.url.database
    elsewhere = sa.create_engine(
        store.url.set(database="postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool
    )
    with elsewhere.connect() as server:
        server.exec_driver_sql(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        server.exec_driver_sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608
        with pytest.raises(DatabaseUnreachable):
            file(store, "1.0")
        server.exec_driver_sql(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    assert held(store) == before
    file(store, "1.0")
    assert held(store)["returns"] == before["returns"] + 1
    store.dispose()


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(DatabaseUnreachable):
        engine.database_exists(f"postgresql://lima@127.0.0.1:{free_port()}/lima")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    store = engine.connect(f"sqlite:///{tmp_path / 'none' / 'lima.db'}")
    with pytest.raises(DatabaseUnreachable), store.connect():
        pass


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "lima.db").write_bytes(b"This is no database. " * 100)
    with pytest.raises(DatabaseDamaged):
        engine.database_exists(f"sqlite:///{tmp_path / 'lima.db'}")


def test_what_is_wrong_with_a_statement_is_no_trouble_of_the_database_and_names_no_value(store: sa.Engine) -> None:
    row: dict[str, Any] = {"id": 1, "actor": "somebody@example.org"}
    row |= {"at": new_return("1.0").at, "action": "a", "subject": "s", "detail": "{}", "previous": "p", "hash": "h"}
    with pytest.raises(IntegrityError) as said, engine.writing(store) as connection:
        connection.execute(log.insert(), [row])
    assert "somebody@example.org" not in str(said.value)


def test_the_address_may_say_how_long_to_wait() -> None:
    assert "options" not in engine._patience({"options": "-c lock_timeout=1s"})
    assert engine._patience({})["options"] == "-c lock_timeout=100ms"


def test_a_disk_that_is_really_full_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    tiny = 'mount -t tmpfs -o size=6m tmpfs "$0" && head -c 1000000 /dev/zero > "$0/filler"'
    alone = ["unshare", "--map-root-user", "--mount", "bash", "-c"]
    if shutil.which("unshare") is None or subprocess.run([*alone, tiny, tmp_path], check=False).returncode:
        pytest.skip("this system allows no small disk of one's own")
    fill = f'{tiny} && exec "{sys.executable}" -m tests.data.store.filling_a_disk "$0"'
    done = subprocess.run([*alone, fill, tmp_path], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["acknowledged"] == told["when_full"] > 3
    assert told["afterwards"] == told["acknowledged"] + 1
