"""Whether the demo world is all there. The audit log says so, and it is asked at every start: it must be quick."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from data.store import audit
from data.store.engine import reading, writing
from data.store.house import House
from data.store.tables import audit as log

FILLED = "fill_demo"
"""The audit log's word for it."""


def is_filled(house: House) -> bool:
    """Whether the demo world is all there."""
    with reading(house.engine) as connection:
        return connection.execute(sa.select(log.c.id).where(log.c.action == FILLED).limit(1)).first() is not None


def mark_filled(house: House, *, at: dt.datetime, by: str) -> None:
    """Say in the audit log that the demo world is all there."""
    with writing(house.engine) as connection:
        audit.append(connection, [audit.Entry(at=at, actor=by, action=FILLED, subject=house.country.iso3)])
