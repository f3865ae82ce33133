"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=320), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_hash")),
        comment="Who did what, each entry holding the hash of the one before.",
    )
    op.create_table(
        "facilities",
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("operator", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_facilities")),
        sa.UniqueConstraint("place", "name", name=op.f("uq_facilities_place_name")),
        comment="The register of recovery centres and shelters. It holds no address.",
    )
    op.create_table(
        "facts",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_facts")),
        comment="What the database is for ever: world (demo or real), country, secret for signing.",
    )
    op.create_table(
        "files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_files_sha256_length")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_files")),
        comment="The bytes of every filed workbook as received.",
    )
    op.create_table(
        "rollups",
        sa.Column("measure", sa.String(length=12), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("numerator", sa.Double(), nullable=True),
        sa.Column("denominator", sa.Double(), nullable=True),
        sa.Column("reporting", sa.Integer(), nullable=False),
        sa.Column("nil", sa.Integer(), nullable=False),
        sa.Column("not_applicable", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("measure", "quarter", "place", name=op.f("pk_rollups")),
        comment="Kept for reading: plain sums of district_values for provinces and the country.",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_rollups_place_quarter"), "rollups", ["place", "quarter"], unique=False)
    op.create_table(
        "returns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("template_version", sa.String(length=20), nullable=False),
        sa.Column("catalogue_version", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filed_by", sa.String(length=320), nullable=False),
        sa.Column("office", sa.String(length=200), nullable=False),
        sa.Column("receipt", sa.String(length=40), nullable=False),
        sa.CheckConstraint("quarter LIKE '____-Q_'", name=op.f("ck_returns_quarter_shape")),
        sa.CheckConstraint("(revision = 1) = (replaces IS NULL)", name=op.f("ck_returns_first_replaces_nothing")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_returns_revision_from_one")),
        sa.ForeignKeyConstraint(["replaces"], ["returns.id"], name=op.f("fk_returns_replaces")),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name=op.f("fk_returns_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns")),
        sa.UniqueConstraint("place", "quarter", "revision", name=op.f("uq_returns_place_quarter_revision")),
        sa.UniqueConstraint("receipt", name=op.f("uq_returns_receipt")),
        comment="One row for each workbook filed. sha256 is empty only for the synthetic returns of the demo world.",
    )
    op.create_table(
        "answers",
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_answers_text_given")),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_answers_return_id")),
        sa.PrimaryKeyConstraint("return_id", "code", name=op.f("pk_answers")),
        comment="What the officer answered to the questions of the checks.",
    )
    op.create_table(
        "counting_returns",
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("first_filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_counting_returns_return_id")),
        sa.PrimaryKeyConstraint("place", "quarter", name=op.f("pk_counting_returns")),
        comment="For each place and quarter the return that counts: the newest that was neither sent back nor withdrawn.",
    )
    op.create_table(
        "district_values",
        sa.Column("measure", sa.String(length=12), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("numerator", sa.Double(), nullable=True),
        sa.Column("denominator", sa.Double(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('reported', 'nil', 'not_expected')", name=op.f("ck_district_values_status_known")
        ),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_district_values_return_id")),
        sa.PrimaryKeyConstraint("measure", "quarter", "place", name=op.f("pk_district_values")),
        comment="Kept for reading: each measure of each counting return.",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_district_values_place_quarter"), "district_values", ["place", "quarter"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=320), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('filed', 'accepted', 'sent_back', 'reopened', 'withdrawn')", name=op.f("ck_events_kind_known")
        ),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_events_return_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        comment="The life of a return, append-only.",
    )
    op.create_index(op.f("ix_events_return_id"), "events", ["return_id"], unique=False)
    op.create_table(
        "facility_quarters",
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("facility", sa.String(length=30), nullable=False),
        sa.Column("beds", sa.Double(), nullable=True),
        sa.Column("residents", sa.Double(), nullable=True),
        sa.Column("bed_nights", sa.Double(), nullable=True),
        sa.Column("cash", sa.Double(), nullable=True),
        sa.Column("monthly_cost", sa.Double(), nullable=True),
        sa.Column("income", sa.Double(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("notice_on", sa.Date(), nullable=True),
        sa.Column("sheet", sa.String(length=31), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'suspended', 'closed')", name=op.f("ck_facility_quarters_state_known")),
        sa.CheckConstraint(
            "bed_nights IS NULL OR bed_nights >= 0", name=op.f("ck_facility_quarters_bed_nights_not_negative")
        ),
        sa.CheckConstraint("beds IS NULL OR beds >= 0", name=op.f("ck_facility_quarters_beds_not_negative")),
        sa.CheckConstraint("cash IS NULL OR cash >= 0", name=op.f("ck_facility_quarters_cash_not_negative")),
        sa.CheckConstraint("income IS NULL OR income >= 0", name=op.f("ck_facility_quarters_income_not_negative")),
        sa.CheckConstraint(
            "monthly_cost IS NULL OR monthly_cost >= 0", name=op.f("ck_facility_quarters_monthly_cost_not_negative")
        ),
        sa.CheckConstraint(
            "residents IS NULL OR residents >= 0", name=op.f("ck_facility_quarters_residents_not_negative")
        ),
        sa.ForeignKeyConstraint(["facility"], ["facilities.code"], name=op.f("fk_facility_quarters_facility")),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_facility_quarters_return_id")),
        sa.PrimaryKeyConstraint("return_id", "facility", name=op.f("pk_facility_quarters")),
        comment="One facility in one quarter: beds and residents on the last day, cash in hand, average monthly cost.",
    )
    op.create_table(
        "funding_lines",
        sa.Column("return_id", sa.Integer(), nullable=False),
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
        sa.Column("sheet", sa.String(length=31), nullable=False),
        sa.CheckConstraint(
            "status IN ('pledged', 'signed', 'received', 'lapsed')", name=op.f("ck_funding_lines_status_known")
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_funding_lines_amount_not_negative")),
        sa.ForeignKeyConstraint(["facility"], ["facilities.code"], name=op.f("fk_funding_lines_facility")),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_funding_lines_return_id")),
        sa.PrimaryKeyConstraint("return_id", "row", name=op.f("pk_funding_lines")),
        comment="Money agreed for a facility or the district: one row for each payment, at what stage it is.",
    )
    op.create_table(
        "observations",
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=12), nullable=False),
        sa.Column("dimension", sa.String(length=30), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("sheet", sa.String(length=31), nullable=False),
        sa.Column("cell", sa.String(length=20), nullable=False),
        sa.CheckConstraint("(dimension = 'total') = (item = '')", name=op.f("ck_observations_total_has_no_item")),
        sa.CheckConstraint(
            "(value IS NULL) = (status = 'not_expected')", name=op.f("ck_observations_value_unless_not_expected")
        ),
        sa.CheckConstraint("status <> 'nil' OR value = 0", name=op.f("ck_observations_nil_is_zero")),
        sa.CheckConstraint("status IN ('reported', 'nil', 'not_expected')", name=op.f("ck_observations_status_known")),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_observations_return_id")),
        sa.PrimaryKeyConstraint("return_id", "measure", "dimension", "item", name=op.f("pk_observations")),
        comment="Every number of a return with the cell it stood in. dimension total is the number itself.",
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("observations")
    op.drop_table("funding_lines")
    op.drop_table("facility_quarters")
    op.drop_index(op.f("ix_events_return_id"), table_name="events")
    op.drop_table("events")
    op.drop_index(op.f("ix_district_values_place_quarter"), table_name="district_values")
    op.drop_table("district_values")
    op.drop_table("counting_returns")
    op.drop_table("answers")
    op.drop_table("returns")
    op.drop_index(op.f("ix_rollups_place_quarter"), table_name="rollups")
    op.drop_table("rollups")
    op.drop_table("files")
    op.drop_table("facts")
    op.drop_table("facilities")
    op.drop_table("audit")
