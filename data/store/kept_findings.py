"""What the checks found when a return was filed: a table that only grows, and holds no personal data.

The first row of a return says how it was checked as a whole, so that one in which nothing was found can be told from
one of the time before findings were kept, of which there is no row at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table, Text
from sqlalchemy.engine import Connection

from data.store.new_return import KeptFinding, NewReturn, Receipt
from data.store.tables import metadata

WHOLE = "checked"
"""The code of the row that stands for the return as a whole."""

findings_kept = Table(
    "findings_kept",
    metadata,
    Column("return_id", ForeignKey("returns.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("code", String(60), nullable=False),
    Column("severity", String(12), nullable=False),
    Column("sheet", String(31), nullable=False),
    Column("cell", String(20), nullable=False),
    Column("values", Text, nullable=False),
    CheckConstraint("position >= 0", name="position_from_nought"),
    comment="What the checks found when a return was filed. values is JSON that fills the gaps of a sentence.",
)


def keep(connection: Connection, filed: Iterable[tuple[NewReturn, Receipt]]) -> None:
    """Keep what was found in returns, in the transaction that files them."""
    rows = [row for new, receipt in filed if new.findings is not None for row in _rows(new.findings, receipt.return_id)]
    if rows:
        connection.execute(findings_kept.insert(), rows)


def kept_of(connection: Connection, return_id: int) -> tuple[KeptFinding, ...] | None:
    """What was found in a return when it was filed, in the order in which it was shown; None if that was not kept."""
    chosen = sa.select(findings_kept).where(findings_kept.c.return_id == return_id).order_by(findings_kept.c.position)
    rows = connection.execute(chosen).mappings().all()
    if not rows:
        return None
    return tuple(
        KeptFinding(row["code"], row["severity"], row["sheet"], row["cell"], json.loads(row["values"]))
        for row in rows
        if row["code"] != WHOLE
    )


def _rows(findings: Sequence[KeptFinding], return_id: int) -> Iterator[dict[str, object]]:
    whole = KeptFinding(WHOLE, str(len(findings)))
    for position, found in enumerate((whole, *findings)):
        yield {
            "return_id": return_id,
            "position": position,
            "code": found.code,
            "severity": found.severity,
            "sheet": found.sheet,
            "cell": found.cell,
            "values": json.dumps(dict(found.values), ensure_ascii=False, sort_keys=True),
        }
