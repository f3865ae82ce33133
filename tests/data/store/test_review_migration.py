"""The schema of the review, put onto a database that has returns already: nothing is lost, and what is new works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.engine import Engine

from data.errors import ReturnAccepted
from data.model import Level, Role, Visitor
from data.store import engine, receipts, returns, review, tables
from data.store.migrations.run import alembic_config
from tests.data.store.world import XLAND, new_return, total

AT = dt.datetime(2026, 10, 12, 8, 30, tzinfo=dt.UTC)
RETURN = {
    "place": "1.0",
    "quarter": "2026-Q3",
    "template_version": "1",
    "catalogue_version": "abc",
    "language": "en",
    "filed_at": AT,
    "filed_by": "officer@example.org",
    "office": "Task force",
}
EVENTS = [("filed", 1), ("sent_back", 1), ("filed", 2), ("withdrawn", 2), ("filed", 3)]


@pytest.fixture
def earlier(store_url: str) -> Iterator[Engine]:
    """A database of the schema before, with a sent back, a withdrawn and a counting return."""
    opened = engine.connect(store_url)
    _migrate(opened, "0002")
    with engine.writing(opened) as connection:
        for revision in (1, 2, 3):
            before = revision - 1 or None
            of_its_own = {"id": revision, "revision": revision, "replaces": before, "receipt": f"R{revision}"}
            connection.execute(tables.returns.insert(), [RETURN | of_its_own])
        for kind, which in EVENTS:
            row = {"return_id": which, "kind": kind, "at": AT, "by": "somebody@example.org", "note": f"{kind} {which}"}
            connection.execute(tables.events.insert(), [row])
        counts = {"place": "1.0", "quarter": "2026-Q3", "return_id": 3, "first_filed_at": AT}
        connection.execute(tables.counting_returns.insert(), [counts])
    yield opened
    opened.dispose()


def _migrate(opened: Engine, to: str) -> None:
    config = alembic_config()
    config.attributes["engine"] = opened
    command.upgrade(config, to)


def _events(opened: Engine) -> list[tuple[object, ...]]:
    with engine.reading(opened) as connection:
        return [tuple(row) for row in connection.execute(sa.select(tables.events).order_by(tables.events.c.id))]


def test_no_event_is_lost_and_the_new_ones_can_happen(earlier: Engine) -> None:
    before = _events(earlier)
    with pytest.raises(sa.exc.IntegrityError), engine.writing(earlier) as connection:
        connection.execute(
            tables.events.insert(), [{"return_id": 3, "kind": "forwarded", "at": AT, "by": "", "note": ""}]
        )
    _migrate(earlier, "0003")
    assert _events(earlier) == before
    assert [row[2:3] + row[5:] for row in before] == [(kind, f"{kind} {which}") for kind, which in EVENTS]
    reviewer = Visitor("reviewer@example.org", Role.REVIEWER)
    country = replace(XLAND, review=(Level.PROVINCE, Level.COUNTRY))
    with engine.writing(earlier) as connection:
        review.forward(connection, ["R3"], by=reviewer, at=AT, country=country)
        review.accept(connection, ["R3"], by=reviewer, at=AT, country=country)
    with engine.writing(earlier) as connection, pytest.raises(ReturnAccepted):
        returns.file_returns(connection, [new_return("1.0", total("A-1", 1))], country=XLAND)
    with engine.reading(earlier) as connection:
        filed = receipts.of_places(connection, ["1.0"])
        indexes = {each["name"] for each in sa.inspect(connection).get_indexes("events")}
    assert [each.last.value for each in filed] == ["accepted", "withdrawn", "sent_back"]
    assert "ix_events_return_id" in indexes


def test_what_cannot_be_is_refused_after_it_as_before(earlier: Engine) -> None:
    _migrate(earlier, "0003")
    for wrong in ({"kind": "approved", "return_id": 3}, {"kind": "filed", "return_id": 99}):
        with pytest.raises(sa.exc.IntegrityError), engine.writing(earlier) as connection:
            connection.execute(tables.events.insert(), [{"at": AT, "by": "", "note": ""} | wrong])
