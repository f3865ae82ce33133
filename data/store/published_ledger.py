"""The funding ledger as the published store tells it: public agreements, as they stood when the newest release came.

Whoever may read released figures may read all of it; the functions are asked of the published store alone.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.schema import CreateView

from data.funding.vocabulary import Agreement, Revision
from data.store import ledger
from data.store.published_tables import Tables, by_name

GROWING = ("exchange_rates", "facility_facts")
"""Those of which nothing is ever told otherwise: `at` is when it was first told."""
FROM_HISTORY = {"agreements": "told_agreements", "whole_centres": "told_whole_centres"}
"""What is told now, and where all stands that was ever told."""


def readable(connection: Connection) -> list[Revision]:
    """Every agreement that is told, by its code; its number and moment are those of its telling."""
    return ledger.every(connection)


def for_centres(connection: Connection) -> list[Agreement]:
    """The agreements by which centres are reckoned: of each centre all, or none where one is not told."""
    whole = frozenset(connection.execute(sa.select(by_name()["whole_centres"].c.facility)).scalars())
    return [
        each.agreement
        for each in readable(connection)
        if each.agreement.facility is None or each.agreement.facility in whole
    ]


def told_at(history: sa.Table, moment: dt.datetime | None = None) -> sa.ColumnElement[bool]:
    """What of a history is told: now, or at a moment."""
    if moment is None:
        return history.c.gone_at.is_(None)
    then = sa.literal(moment, history.c.at.type)
    return sa.and_(history.c.at <= then, sa.or_(history.c.gone_at.is_(None), history.c.gone_at > then))


def stand_before(connection: Connection, moment: dt.datetime, *, kept: Tables) -> None:
    """Let what was told at a moment stand before what is told now, for the length of a transaction.

    Args:
        connection: one that reads the published store, and is not committed.
        moment: with its zone.
        kept: the tables as they are kept, with their schema.
    """
    for name, of in FROM_HISTORY.items():
        chosen = sa.select(*(kept[of].c[column.name] for column in kept[name].c)).where(told_at(kept[of], moment))
        connection.execute(CreateView(chosen, name, temporary=True))
    for name in GROWING:
        table = kept[name]
        chosen = sa.select(table).where(table.c.at <= sa.literal(moment, table.c.at.type))
        connection.execute(CreateView(chosen, name, temporary=True))
