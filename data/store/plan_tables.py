"""What the ministry changed in its plans: tables that only grow, laid over the plans' files."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, Double, Integer, String, Table, Text

from data.store.tables import QUARTER, Moment, metadata

plan_targets = Table(
    "plan_targets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plan", String(60), nullable=False),
    Column("measure", String(20), nullable=False),
    Column("year", Integer),
    Column("since", QUARTER),
    Column("value", Double),
    Column("at", Moment, nullable=False),
    Column("by", String(320), nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint("(year IS NULL) = (since IS NOT NULL)", name="year_or_baseline"),
    CheckConstraint("length(trim(reason)) > 0", name="reason_given"),
    comment="Each change of a target of a year, or of the baseline of a quarter; no value: taken away.",
)

milestone_proofs = Table(
    "milestone_proofs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plan", String(60), nullable=False),
    Column("milestone", String(60), nullable=False),
    Column("document", Text, nullable=False),
    Column("number", String(120), nullable=False),
    Column("dated", Date),
    Column("link", String(500), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String(320), nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint("length(trim(document)) > 0", name="document_given"),
    CheckConstraint("length(trim(reason)) > 0", name="reason_given"),
    comment="Each document that the ministry gave as the proof of a milestone; the newest holds.",
)
