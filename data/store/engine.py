"""Opening and creating the database, and the two ways to use it: reading and writing."""

from __future__ import annotations

import collections
import itertools
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url

from data.errors import WrongDatabase
from data.store import trouble
from data.store.schema import VERSION, metadata, require_known, schema_of
from data.store.tables import audit, facts
from data.words import setup_error

DEMO, REAL = "demo", "real"
NO_FIGURES = (
    *("sign_in", "sign_in_refused", "sign_out", "signed_out_everywhere", "password_set", "link_made"),
    *("person_added", "person_changed", "person_disabled", "person_enabled", "token_made", "token_ended", "download"),
    "funding_imported",
)
"""What stands in the log and changes no figure."""
SECONDS_TO_CONNECT = 10
SECONDS_TO_WAIT_FOR_A_LOCK = 30.0


@dataclass(frozen=True)
class Facts:
    """What a database is for ever: its world, its country, and the secret that signs download links."""

    world: str
    country: str
    secret: str

    @property
    def demo(self) -> bool:
        """Whether everything in it is synthetic."""
        return self.world == DEMO


def connect(url: str) -> Engine:
    """An engine for an SQLAlchemy address, whose errors name no value that was to be stored.

    SQLite is set to durable write-ahead logging and checked foreign keys.
    """
    address = make_url(url)
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() != "sqlite":
        engine = sa.create_engine(
            address, pool_pre_ping=True, hide_parameters=True, connect_args=_patience(address.query)
        )
        trouble.watch(engine)
        return engine
    wait: dict[str, Any] = {"timeout": SECONDS_TO_WAIT_FOR_A_LOCK}
    if address.database:
        engine = sa.create_engine(address, connect_args=wait, hide_parameters=True)
    else:  # each connection to memory would have a database of its own: all threads take turns at a single one
        turns: dict[str, Any] = {"poolclass": sa.QueuePool, "pool_size": 1, "max_overflow": 0}
        engine = sa.create_engine(
            address, connect_args=wait | {"check_same_thread": False}, hide_parameters=True, **turns
        )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", begin_sqlite)
    trouble.watch(engine)
    return engine


def _patience(said: Mapping[str, object]) -> dict[str, object]:
    """How long PostgreSQL is waited for, unless the address says otherwise; by itself it would be for ever."""
    patience = {
        "connect_timeout": SECONDS_TO_CONNECT,
        "options": f"-c lock_timeout={int(SECONDS_TO_WAIT_FOR_A_LOCK * 1000)}ms",
        "tcp_user_timeout": int(SECONDS_TO_WAIT_FOR_A_LOCK * 1000),
    }
    return {name: value for name, value in patience.items() if name not in said}


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Lima begins transactions itself (below): the driver's own implicit BEGIN comes too late to lock for writing.
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}")


def begin_sqlite(connection: Connection) -> None:
    """Begin a transaction, for the driver does not: one that writes locks at once."""
    mode = "IMMEDIATE" if connection.get_execution_options().get("writing") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that may write: all of it is stored when the block ends, or nothing if it raises."""
    try:
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            yield connection
    finally:
        _WRITTEN.append(next(_NUMBERS))


def written() -> int:
    """A number that grows with every transaction of this process that could write."""
    return _WRITTEN[-1]


_NUMBERS, _WRITTEN = itertools.count(1), collections.deque([0], maxlen=1)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that only reads, and sees one state of the database throughout."""
    with engine.connect().execution_options(**_one_state(engine)) as connection:
        yield connection


def _one_state(engine: Engine) -> dict[str, Any]:
    """What makes a transaction see one state throughout; PostgreSQL would else let each statement see the newest."""
    return {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}


def database_exists(url: str) -> bool:
    """Whether there is a database that holds Lima's tables. Looking does not make an SQLite file."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and not (address.database and Path(address.database).is_file()):
        return False
    engine = connect(url)
    try:
        return sa.inspect(engine).has_table(facts.name)
    finally:
        engine.dispose()


def create(engine: Engine, *, country: str, world: str) -> Facts:
    """Make the tables in an empty database and mark it, for ever, with its country and world (`demo` or `real`).

    Raises:
        WrongDatabase: if another program's tables have our names.
    """
    from data.store.migrations.run import upgrade  # Alembic takes a third of a second to import

    if world not in (DEMO, REAL):
        raise ValueError(f"{world} is neither {DEMO} nor {REAL}")
    if taken := set(sa.inspect(engine).get_table_names()) & {VERSION, *metadata.tables}:
        raise setup_error(WrongDatabase, "schema.taken", tables=", ".join(sorted(taken)))
    upgrade(engine)
    made = Facts(world=world, country=country, secret=secrets.token_urlsafe(32))
    with writing(engine) as connection:
        connection.execute(
            facts.insert(),
            [{"key": key, "value": value} for key, value in vars(made).items()],
        )
    return made


def read_facts(engine: Engine, *, country: str) -> Facts:
    """What the database is.

    Raises:
        OlderDatabase: if its schema is that of an earlier Lima.
        WrongDatabase: if its schema is another than this program's, or it belongs to another country.
    """
    with reading(engine) as connection:
        require_known(schema_of(connection))
        for_ever = sa.select(facts.c.key, facts.c.value).where(facts.c.key.in_([each.name for each in fields(Facts)]))
        known = {row.key: row.value for row in connection.execute(for_ever)}
    found = Facts(**known)
    if found.country != country:
        raise setup_error(WrongDatabase, "schema.other_country", theirs=found.country, ours=country)
    return found


def data_version(connection: Connection) -> int:
    """A number that grows with every change of what pages show; frames are cached by it. It is a look at an index."""
    return connection.execute(_NEWEST).scalar() or 0


# Made once, and its texts written out: every run of a page asks it twice, and to bind them takes longer than to ask it.
_NO_FIGURES: list[sa.ColumnElement[str]] = [sa.literal_column(f"'{action}'") for action in NO_FIGURES]
_NEWEST = sa.select(sa.func.max(audit.c.id)).where(audit.c.action.not_in(_NO_FIGURES))
