"""The log names the first bad entry, whatever is done to it; on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Connection, Engine

from data.store import audit, engine
from data.store.audit import Examined, Fault
from data.store.tables import audit as log

COUNT = 7
AT = dt.datetime(2026, 10, 12, 8, 30, tzinfo=dt.UTC)
TEXTS = ("actor", "action", "subject", "detail", "previous", "hash")
numbers = st.integers(1, COUNT)
every_time = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def store(store_url: str) -> Iterator[Engine]:
    opened = engine.connect(store_url)
    engine.create(opened, country="XXX", world="demo")
    with engine.writing(opened) as connection:
        entries = [audit.Entry(AT, f"officer{n}@example.org", "file_return", f"R{n}", {"n": n}) for n in range(COUNT)]
        audit.append(connection, entries)
    yield opened
    opened.dispose()


def after(store: Engine, tamper: Callable[[Connection], object]) -> Examined:
    """What a walk finds after somebody tampered, held against the head published before; then all is put back."""
    with store.connect().execution_options(writing=True) as connection, connection.begin() as transaction:
        published = audit.head(connection)[1]
        tamper(connection)
        found = audit.examine(connection, published)
        transaction.rollback()
    return found


def renumber(connection: Connection, new_numbers: dict[int, int]) -> None:
    """Give entries other numbers, all at once."""
    moved = sa.case(new_numbers, value=log.c.id, else_=log.c.id) + 1000
    connection.execute(sa.update(log).values(id=moved))
    connection.execute(sa.update(log).where(log.c.id > 1000).values(id=log.c.id - 1000))


@every_time
@given(number=numbers, column=st.sampled_from(TEXTS), letters=st.text("abc", min_size=1, max_size=9))
def test_a_changed_entry_is_named(store: Engine, number: int, column: str, letters: str) -> None:
    def tamper(connection: Connection) -> None:
        connection.execute(sa.update(log).where(log.c.id == number).values({column: letters}))

    assert after(store, tamper) == Examined(number - 1, hash_of(store, number - 1), number, Fault.CHANGED)


@every_time
@given(number=numbers, microseconds=st.integers(1, 10**12))
def test_a_changed_time_is_named(store: Engine, number: int, microseconds: int) -> None:
    moved = AT + dt.timedelta(microseconds=microseconds)
    found = after(store, lambda to: to.execute(sa.update(log).where(log.c.id == number).values(at=moved)))
    assert (found.bad, found.fault) == (number, Fault.CHANGED)


@every_time
@given(number=numbers)
def test_a_change_that_is_hashed_anew_is_seen_at_the_next_entry_or_by_the_published_head(
    store: Engine, number: int
) -> None:
    def tamper(connection: Connection) -> None:
        connection.execute(sa.update(log).where(log.c.id == number).values(actor="someone@example.org"))
        hash_anew(connection, number)

    found = after(store, tamper)
    assert (found.bad, found.fault) == (number + 1, Fault.UNLINKED if number < COUNT else Fault.CUT)


@every_time
@given(first=numbers)
def test_whoever_writes_everything_anew_from_an_entry_on_does_not_come_to_the_published_head(
    store: Engine, first: int
) -> None:
    def tamper(connection: Connection) -> None:
        connection.execute(sa.update(log).where(log.c.id == first).values(actor="someone@example.org"))
        for number in range(first, COUNT + 1):
            previous = connection.execute(sa.select(log.c.hash).where(log.c.id == number - 1)).scalar()
            connection.execute(sa.update(log).where(log.c.id == number).values(previous=previous or audit.BEGINNING))
            hash_anew(connection, number)
        assert audit.examine(connection).whole

    assert (after(store, tamper).bad, after(store, tamper).fault) == (COUNT + 1, Fault.CUT)


@every_time
@given(gone=st.sets(numbers, min_size=1, max_size=COUNT))
def test_a_deleted_entry_is_named_also_at_the_end(store: Engine, gone: set[int]) -> None:
    found = after(store, lambda to: to.execute(sa.delete(log).where(log.c.id.in_(gone))))
    left = set(range(1, COUNT + 1)) - gone
    at_the_end = not any(number > min(gone) for number in left)
    assert (found.bad, found.fault) == (min(gone), Fault.CUT if at_the_end else Fault.MISSING)


@every_time
@given(number=numbers, right_hash=st.booleans())
def test_an_inserted_entry_is_named_or_the_one_that_no_longer_follows(
    store: Engine, number: int, right_hash: bool
) -> None:
    def tamper(connection: Connection) -> None:
        kept = connection.execute(sa.select(log.c.previous).where(log.c.id == number)).scalar_one()
        renumber(connection, {old: old + 1 for old in range(number, COUNT + 1)})
        forged = {"id": number, "at": AT, "actor": "x", "action": "x", "subject": "x", "detail": "{}"}
        connection.execute(log.insert(), [{**forged, "previous": kept, "hash": "f" * 64}])
        if right_hash:
            hash_anew(connection, number)

    # The entry behind a well forged one was hashed with its own number, which is another now.
    assert (after(store, tamper).bad, after(store, tamper).fault) == (number + right_hash, Fault.CHANGED)


@every_time
@given(order=st.permutations(range(1, COUNT + 1)))
def test_in_another_order_the_first_that_moved_is_named(store: Engine, order: list[int]) -> None:
    moved = [new for new, old in enumerate(order, start=1) if new != old]
    found = after(store, lambda to: renumber(to, {old: new for new, old in enumerate(order, start=1)}))
    assert (found.bad, found.fault) == ((moved[0], Fault.CHANGED) if moved else (None, None))


@every_time
@given(kept=st.integers(0, COUNT))
def test_a_log_that_was_cut_off_is_whole_by_itself_but_not_against_a_published_head(store: Engine, kept: int) -> None:
    def tamper(connection: Connection) -> None:
        connection.execute(sa.delete(log).where(log.c.id > kept))
        assert audit.examine(connection).whole

    found = after(store, tamper)
    assert (found.entries, found.bad) == (kept, kept + 1 if kept < COUNT else None)


@every_time
@given(published=st.integers(0, COUNT))
def test_a_whole_log_has_every_head_that_was_ever_published(store: Engine, published: int) -> None:
    with engine.reading(store) as connection:
        found = audit.examine(connection, hash_of(store, published))
        assert found == Examined(COUNT, audit.head(connection)[1])
        assert found.whole
        assert audit.examine(connection, "a" * 64).fault is Fault.CUT


def test_an_entry_before_the_first_is_named_by_its_own_number(store: Engine) -> None:
    found = after(store, lambda to: to.execute(sa.update(log).where(log.c.id == 3).values(id=-3)))
    assert (found.bad, found.fault) == (-3, Fault.FOREIGN)


def test_a_time_that_is_none_is_a_change_and_does_not_end_the_walk(store: Engine) -> None:
    if store.dialect.name != "sqlite":
        pytest.skip("PostgreSQL takes nothing but a time")
    found = after(store, lambda to: to.exec_driver_sql("UPDATE audit SET at = 'yesterday' WHERE id = 5"))
    assert (found.bad, found.fault) == (5, Fault.CHANGED)


def hash_of(store: Engine, number: int) -> str:
    with engine.reading(store) as connection:
        found = connection.execute(sa.select(log.c.hash).where(log.c.id == number)).scalar()
    return found or audit.BEGINNING


def hash_anew(connection: Connection, number: int) -> None:
    """As somebody would who has read how entries are hashed."""
    row = connection.execute(sa.select(log).where(log.c.id == number)).mappings().one()
    parts = [str(row["id"]), row["at"].isoformat(timespec="microseconds")]
    parts += [str(row[column]) for column in ("actor", "action", "subject", "detail", "previous")]
    made = hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
    connection.execute(sa.update(log).where(log.c.id == number).values(hash=made))
