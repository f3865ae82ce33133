"""What the ministry changes in its plans is kept: targets with reason and history, and the proofs of milestones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "plan_targets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=60), nullable=False),
        sa.Column("measure", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("since", sa.String(length=7), nullable=True),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=320), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("(year IS NULL) = (since IS NOT NULL)", name=op.f("ck_plan_targets_year_or_baseline")),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_plan_targets_reason_given")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_targets")),
        comment="Each change of a target of a year, or of the baseline of a quarter; no value: taken away.",
    )
    op.create_table(
        "milestone_proofs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=60), nullable=False),
        sa.Column("milestone", sa.String(length=60), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=320), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("length(trim(document)) > 0", name=op.f("ck_milestone_proofs_document_given")),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_milestone_proofs_reason_given")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_proofs")),
        comment="Each document that the ministry gave as the proof of a milestone; the newest holds.",
    )


def downgrade() -> None:
    """Take both away."""
    op.drop_table("milestone_proofs")
    op.drop_table("plan_targets")
