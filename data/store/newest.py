"""Of when the newest of every input is, in a store of exact or of released figures alike."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.store.ledger_tables import agreements, cost_lines, exchange_rates, facility_facts
from data.store.tables import returns

_INPUTS: dict[str, sa.Column[dt.datetime] | sa.Column[dt.date]] = {
    "returns": returns.c.filed_at,
    "agreements": agreements.c.at,
    "rates": exchange_rates.c.dated,
    "costs": cost_lines.c.at,
    "facts": facility_facts.c.at,
}


def days(connection: Connection) -> dict[str, dt.date | None]:
    """The day of the newest return, agreement, rate, cost and fact of a centre; None where there is none."""
    found = {key: connection.scalar(sa.select(sa.func.max(column))) for key, column in _INPUTS.items()}
    return {key: at.date() if isinstance(at, dt.datetime) else at for key, at in found.items()}
