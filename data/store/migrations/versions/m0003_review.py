"""Review: provinces pass returns on, cells get notes, and what is decided about quarters is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KIND_KNOWN = "ck_events_kind_known"
BEFORE = "kind IN ('filed', 'accepted', 'sent_back', 'reopened', 'withdrawn')"
AFTER = "kind IN ('filed', 'forwarded', 'accepted', 'sent_back', 'reopened', 'withdrawn')"


def upgrade() -> None:
    """Let a return be passed on; make the tables of notes and decisions."""
    _know_kinds(before=BEFORE, after=AFTER)
    op.create_table(
        "cell_notes",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=31), nullable=False),
        sa.Column("cell", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("length(trim(note)) > 0", name=op.f("ck_cell_notes_note_given")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_cell_notes_event_id")),
        sa.PrimaryKeyConstraint("event_id", "sheet", "cell", name=op.f("pk_cell_notes")),
        comment="What was said of single cells when a return was sent back.",
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=320), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('closed', 'opened', 'reopened', 'correction_asked', 'correction_declined', 'exempted', 'exemption_ended')",
            name=op.f("ck_decisions_kind_known"),
        ),
        sa.CheckConstraint(
            "(place IS NULL) = (kind IN ('closed', 'opened'))", name=op.f("ck_decisions_whole_quarter_or_one_place")
        ),
        sa.CheckConstraint("quarter LIKE '____-Q_'", name=op.f("ck_decisions_quarter_shape")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        comment="What was decided or asked about a quarter as a whole, or about one place's quarter, append-only.",
    )
    op.create_index(op.f("ix_decisions_quarter_place"), "decisions", ["quarter", "place"], unique=False)


def downgrade() -> None:
    """Drop the tables. A database in which a province has passed a return on cannot go back: it would not be known."""
    op.drop_table("decisions")
    op.drop_table("cell_notes")
    _know_kinds(before=AFTER, after=BEFORE)


def _know_kinds(*, before: str, after: str) -> None:
    """Exchange the check of what can happen to a return. SQLite can do so only by copying the table."""
    events = sa.Table(
        "events",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=320), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(before, name=KIND_KNOWN),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name="fk_events_return_id"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.Index("ix_events_return_id", "return_id"),
        comment="The life of a return, append-only.",
    )
    with op.batch_alter_table("events", copy_from=events) as batch:
        batch.drop_constraint(op.f(KIND_KNOWN), type_="check")
        batch.create_check_constraint(op.f(KIND_KNOWN), after)
