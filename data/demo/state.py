"""Whether the demo world is all there, and released. The log says so, and is asked at every start: it must be quick."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from data.store import audit
from data.store.engine import reading, writing
from data.store.house import House
from data.store.tables import audit as log

FILLED = "fill_demo"
RELEASED = "release_demo"
"""The audit log's words for it."""


def is_filled(house: House) -> bool:
    """Whether the demo world is all there."""
    return _is_logged(house, FILLED)


def is_released(house: House) -> bool:
    """Whether its quarters were released, as far as they are to be."""
    return _is_logged(house, RELEASED)


def mark_filled(house: House, *, at: dt.datetime, by: str) -> None:
    """Say in the audit log that the demo world is all there."""
    _log(house, FILLED, at=at, by=by)


def mark_released(house: House, *, at: dt.datetime, by: str) -> None:
    """Say in the audit log that nothing more of the demo world is to be released."""
    _log(house, RELEASED, at=at, by=by)


def _is_logged(house: House, action: str) -> bool:
    with reading(house.engine) as connection:
        return connection.execute(sa.select(log.c.id).where(log.c.action == action).limit(1)).first() is not None


def _log(house: House, action: str, *, at: dt.datetime, by: str) -> None:
    with writing(house.engine) as connection:
        audit.append(connection, [audit.Entry(at=at, actor=by, action=action, subject=house.country.iso3)])
