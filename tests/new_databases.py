"""New databases without waiting: what the migrations say to an empty one is the same each time, and is said again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from data.store.schema import SCHEMA

NOT_AGAIN = ("SELECT", "PRAGMA", "BEGIN")
"""How statements begin that change nothing, and what every transaction says by itself."""

Statement = tuple[str, Any]


def said_again(upgrade: Callable[[sa.Engine, str], None]) -> Callable[..., None]:
    """The migrations run as ever the first time, and in every database that has tables."""
    known: dict[tuple[str, str], Sequence[Statement]] = {}

    def quick(engine: sa.Engine, to: str = SCHEMA) -> None:
        if sa.inspect(engine).get_table_names():
            upgrade(engine, to)
        elif statements := known.get((engine.dialect.name, to)):
            with engine.connect().execution_options(writing=True) as connection, connection.begin():
                for statement, parameters in statements:
                    connection.exec_driver_sql(statement, parameters)
        else:
            known[engine.dialect.name, to] = _heard(engine, lambda: upgrade(engine, to))

    return quick


def _heard(engine: sa.Engine, act: Callable[[], None]) -> Sequence[Statement]:
    """What an act says to a database to change it."""
    heard: list[Statement] = []

    def hear(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if not statement.lstrip().upper().startswith(NOT_AGAIN):
            heard.append((statement, parameters))

    sa.event.listen(engine, "before_cursor_execute", hear)
    try:
        act()
    finally:
        sa.event.remove(engine, "before_cursor_execute", hear)
    return heard
