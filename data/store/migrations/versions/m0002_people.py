"""People: who they are, how they sign in, and what keeps them signed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of people."""
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        comment="Attempts to sign in that did not succeed. account is a digest: what was typed may be anything.",
    )
    op.create_index(op.f("ix_attempts_account_at"), "attempts", ["account", "at"], unique=False)
    op.create_index(op.f("ix_attempts_address_at"), "attempts", ["address", "at"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role IN ('taskforce', 'province', 'reviewer', 'leadership', 'donor', 'administrator')",
            name=op.f("ck_people_role_known"),
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_people_email_lower")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("email", name=op.f("uq_people_email")),
        comment="Who may sign in. places are the codes that the role is held for, with a space between them.",
    )
    op.create_table(
        "api_tokens",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_api_tokens_hash_length")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_api_tokens_person")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_api_tokens")),
        comment="Tokens by which a program reads what its person may read.",
    )
    op.create_index(op.f("ix_api_tokens_person"), "api_tokens", ["person"], unique=False)
    op.create_table(
        "credentials",
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("hash LIKE '$argon2id$%'", name=op.f("ck_credentials_hash_argon2id")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_credentials_person")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_credentials")),
        comment="The passwords of local accounts, as argon2id hashes.",
    )
    op.create_table(
        "one_time_links",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_one_time_links_hash_length")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_one_time_links_person")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_one_time_links")),
        comment="Links by which a person sets a password, once. A link that holds no more has used_at.",
    )
    op.create_index(op.f("ix_one_time_links_person"), "one_time_links", ["person"], unique=False)
    op.create_table(
        "sign_ins",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("way IN ('password', 'provider')", name=op.f("ck_sign_ins_way_known")),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_sign_ins_hash_length")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_sign_ins_person")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_sign_ins")),
        comment="The sessions of those who are, or were, signed in. hash is the digest of the cookie's token.",
    )
    op.create_index(op.f("ix_sign_ins_person"), "sign_ins", ["person"], unique=False)


def downgrade() -> None:
    """Drop them, with everybody who is known."""
    for table in ("sign_ins", "one_time_links", "credentials", "api_tokens", "people", "attempts"):
        op.drop_table(table)
