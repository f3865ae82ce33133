"""The funding ledger: agreements with their tranches, exchange rates, lines of cost, and whom a centre takes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables of the ledger."""
    op.create_table(
        "exchange_rates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("in_currency", sa.String(length=3), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("rate", sa.Double(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=320), nullable=False),
        sa.CheckConstraint("currency <> in_currency", name=op.f("ck_exchange_rates_two_currencies")),
        sa.CheckConstraint("length(trim(source)) > 0", name=op.f("ck_exchange_rates_source_given")),
        sa.CheckConstraint("rate > 0", name=op.f("ck_exchange_rates_rate_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_rates")),
        comment="What one unit of a currency is in another on a day; of one day the newest holds.",
    )
    op.create_table(
        "agreements",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_kind", sa.String(length=20), nullable=False),
        sa.Column("instrument", sa.String(length=20), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("facility", sa.String(length=30), nullable=True),
        sa.Column("place", sa.String(length=20), nullable=True),
        sa.Column("pillar", sa.String(length=20), nullable=True),
        sa.Column("earmark", sa.String(length=20), nullable=False),
        sa.Column("cost_kind", sa.String(length=20), nullable=True),
        sa.Column("parent", sa.String(length=40), nullable=True),
        sa.Column("planned", sa.Double(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("pledged", sa.Double(), nullable=True),
        sa.Column("pledged_on", sa.Date(), nullable=True),
        sa.Column("committed", sa.Double(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("spent", sa.Double(), nullable=True),
        sa.Column("spent_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("donor", sa.String(length=320), nullable=False),
        sa.Column("evidence", sa.String(length=300), nullable=False),
        sa.Column("evidence_on", sa.Date(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=320), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "earmark IN ('none', 'pillar', 'facility', 'line')", name=op.f("ck_agreements_earmark_known")
        ),
        sa.CheckConstraint(
            "instrument IN ('appropriation', 'grant', 'donation', 'endowment', 'in_kind')",
            name=op.f("ck_agreements_instrument_known"),
        ),
        sa.CheckConstraint(
            "source_kind IN ('national', 'province', 'district', 'village', 'donor', 'foundation', 'private', 'in_kind')",
            name=op.f("ck_agreements_source_kind_known"),
        ),
        sa.CheckConstraint(
            "(committed IS NULL) = (signed_on IS NULL)", name=op.f("ck_agreements_committed_has_its_day")
        ),
        sa.CheckConstraint("(planned IS NULL) = (planned_on IS NULL)", name=op.f("ck_agreements_planned_has_its_day")),
        sa.CheckConstraint("(pledged IS NULL) = (pledged_on IS NULL)", name=op.f("ck_agreements_pledged_has_its_day")),
        sa.CheckConstraint("(spent IS NULL) = (spent_on IS NULL)", name=op.f("ck_agreements_spent_has_its_day")),
        sa.CheckConstraint("committed IS NULL OR committed >= 0", name=op.f("ck_agreements_committed_not_negative")),
        sa.CheckConstraint("length(trim(evidence)) > 0", name=op.f("ck_agreements_evidence_given")),
        sa.CheckConstraint("parent IS NULL OR parent <> code", name=op.f("ck_agreements_not_its_own_parent")),
        sa.CheckConstraint("planned IS NULL OR planned >= 0", name=op.f("ck_agreements_planned_not_negative")),
        sa.CheckConstraint("pledged IS NULL OR pledged >= 0", name=op.f("ck_agreements_pledged_not_negative")),
        sa.CheckConstraint("revision = 1 OR length(trim(reason)) > 0", name=op.f("ck_agreements_change_has_reason")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_agreements_revision_from_one")),
        sa.CheckConstraint("spent IS NULL OR spent >= 0", name=op.f("ck_agreements_spent_not_negative")),
        sa.ForeignKeyConstraint(["facility"], ["facilities.code"], name=op.f("fk_agreements_facility")),
        sa.PrimaryKeyConstraint("code", "revision", name=op.f("pk_agreements")),
        comment="Every revision of every agreement on money, of the country's budgets and of donors alike.",
    )
    op.create_index(op.f("ix_agreements_facility"), "agreements", ["facility"], unique=False)
    op.create_table(
        "cost_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("facility", sa.String(length=30), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("fixed", sa.Boolean(), nullable=False),
        sa.Column("amount", sa.Double(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("evidence", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=320), nullable=False),
        sa.CheckConstraint(
            "kind IN ('staff', 'food', 'medical', 'psychosocial', 'legal', 'return_travel', 'reintegration', 'premises', 'security', 'administration')",
            name=op.f("ck_cost_lines_kind_known"),
        ),
        sa.CheckConstraint("quarter LIKE '____-Q_'", name=op.f("ck_cost_lines_quarter_shape")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_cost_lines_amount_not_negative")),
        sa.CheckConstraint("length(trim(evidence)) > 0", name=op.f("ck_cost_lines_evidence_given")),
        sa.ForeignKeyConstraint(["facility"], ["facilities.code"], name=op.f("fk_cost_lines_facility")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_lines")),
        comment="What a centre paid for a kind of cost in a quarter; of one kind and quarter the newest holds.",
    )
    op.create_index(op.f("ix_cost_lines_facility_quarter"), "cost_lines", ["facility", "quarter"], unique=False)
    op.create_table(
        "facility_facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("facility", sa.String(length=30), nullable=False),
        sa.Column("serves", sa.String(length=60), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=320), nullable=False),
        sa.CheckConstraint("length(trim(evidence)) > 0", name=op.f("ck_facility_facts_evidence_given")),
        sa.ForeignKeyConstraint(["facility"], ["facilities.code"], name=op.f("fk_facility_facts_facility")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facility_facts")),
        comment="What the register does not say of a centre: whom it takes, since when it is open; the newest holds.",
    )
    op.create_index(op.f("ix_facility_facts_facility"), "facility_facts", ["facility"], unique=False)
    op.create_table(
        "tranches",
        sa.Column("agreement", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Double(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("condition", sa.String(length=300), nullable=False),
        sa.Column("received", sa.Double(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(received IS NULL) = (received_on IS NULL)", name=op.f("ck_tranches_received_has_its_day")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_tranches_amount_not_negative")),
        sa.CheckConstraint("received IS NULL OR received >= 0", name=op.f("ck_tranches_received_not_negative")),
        sa.ForeignKeyConstraint(
            ["agreement", "revision"],
            ["agreements.code", "agreements.revision"],
            name=op.f("fk_tranches_agreement_revision"),
        ),
        sa.PrimaryKeyConstraint("agreement", "revision", "number", name=op.f("pk_tranches")),
        comment="The payments of each revision of an agreement.",
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("tranches")
    op.drop_index(op.f("ix_facility_facts_facility"), table_name="facility_facts")
    op.drop_table("facility_facts")
    op.drop_index(op.f("ix_cost_lines_facility_quarter"), table_name="cost_lines")
    op.drop_table("cost_lines")
    op.drop_index(op.f("ix_agreements_facility"), table_name="agreements")
    op.drop_table("agreements")
    op.drop_table("exchange_rates")
