"""Everything that one return says: its numbers and the rows of its tables, for whoever compares two of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.model import Status
from data.store.new_return import Observation
from data.store.tables import facilities, facility_quarters, funding_lines, observations

Row = Mapping[str, object]


@dataclass(frozen=True)
class Said:
    """What a return says.

    Attributes:
        facilities: columns of `facility_quarters`, with the `name` of each centre.
        payments: columns of `funding_lines`; `facility` is a centre's name, None for money of the whole district.
    """

    observations: Sequence[Observation] = ()
    facilities: Sequence[Row] = ()
    payments: Sequence[Row] = ()


def said_in(connection: Connection, return_id: int) -> Said:
    """What a filed return says."""
    sheets = (
        sa.select(*facility_quarters.c, facilities.c.name)
        .join(facilities, facilities.c.code == facility_quarters.c.facility)
        .where(facility_quarters.c.return_id == return_id)
        .order_by(facility_quarters.c.row)
    )
    lines = (
        sa.select(*(column for column in funding_lines.c if column.name != "facility"), facilities.c.name)
        .outerjoin(facilities, facilities.c.code == funding_lines.c.facility)
        .where(funding_lines.c.return_id == return_id)
        .order_by(funding_lines.c.row)
    )
    return Said(
        observations=observations_of(connection, return_id),
        facilities=[dict(row) for row in connection.execute(sheets).mappings()],
        payments=[{**row, "facility": row["name"]} for row in connection.execute(lines).mappings()],
    )


def observations_of(connection: Connection, return_id: int) -> list[Observation]:
    """Every number of a filed return."""
    rows = connection.execute(sa.select(observations).where(observations.c.return_id == return_id))
    return [
        Observation(row.measure, row.dimension, row.item, row.value, Status(row.status), row.sheet, row.cell)
        for row in rows
    ]
