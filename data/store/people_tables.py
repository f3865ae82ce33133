"""The tables of people: who they are, how they sign in, and what keeps them signed in.

No password, no link and no token is stored, only what shows that one is right. These rows change; what was changed, by
whom and when stands in the log.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from data.model import Role
from data.store.tables import Moment, metadata

DIGEST = String(64)
ROLES = ", ".join(f"'{role.value}'" for role in Role if role is not Role.PUBLIC)
WAYS = "('password', 'provider')"

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", String(320), nullable=False),
    Column("name", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("places", Text, nullable=False),
    Column("language", String(10), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("disabled_at", Moment),
    UniqueConstraint("email"),
    CheckConstraint("email = lower(email)", name="email_lower"),
    CheckConstraint(f"role IN ({ROLES})", name="role_known"),
    comment="Who may sign in. places are the codes that the role is held for, with a space between them.",
)

credentials = Table(
    "credentials",
    metadata,
    Column("person", ForeignKey("people.id"), primary_key=True),
    Column("hash", String(200), nullable=False),
    Column("changed_at", Moment, nullable=False),
    CheckConstraint("hash LIKE '$argon2id$%'", name="hash_argon2id"),
    comment="The passwords of local accounts, as argon2id hashes.",
)

one_time_links = Table(
    "one_time_links",
    metadata,
    Column("hash", DIGEST, primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("used_at", Moment),
    Index(None, "person"),
    CheckConstraint("length(hash) = 64", name="hash_length"),
    comment="Links by which a person sets a password, once. A link that holds no more has used_at.",
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("hash", DIGEST, primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("way", String(10), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index(None, "person"),
    CheckConstraint("length(hash) = 64", name="hash_length"),
    CheckConstraint(f"way IN {WAYS}", name="way_known"),
    comment="The sessions of those who are, or were, signed in. hash is the digest of the cookie's token.",
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("account", DIGEST, nullable=False),
    Column("address", String(64), nullable=False),
    Index(None, "account", "at"),
    Index(None, "address", "at"),
    comment="Attempts to sign in that did not succeed. account is a digest: what was typed may be anything.",
)

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("hash", DIGEST, primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("label", String(80), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index(None, "person"),
    CheckConstraint("length(hash) = 64", name="hash_length"),
    comment="Tokens by which a program reads what its person may read.",
)
