"""What the checks found when a return was filed: a table that only grows, and holds no personal data."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table, Text

from data.store.tables import metadata

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
