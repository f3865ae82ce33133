"""The funding ledger: tables that only grow. An agreement is said anew as a whole, and its newest revision holds."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from data.funding.vocabulary import AMOUNTS, CostKind, Earmark, Instrument, SourceKind
from data.store.tables import QUARTER, Moment, metadata


def _one_of(values: Iterable[StrEnum]) -> str:
    return ", ".join(f"'{value.value}'" for value in values)


agreements = Table(
    "agreements",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("source", String(200), nullable=False),
    Column("source_kind", String(20), nullable=False),
    Column("instrument", String(20), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("facility", ForeignKey("facilities.code")),
    Column("place", String(20)),
    Column("pillar", String(20)),
    Column("earmark", String(20), nullable=False),
    Column("cost_kind", String(20)),
    Column("parent", String(40)),
    *(column for amount, day in AMOUNTS.items() for column in (Column(amount, Double), Column(day, Date))),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("cancelled_on", Date),
    Column("public", Boolean, nullable=False),
    Column("donor", String(320), nullable=False),
    Column("evidence", String(300), nullable=False),
    Column("evidence_on", Date, nullable=False),
    Column("link", String(500), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String(320), nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint("revision >= 1", name="revision_from_one"),
    CheckConstraint("revision = 1 OR length(trim(reason)) > 0", name="change_has_reason"),
    CheckConstraint(f"source_kind IN ({_one_of(SourceKind)})", name="source_kind_known"),
    CheckConstraint(f"instrument IN ({_one_of(Instrument)})", name="instrument_known"),
    CheckConstraint(f"earmark IN ({_one_of(Earmark)})", name="earmark_known"),
    CheckConstraint("length(trim(evidence)) > 0", name="evidence_given"),
    CheckConstraint("parent IS NULL OR parent <> code", name="not_its_own_parent"),
    *(CheckConstraint(f"{amount} IS NULL OR {amount} >= 0", name=f"{amount}_not_negative") for amount in AMOUNTS),
    *(
        CheckConstraint(f"({amount} IS NULL) = ({day} IS NULL)", name=f"{amount}_has_its_day")
        for amount, day in AMOUNTS.items()
    ),
    Index(None, "facility"),
    comment="Every revision of every agreement on money, of the country's budgets and of donors alike.",
)

tranches = Table(
    "tranches",
    metadata,
    Column("agreement", String(40), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("amount", Double, nullable=False),
    Column("due_on", Date),
    Column("condition", String(300), nullable=False),
    Column("received", Double),
    Column("received_on", Date),
    ForeignKeyConstraint(["agreement", "revision"], ["agreements.code", "agreements.revision"]),
    CheckConstraint("amount >= 0", name="amount_not_negative"),
    CheckConstraint("received IS NULL OR received >= 0", name="received_not_negative"),
    CheckConstraint("(received IS NULL) = (received_on IS NULL)", name="received_has_its_day"),
    comment="The payments of each revision of an agreement.",
)

exchange_rates = Table(
    "exchange_rates",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("currency", String(3), nullable=False),
    Column("in_currency", String(3), nullable=False),
    Column("dated", Date, nullable=False),
    Column("rate", Double, nullable=False),
    Column("source", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String(320), nullable=False),
    CheckConstraint("rate > 0", name="rate_positive"),
    CheckConstraint("currency <> in_currency", name="two_currencies"),
    CheckConstraint("length(trim(source)) > 0", name="source_given"),
    comment="What one unit of a currency is in another on a day; of one day the newest holds.",
)

cost_lines = Table(
    "cost_lines",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("facility", ForeignKey("facilities.code"), nullable=False),
    Column("quarter", QUARTER, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("fixed", Boolean, nullable=False),
    Column("amount", Double, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("evidence", String(300), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String(320), nullable=False),
    Index(None, "facility", "quarter"),
    CheckConstraint(f"kind IN ({_one_of(CostKind)})", name="kind_known"),
    CheckConstraint("amount >= 0", name="amount_not_negative"),
    CheckConstraint("quarter LIKE '____-Q_'", name="quarter_shape"),
    CheckConstraint("length(trim(evidence)) > 0", name="evidence_given"),
    comment="What a centre paid for a kind of cost in a quarter; of one kind and quarter the newest holds.",
)

facility_facts = Table(
    "facility_facts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("facility", ForeignKey("facilities.code"), nullable=False),
    Column("serves", String(60), nullable=False),
    Column("opened_on", Date),
    Column("evidence", String(300), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String(320), nullable=False),
    Index(None, "facility"),
    CheckConstraint("length(trim(evidence)) > 0", name="evidence_given"),
    comment="What the register does not say of a centre: whom it takes, since when it is open; the newest holds.",
)
