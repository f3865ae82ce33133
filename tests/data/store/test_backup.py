"""A backup made while others file is one state of the database; restored elsewhere its totals and head are equal."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import threading
import uuid
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data.errors import BackupExists, BackupNotWritten, BadBackup, NotEmpty, OtherBackup
from data.model import Status
from data.store import audit, engine, restoring, returns, tables
from data.store.backup import MANIFEST, back_up, totals
from tests.data.store.world import XLAND, facility_row, new_return, total, withdraw

AT = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
LINE = {
    "row": 4, "facility": "Centre", "source": "Ministry", "source_kind": "state", "status": "signed", "amount": 0.1,
    "currency": "XXX", "signed_on": dt.date(2026, 9, 1), "due_on": None, "received_on": None, "until": None,
    "sheet": "Funding",
}  # fmt: skip


@pytest.fixture
def store(store_url: str) -> Iterator[Engine]:
    """A database with all that there can be: revisions, answers, a centre and its money, a file, one withdrawn."""
    opened = engine.connect(store_url)
    engine.create(opened, country="XXX", world="real")
    said = (total("A-1", 0.1), total("A-2", None, Status.NOT_EXPECTED), total("R-1a", 1), total("R-1b", 3))
    rows = {"facility_rows": [facility_row()], "funding_rows": [LINE]}
    news = [
        new_return(
            "1.0", *said, content=bytes(range(256)), answers={"why": 'Tidak ada \u2013 \u2028 "semua"\n'}, **rows
        ),
        new_return("1.1", total("A-1", 0.2), content=b"x"),
        new_return("2.0", total("a-1", 1e-9), total("B-1", 1e15)),
        new_return("1.0", *said[1:], total("A-1", 0.7), by="someone@example.org"),
    ]
    with engine.writing(opened) as connection:
        given = returns.file_returns(connection, news, country=XLAND)
        withdraw(connection, given[1].receipt)
    yield opened
    opened.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Another empty database, of the same kind or the other."""
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_server")(f"elsewhere_{uuid.uuid4().hex}"))
    return f"sqlite:///{tmp_path / 'elsewhere' / 'lima.db'}"


def file_until(store: Engine, stop: threading.Event, filed: list[int]) -> None:
    """File one return after the other, as fast as it goes."""
    for number in itertools.count():
        if stop.is_set():
            return
        new = new_return(f"2.{number % 3}", total("A-1", number), total("A-3", 0.1), content=b"%d" % number)
        with engine.writing(store) as connection:
            returns.file_returns(connection, [new], country=XLAND)
        filed.append(number)


def test_a_backup_on_a_running_system_is_restored_elsewhere_with_equal_totals_and_head(
    store: Engine, elsewhere: str, tmp_path: Path
) -> None:
    stop, filed = threading.Event(), list[int]()
    writer = threading.Thread(target=file_until, args=(store, stop, filed))
    writer.start()
    try:
        while len(filed) < 3:
            stop.wait(0.001)
        made = back_up(store, tmp_path / "lima.backup", at=AT)
        many = len(filed) + 3
        while len(filed) < many:
            stop.wait(0.001)
    finally:
        stop.set()
        writer.join()
    assert restoring.restore(tmp_path / "lima.backup", elsewhere).log.whole
    restored = engine.connect(elsewhere)
    with engine.reading(restored) as connection:
        assert audit.head(connection) == (made.entries, made.head)
        assert audit.examine(connection, made.head).whole
        assert totals(connection) == made.sums
    # One state: as many numbers as the log of that very state says, and none of those that came after.
    assert made.tables["returns"].rows + 1 == made.entries < len(filed) + 5
    # Every row of every table is as it was: a backup of the restored is, table by table, the same to the last byte.
    again = back_up(restored, tmp_path / "again.backup", at=AT)
    assert replace(again, made_at=made.made_at) == made
    assert again.tables["answers"].rows == again.tables["funding_lines"].rows == 1
    restored.dispose()


def test_a_restored_database_is_worked_on_where_the_other_stopped(
    store: Engine, elsewhere: str, tmp_path: Path
) -> None:
    back_up(store, tmp_path / "lima.backup", at=AT)
    restoring.restore(tmp_path / "lima.backup", elsewhere)
    restored = engine.connect(elsewhere)
    with engine.writing(restored) as connection:
        (receipt,) = returns.file_returns(connection, [new_return("1.0", total("A-1", 5))], country=XLAND)
    with engine.reading(restored) as connection:
        assert audit.examine(connection).whole
    assert receipt.revision == 3
    assert engine.read_facts(restored, country="XXX") == engine.read_facts(store, country="XXX")
    restored.dispose()


def test_the_sums_of_every_measure_are_told(store: Engine) -> None:
    with engine.reading(store) as connection:
        assert totals(connection) == {
            "A-1": [0.7, 0], "A-2": [0, 0], "B-1": [1e15, 0], "R-1": [1, 3], "R-1a": [1, 0], "R-1b": [3, 0],
            "a-1": [1e-9, 0],
        }  # fmt: skip


def test_a_backup_overwrites_nothing_and_leaves_no_half_one(store: Engine, tmp_path: Path) -> None:
    out = tmp_path / "lima.backup"
    back_up(store, out, at=AT)
    kept = out.read_bytes()
    assert out.stat().st_mode & 0o077 == 0
    with pytest.raises(BackupExists):
        back_up(store, out, at=AT)
    assert out.read_bytes() == kept
    with pytest.raises(BackupNotWritten):
        back_up(store, tmp_path / "no folder" / "lima.backup", at=AT)
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_only_an_empty_database_takes_a_backup(store: Engine, store_url: str, tmp_path: Path) -> None:
    back_up(store, tmp_path / "lima.backup", at=AT)
    with engine.reading(store) as connection:
        before = audit.head(connection)
    with pytest.raises(NotEmpty):
        restoring.restore(tmp_path / "lima.backup", str(store.url.render_as_string(hide_password=False)))
    with engine.reading(store) as connection:
        assert audit.head(connection) == before


def test_a_folder_gets_the_embedded_database_of_its_country(store: Engine, tmp_path: Path) -> None:
    back_up(store, tmp_path / "lima.backup", at=AT)
    restoring.restore(tmp_path / "lima.backup", str(tmp_path / "var"))
    assert engine.database_exists(f"sqlite:///{tmp_path / 'var' / 'lima-xxx.db'}")


def changed(file: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The archive with other content, well packed."""
    out = file.with_name("changed.backup")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out


def with_manifest(**more: object) -> Callable[[str, bytes], bytes]:
    return lambda name, content: json.dumps(json.loads(content) | more).encode() if name == MANIFEST else content


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda name, content: content.replace(b"0.7", b"0.8"), BadBackup),
        (lambda name, content: content if "audit" in name else content[:-9], BadBackup),
        (lambda name, content: None if "answers" in name else content, BadBackup),
        (lambda name, content: None if name == MANIFEST else content, BadBackup),
        (with_manifest(head="0" * 64), BadBackup),
        (with_manifest(sums={}), BadBackup),
        (with_manifest(schema="0000"), OtherBackup),
        (with_manifest(format=99), OtherBackup),
    ],
    ids=["value", "cut", "no table", "no manifest", "head", "sums", "schema", "format"],
)
def test_a_damaged_backup_is_refused_and_nothing_is_restored(
    store: Engine, tmp_path: Path, change: Callable[[str, bytes], bytes | None], error: type[Exception]
) -> None:
    back_up(store, tmp_path / "lima.backup", at=AT)
    target = f"sqlite:///{tmp_path / 'target.db'}"
    with pytest.raises(error):
        restoring.restore(changed(tmp_path / "lima.backup", change), target)
    # What is left is empty: the right backup can still be restored there.
    assert restoring.restore(tmp_path / "lima.backup", target).log.whole


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"text"])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "no.backup").write_bytes(content)
    with pytest.raises(BadBackup):
        restoring.restore(tmp_path / "no.backup", str(tmp_path / "var"))
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_a_log_that_was_broken_before_is_restored_and_said_to_be_broken(store: Engine, tmp_path: Path) -> None:
    with engine.writing(store) as connection:
        connection.execute(sa.update(tables.audit).where(tables.audit.c.id == 2).values(actor="x"))
    back_up(store, tmp_path / "lima.backup", at=AT)
    assert restoring.restore(tmp_path / "lima.backup", str(tmp_path / "var")).log.bad == 2
