"""What may not be changed: an accepted return, and a closed quarter. Whoever writes asks, in the same transaction."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.engine import Connection

from data.errors import Locked, QuarterClosed, ReturnAccepted
from data.store import decisions
from data.store.receipts import accepted, of
from data.store.tables import counting_returns, returns

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
    columns = (counting_returns.c.place, counting_returns.c.quarter, returns.c.receipt)
    for row in connection.execute(accepted(*columns).where(of(counting_returns, wanted))):
        if (row.place, row.quarter) in wanted:
            found[row.place, row.quarter] = ReturnAccepted(place=row.place, quarter=row.quarter, receipt=row.receipt)
    return found
