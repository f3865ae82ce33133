"""The tables of releases: the figures as they are shown to those who may not read the exact ones.

They only grow. A release that was published is never changed and never deleted; one that was not may be replaced.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, Double, ForeignKey, Integer, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from data.store.tables import QUARTER, Moment, metadata

SHOWN = "('reported', 'missing', 'not_expected')"

releases = Table(
    "releases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("quarter", QUARTER, nullable=False),
    Column("number", Integer, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("made_by", String(320), nullable=False),
    Column("base", Integer, nullable=False),
    Column("method", String(20), nullable=False),
    Column("draw", Integer, nullable=False),
    Column("input_hash", String(64), nullable=False),
    Column("verdict", Text, nullable=False),
    Column("published_at", Moment),
    Column("published_by", String(320)),
    Unique("quarter", "number"),
    CheckConstraint("number >= 1", name="number_from_one"),
    CheckConstraint("base >= 1", name="base_from_one"),
    CheckConstraint("quarter LIKE '____-Q_'", name="quarter_shape"),
    CheckConstraint("length(input_hash) = 64", name="input_hash_length"),
    CheckConstraint("(published_at IS NULL) = (published_by IS NULL)", name="published_by_somebody"),
    comment="One row for each release of a quarter: by which method it was made, and what the audit says of it.",
)

release_cells = Table(
    "release_cells",
    metadata,
    Column("release_id", ForeignKey("releases.id"), primary_key=True),
    Column("measure", String(12), primary_key=True),
    Column("dimension", String(30), primary_key=True),
    Column("item", String(60), primary_key=True),
    Column("place", String(20), primary_key=True),
    Column("value", Double),
    Column("status", String(12), nullable=False),
    Column("reporting", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    CheckConstraint(f"status IN {SHOWN}", name="status_known"),
    CheckConstraint("(value IS NULL) = (status <> 'reported')", name="value_if_reported"),
    CheckConstraint("(dimension = 'total') = (item = '')", name="total_has_no_item"),
    sqlite_with_rowid=False,
    comment="Every figure of a release as it is shown, of districts, provinces and the country.",
)

release_returns = Table(
    "release_returns",
    metadata,
    Column("release_id", ForeignKey("releases.id"), primary_key=True),
    Column("place", String(20), primary_key=True),
    Column("return_id", ForeignKey("returns.id"), nullable=False),
    Column("first_filed_at", Moment, nullable=False),
    comment="The accepted returns that a release was made from, and when a return of the place first came.",
)

release_excused = Table(
    "release_excused",
    metadata,
    Column("release_id", ForeignKey("releases.id"), primary_key=True),
    Column("place", String(20), primary_key=True),
    comment="The districts that did not have to report when a release was made.",
)

release_centres = Table(
    "release_centres",
    metadata,
    Column("release_id", ForeignKey("releases.id"), primary_key=True),
    Column("code", String(30), primary_key=True),
    Column("place", String(20), nullable=False),
    Column("name", String(200), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("operator", String(40), nullable=False),
    Column("beds", Double),
    Column("cash", Double),
    Column("monthly_cost", Double),
    Column("income", Double),
    Column("currency", String(3), nullable=False),
    Column("state", String(12), nullable=False),
    Column("closed_on", Date),
    Column("notice_on", Date),
    CheckConstraint("state IN ('open', 'suspended', 'closed')", name="state_known"),
    comment="What a release tells of a centre that is no count of persons; its residents and bed-nights are cells.",
)

release_funding = Table(
    "release_funding",
    metadata,
    Column("release_id", ForeignKey("releases.id"), primary_key=True),
    Column("place", String(20), primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("facility", String(30)),
    Column("source", String(200), nullable=False),
    Column("source_kind", String(20), nullable=False),
    Column("status", String(12), nullable=False),
    Column("amount", Double, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("signed_on", Date),
    Column("due_on", Date),
    Column("received_on", Date),
    Column("until", Date),
    CheckConstraint("status IN ('pledged', 'signed', 'received', 'lapsed')", name="status_known"),
    comment="The money agreed that a release tells of; row is its number among those of the place.",
)

OF_RELEASES = (release_cells, release_returns, release_excused, release_centres, release_funding)
"""The tables of what belongs to one release."""
