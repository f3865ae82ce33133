"""What the published store tells of the releases that are read: their number, their day, the step of their counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.model import Quarter
from data.store.published_tables import by_name


@dataclass(frozen=True)
class Told:
    """The release that is read of a quarter, as far as its readers are told.

    Attributes:
        number: which release of its quarter it is, from 1.
        base: counts of people are shown in steps of so many.
    """

    quarter: Quarter
    number: int
    base: int
    published_at: dt.datetime


def told(connection: Connection, until: dt.datetime | None = None) -> dict[str, Told]:
    """The release that is read of each quarter: the newest, or the newest that was published by a moment.

    Args:
        connection: one that reads the published store.
        until: the moment, with its zone.
    """
    table = by_name()["releases"].c
    chosen = sa.select(table.quarter, table.number, table.base, table.published_at).order_by(table.number)
    if until is not None:
        chosen = chosen.where(table.published_at <= sa.literal(until, table.published_at.type))
    return {
        row.quarter: Told(Quarter.parse(row.quarter), row.number, row.base, row.published_at)
        for row in connection.execute(chosen)
    }
