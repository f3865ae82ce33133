"""What donors intend to give, and what the ministry answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "intentions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Double(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("facility", sa.String(length=30), nullable=True),
        sa.Column("place", sa.String(length=20), nullable=True),
        sa.Column("pillar", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=320), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_intentions_amount_positive")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_intentions_ends_after_start")),
        sa.ForeignKeyConstraint(["facility"], ["facilities.code"], name=op.f("fk_intentions_facility")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intentions")),
        comment="What donors intend to give. It is no money and no promise.",
    )
    op.create_index(op.f("ix_intentions_by"), "intentions", ["by"], unique=False)
    op.create_table(
        "intention_answers",
        sa.Column("intention", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("agreement", sa.String(length=40), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=320), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "answer IN ('confirmed', 'declined', 'withdrawn')", name=op.f("ck_intention_answers_answer_known")
        ),
        sa.CheckConstraint(
            "(answer = 'confirmed') = (agreement IS NOT NULL)",
            name=op.f("ck_intention_answers_confirmed_as_agreement"),
        ),
        sa.CheckConstraint(
            "answer <> 'declined' OR length(trim(reason)) > 0", name=op.f("ck_intention_answers_declined_with_reason")
        ),
        sa.ForeignKeyConstraint(["intention"], ["intentions.id"], name=op.f("fk_intention_answers_intention")),
        sa.PrimaryKeyConstraint("intention", name=op.f("pk_intention_answers")),
        comment="What became of an intention: confirmed as a pledge, declined by the ministry, or withdrawn by its donor.",
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("intention_answers")
    op.drop_index(op.f("ix_intentions_by"), table_name="intentions")
    op.drop_table("intentions")
