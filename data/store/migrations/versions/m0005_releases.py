"""Releases, the figures as they are shown to those who may not read the exact ones; and what the checks found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables of releases, and that of kept findings."""
    op.create_table(
        "releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=320), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("draw", sa.Integer(), nullable=False),
        sa.Column("input_hash", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.String(length=320), nullable=True),
        sa.CheckConstraint("quarter LIKE '____-Q_'", name=op.f("ck_releases_quarter_shape")),
        sa.CheckConstraint(
            "(published_at IS NULL) = (published_by IS NULL)", name=op.f("ck_releases_published_by_somebody")
        ),
        sa.CheckConstraint("base >= 1", name=op.f("ck_releases_base_from_one")),
        sa.CheckConstraint("length(input_hash) = 64", name=op.f("ck_releases_input_hash_length")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_releases_number_from_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        sa.UniqueConstraint("quarter", "number", name=op.f("uq_releases_quarter_number")),
        comment="One row for each release of a quarter: by which method it was made, and what the audit says of it.",
    )
    op.create_table(
        "release_cells",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=12), nullable=False),
        sa.Column("dimension", sa.String(length=30), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("reporting", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.CheckConstraint("(dimension = 'total') = (item = '')", name=op.f("ck_release_cells_total_has_no_item")),
        sa.CheckConstraint("(value IS NULL) = (status <> 'reported')", name=op.f("ck_release_cells_value_if_reported")),
        sa.CheckConstraint(
            "status IN ('reported', 'missing', 'not_expected')", name=op.f("ck_release_cells_status_known")
        ),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name=op.f("fk_release_cells_release_id")),
        sa.PrimaryKeyConstraint("release_id", "measure", "dimension", "item", "place", name=op.f("pk_release_cells")),
        comment="Every figure of a release as it is shown, of districts, provinces and the country.",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "release_centres",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.Column("beds", sa.Double(), nullable=True),
        sa.Column("cash", sa.Double(), nullable=True),
        sa.Column("monthly_cost", sa.Double(), nullable=True),
        sa.Column("income", sa.Double(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("notice_on", sa.Date(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'suspended', 'closed')", name=op.f("ck_release_centres_state_known")),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name=op.f("fk_release_centres_release_id")),
        sa.PrimaryKeyConstraint("release_id", "code", name=op.f("pk_release_centres")),
        comment="What a release tells of a centre that is no count of persons; its residents and bed-nights are cells.",
    )
    op.create_table(
        "release_excused",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name=op.f("fk_release_excused_release_id")),
        sa.PrimaryKeyConstraint("release_id", "place", name=op.f("pk_release_excused")),
        comment="The districts that did not have to report when a release was made.",
    )
    op.create_table(
        "release_funding",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("facility", sa.String(length=30), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("source_kind", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("amount", sa.Double(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "status IN ('pledged', 'signed', 'received', 'lapsed')", name=op.f("ck_release_funding_status_known")
        ),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name=op.f("fk_release_funding_release_id")),
        sa.PrimaryKeyConstraint("release_id", "place", "row", name=op.f("pk_release_funding")),
        comment="The money agreed that a release tells of; row is its number among those of the place.",
    )
    op.create_table(
        "findings_kept",
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("severity", sa.String(length=12), nullable=False),
        sa.Column("sheet", sa.String(length=31), nullable=False),
        sa.Column("cell", sa.String(length=20), nullable=False),
        sa.Column("values", sa.Text(), nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f("ck_findings_kept_position_from_nought")),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_findings_kept_return_id")),
        sa.PrimaryKeyConstraint("return_id", "position", name=op.f("pk_findings_kept")),
        comment="What the checks found when a return was filed. values is JSON that fills the gaps of a sentence.",
    )
    op.create_table(
        "release_returns",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("first_filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name=op.f("fk_release_returns_release_id")),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_release_returns_return_id")),
        sa.PrimaryKeyConstraint("release_id", "place", name=op.f("pk_release_returns")),
        comment="The accepted returns that a release was made from, and when a return of the place first came.",
    )


def downgrade() -> None:
    """Drop the tables. What was published stays in the published store until that is made anew."""
    op.drop_table("release_returns")
    op.drop_table("findings_kept")
    op.drop_table("release_funding")
    op.drop_table("release_excused")
    op.drop_table("release_centres")
    op.drop_table("release_cells")
    op.drop_table("releases")
