"""What may not be changed: an accepted return, and a closed quarter. Whoever writes asks, in the same transaction."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.errors import Locked, QuarterClosed, ReturnAccepted
from data.model import Event
from data.store import decisions
from data.store.receipts import last_event_id, of
from data.store.tables import counting_returns, events, returns

PlaceAndQuarter = tuple[str, str]


def refuse_locked(connection: Connection, keys: Collection[PlaceAndQuarter]) -> None:
    """Refuse to change the returns of places and quarters of which one is locked.

    Args:
        connection: the transaction that is about to write, and that nobody else can write before.
        keys: the places and quarters of which a return is to be filed, replaced or withdrawn.

    Raises:
        ReturnAccepted, QuarterClosed: for the first that is locked.
    """
    found = locked(connection, keys)
    if found:
        raise found[min(found)]


def locked(connection: Connection, keys: Collection[PlaceAndQuarter]) -> dict[PlaceAndQuarter, Locked]:
    """Which of some places and quarters are locked, and why. An accepted return is named before a closed quarter."""
    wanted = set(keys)
    decided = decisions.of_quarters(connection, {quarter for _, quarter in wanted})
    found: dict[PlaceAndQuarter, Locked] = {
        (place, quarter): QuarterClosed(place=place, quarter=quarter)
        for place, quarter in wanted
        if quarter in decided and decided[quarter].is_closed_for(place)
    }
    accepted = (
        sa.select(counting_returns.c.place, counting_returns.c.quarter, returns.c.receipt)
        .join(returns, returns.c.id == counting_returns.c.return_id)
        .join(events, events.c.id == last_event_id())
        .where(of(counting_returns, wanted), events.c.kind == Event.ACCEPTED.value)
    )
    for row in connection.execute(accepted):
        if (row.place, row.quarter) in wanted:
            found[row.place, row.quarter] = ReturnAccepted(place=row.place, quarter=row.quarter, receipt=row.receipt)
    return found
