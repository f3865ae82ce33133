"""Inserting many rows: by itself SQLAlchemy works as long on a row as the database does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection


def insert_all(connection: Connection, table: sa.Table, rows: Iterable[Mapping[str, object]]) -> None:
    """Insert rows, if there are any; the first says which columns all of them have."""
    held = list(rows)
    if not held:
        return
    dialect, names = connection.dialect, list(held[0])
    for name in names:
        if turn := table.columns[name].type.dialect_impl(dialect).bind_processor(dialect):
            held = [{**row, name: turn(row[name])} for row in held]
    quoted = dialect.identifier_preparer
    columns = ", ".join(quoted.quote(name) for name in names)
    marks = ", ".join(["?" if dialect.paramstyle == "qmark" else "%s"] * len(names))
    connection.exec_driver_sql(
        f"INSERT INTO {quoted.format_table(table)} ({columns}) VALUES ({marks})",  # noqa: S608 - names of our own
        [tuple(map(row.__getitem__, names)) for row in held],
    )
