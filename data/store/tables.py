"""The tables of Lima, each constraint by name.

What is filed is never changed: `returns`, `observations`, `facility_quarters`, `funding_lines`, `answers`, `events`,
`files` and `audit` only grow. `counting_returns`, `district_values` and `rollups` are kept for reading, in the very
transaction that files; they can always be made again from the others.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

SCHEMA = "0008"
"""The migration that makes these tables; a test holds it equal to Alembic's head."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[dt.datetime]):
    """A point in time in UTC, which SQLite would else give back without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Turn into UTC; a time without a zone is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        moment = value.astimezone(dt.UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        read: dt.datetime = value
        return read.replace(tzinfo=dt.UTC) if read.tzinfo is None else read.astimezone(dt.UTC)


QUARTER = String(7)
STATUSES = "('reported', 'nil', 'not_expected')"

facts = Table(
    "facts",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
    comment="What the database is for ever: world (demo or real), country, secret for signing.",
)

files = Table(
    "files",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    CheckConstraint("length(sha256) = 64", name="sha256_length"),
    comment="The bytes of every filed workbook as received.",
)

returns = Table(
    "returns",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("place", String(20), nullable=False),
    Column("quarter", QUARTER, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("replaces", ForeignKey("returns.id")),
    Column("sha256", ForeignKey("files.sha256")),
    Column("template_version", String(20), nullable=False),
    Column("catalogue_version", String(20), nullable=False),
    Column("language", String(10), nullable=False),
    Column("filed_at", Moment, nullable=False),
    Column("filed_by", String(320), nullable=False),
    Column("office", String(200), nullable=False),
    Column("receipt", String(40), nullable=False),
    UniqueConstraint("place", "quarter", "revision"),
    UniqueConstraint("receipt"),
    CheckConstraint("revision >= 1", name="revision_from_one"),
    CheckConstraint("quarter LIKE '____-Q_'", name="quarter_shape"),
    CheckConstraint("(revision = 1) = (replaces IS NULL)", name="first_replaces_nothing"),
    comment="One row for each workbook filed. sha256 is empty only for the synthetic returns of the demo world.",
)

observations = Table(
    "observations",
    metadata,
    Column("return_id", ForeignKey("returns.id"), primary_key=True),
    Column("measure", String(12), primary_key=True),
    Column("dimension", String(30), primary_key=True),
    Column("item", String(60), primary_key=True),
    Column("value", Double),
    Column("status", String(12), nullable=False),
    Column("sheet", String(31), nullable=False),
    Column("cell", String(20), nullable=False),
    CheckConstraint(f"status IN {STATUSES}", name="status_known"),
    CheckConstraint("(value IS NULL) = (status = 'not_expected')", name="value_unless_not_expected"),
    CheckConstraint("status <> 'nil' OR value = 0", name="nil_is_zero"),
    CheckConstraint("(dimension = 'total') = (item = '')", name="total_has_no_item"),
    sqlite_with_rowid=False,
    comment="Every number of a return with the cell it stood in. dimension total is the number itself.",
)

answers = Table(
    "answers",
    metadata,
    Column("return_id", ForeignKey("returns.id"), primary_key=True),
    Column("code", String(60), primary_key=True),
    Column("text", Text, nullable=False),
    CheckConstraint("length(trim(text)) > 0", name="text_given"),
    comment="What the officer answered to the questions of the checks.",
)

EVENTS = "('filed', 'forwarded', 'accepted', 'sent_back', 'reopened', 'withdrawn')"

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("return_id", ForeignKey("returns.id"), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String(320), nullable=False),
    Column("note", Text, nullable=False),
    Index(None, "return_id"),
    CheckConstraint(f"kind IN {EVENTS}", name="kind_known"),
    comment="The life of a return, append-only.",
)

facilities = Table(
    "facilities",
    metadata,
    Column("code", String(30), primary_key=True),
    Column("place", String(20), nullable=False),
    Column("name", String(200), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("operator", String(40), nullable=False),
    UniqueConstraint("place", "name"),
    comment="The register of recovery centres and shelters. It holds no address.",
)

facility_quarters = Table(
    "facility_quarters",
    metadata,
    Column("return_id", ForeignKey("returns.id"), primary_key=True),
    Column("facility", ForeignKey("facilities.code"), primary_key=True),
    Column("beds", Double),
    Column("residents", Double),
    Column("bed_nights", Double),
    Column("cash", Double),
    Column("monthly_cost", Double),
    Column("income", Double),
    Column("currency", String(3), nullable=False),
    Column("state", String(12), nullable=False),
    Column("closed_on", Date),
    Column("notice_on", Date),
    Column("sheet", String(31), nullable=False),
    Column("row", Integer, nullable=False),
    CheckConstraint("state IN ('open', 'suspended', 'closed')", name="state_known"),
    *(
        CheckConstraint(f"{column} IS NULL OR {column} >= 0", name=f"{column}_not_negative")
        for column in ("beds", "residents", "bed_nights", "cash", "monthly_cost", "income")
    ),
    comment="One facility in one quarter: beds and residents on the last day, cash in hand, average monthly cost.",
)

funding_lines = Table(
    "funding_lines",
    metadata,
    Column("return_id", ForeignKey("returns.id"), primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("facility", ForeignKey("facilities.code")),
    Column("source", String(200), nullable=False),
    Column("source_kind", String(20), nullable=False),
    Column("status", String(12), nullable=False),
    Column("amount", Double, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("signed_on", Date),
    Column("due_on", Date),
    Column("received_on", Date),
    Column("until", Date),
    Column("sheet", String(31), nullable=False),
    CheckConstraint("status IN ('pledged', 'signed', 'received', 'lapsed')", name="status_known"),
    CheckConstraint("amount >= 0", name="amount_not_negative"),
    comment="Money agreed for a facility or the district: one row for each payment, at what stage it is.",
)

counting_returns = Table(
    "counting_returns",
    metadata,
    Column("place", String(20), primary_key=True),
    Column("quarter", QUARTER, primary_key=True),
    Column("return_id", ForeignKey("returns.id"), nullable=False),
    Column("first_filed_at", Moment, nullable=False),
    comment="For each place and quarter the return that counts: the newest that was neither sent back nor withdrawn.",
)

district_values = Table(
    "district_values",
    metadata,
    Column("measure", String(12), primary_key=True),
    Column("quarter", QUARTER, primary_key=True),
    Column("place", String(20), primary_key=True),
    Column("numerator", Double),
    Column("denominator", Double),
    Column("status", String(12), nullable=False),
    Column("return_id", ForeignKey("returns.id"), nullable=False),
    # A district's page reads all its quarters: from the index alone, because the rows themselves lie far apart.
    Index(
        "ix_district_values_by_place",
        *("place", "quarter", "measure", "numerator", "denominator", "status", "return_id"),
    ),
    CheckConstraint(f"status IN {STATUSES}", name="status_known"),
    sqlite_with_rowid=False,
    comment="Kept for reading: each measure of each counting return.",
)

rollups = Table(
    "rollups",
    metadata,
    Column("measure", String(12), primary_key=True),
    Column("quarter", QUARTER, primary_key=True),
    Column("place", String(20), primary_key=True),
    Column("numerator", Double),
    Column("denominator", Double),
    Column("reporting", Integer, nullable=False),
    Column("nil", Integer, nullable=False),
    Column("not_applicable", Integer, nullable=False),
    Index(None, "place", "quarter"),
    sqlite_with_rowid=False,
    comment="Kept for reading: plain sums of district_values for provinces and the country.",
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(320), nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("hash"),
    comment="Who did what, each entry holding the hash of the one before.",
)
