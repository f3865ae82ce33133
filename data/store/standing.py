"""Which return of a place and quarter counts, after one was withdrawn or sent back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.model import Country
from data.store import life, receipts, rollups
from data.store.life import Revision
from data.store.returns import PlaceAndQuarter, forget, values_of
from data.store.said import observations_of
from data.store.tables import counting_returns, district_values, returns


def count_what_stands(
    connection: Connection, key: PlaceAndQuarter, *, country: Country, ratios: Mapping[str, tuple[str, str]]
) -> str | None:
    """Let the return count that stands by `data.store.life`, with its values and all sums; gives its receipt."""
    place, quarter = key
    first_filed = receipts.first_filed_at(connection, key)
    forget(connection, key)
    standing = life.counting(revisions_of(connection, key))
    if standing is not None:
        whose = {"place": place, "quarter": quarter, "return_id": standing.return_id}
        connection.execute(counting_returns.insert(), [whose | {"first_filed_at": first_filed}])
        rows = values_of(observations_of(connection, standing.return_id), ratios)
        if rows:
            connection.execute(district_values.insert(), [row | whose for row in rows])
    rollups.refresh(connection, {quarter: {place}}, country=country)
    return _receipt_of(connection, standing.return_id) if standing else None


def revisions_of(connection: Connection, key: PlaceAndQuarter) -> Sequence[Revision]:
    """Every return of a place and quarter, the newest first."""
    place, quarter = key
    chosen = sa.select(returns.c.id).where(returns.c.place == place, returns.c.quarter == quarter)
    ids = list(connection.execute(chosen.order_by(returns.c.revision.desc())).scalars())
    lives = receipts.lives_of(connection, ids)
    return [Revision(each, tuple(happened.kind for happened in lives[each])) for each in ids]


def _receipt_of(connection: Connection, return_id: int) -> str:
    return str(connection.execute(sa.select(returns.c.receipt).where(returns.c.id == return_id)).scalar_one())
