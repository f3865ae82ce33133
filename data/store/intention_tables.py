"""What donors intend to give, and what the ministry answered: tables that only grow."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, Double, ForeignKey, Index, Integer, String, Table, Text

from data.funding.intentions import Answer
from data.store.tables import Moment, metadata

intentions = Table(
    "intentions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("amount", Double, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("facility", ForeignKey("facilities.code")),
    Column("place", String(20)),
    Column("pillar", String(20)),
    Column("note", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String(320), nullable=False),
    CheckConstraint("amount > 0", name="amount_positive"),
    CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
    Index(None, "by"),
    comment="What donors intend to give. It is no money and no promise.",
)

intention_answers = Table(
    "intention_answers",
    metadata,
    Column("intention", ForeignKey("intentions.id"), primary_key=True),
    Column("answer", String(20), nullable=False),
    Column("agreement", String(40)),
    Column("at", Moment, nullable=False),
    Column("by", String(320), nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint(f"answer IN ({', '.join(repr(each.value) for each in Answer)})", name="answer_known"),
    CheckConstraint("(answer = 'confirmed') = (agreement IS NOT NULL)", name="confirmed_as_agreement"),
    CheckConstraint("answer <> 'declined' OR length(trim(reason)) > 0", name="declined_with_reason"),
    comment="What became of an intention: confirmed as a pledge, declined by the ministry, or withdrawn by its donor.",
)
