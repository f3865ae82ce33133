"""The tables of the review, beside those in `data.store.tables`: both only grow."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from data.store.tables import QUARTER, Moment, metadata

DECISIONS = "('closed', 'opened', 'reopened', 'correction_asked', 'correction_declined', 'exempted', 'exemption_ended')"

cell_notes = Table(
    "cell_notes",
    metadata,
    Column("event_id", ForeignKey("events.id"), primary_key=True),
    Column("sheet", String(31), primary_key=True),
    Column("cell", String(20), primary_key=True),
    Column("note", Text, nullable=False),
    CheckConstraint("length(trim(note)) > 0", name="note_given"),
    comment="What was said of single cells when a return was sent back.",
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("quarter", QUARTER, nullable=False),
    Column("place", String(20)),
    Column("kind", String(20), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String(320), nullable=False),
    Column("note", Text, nullable=False),
    Index(None, "quarter", "place"),
    CheckConstraint(f"kind IN {DECISIONS}", name="kind_known"),
    CheckConstraint("(place IS NULL) = (kind IN ('closed', 'opened'))", name="whole_quarter_or_one_place"),
    CheckConstraint("quarter LIKE '____-Q_'", name="quarter_shape"),
    comment="What was decided or asked about a quarter as a whole, or about one place's quarter, append-only.",
)
