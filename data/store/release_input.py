"""What a release is made of: the exact figures that accepted returns tell, part by part. Changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.model import Quarter, Status
from data.store.deriving import FACILITY
from data.store.framing import frame
from data.store.tables import facility_quarters, observations, returns

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("measure", "dimension", "item", "quarter", "place", "value")
"""Columns of exact figures: `dimension` is `total` with an empty `item` for the number itself, `facility` with a
centre's code for the share of one centre, else as in `data.model.OBSERVATIONS`."""


def told(
    connection: Connection,
    return_ids: Collection[int],
    *,
    quarter: Quarter,
    measures: Collection[str],
    in_centres: Mapping[str, str],
) -> pd.DataFrame:
    """What some returns of a quarter tell, in the columns `COLUMNS`; what does not apply to a district is not in it.

    Args:
        connection: one that reads.
        return_ids: of one return for each district.
        quarter: the quarter.
        measures: the measures that are released.
        in_centres: columns of `facility_quarters` that count people, and the measures of their sums.
    """
    ids = list(return_ids)
    numbers = (
        sa.select(
            *(observations.c[column] for column in ("measure", "dimension", "item")),
            returns.c.place,
            observations.c.value,
        )
        .join(returns, returns.c.id == observations.c.return_id)
        .where(observations.c.return_id.in_(ids), observations.c.status != Status.NOT_EXPECTED.value)
    )
    of_centres = [
        sa.select(
            sa.literal(measure),
            sa.literal(FACILITY),
            facility_quarters.c.facility,
            returns.c.place,
            facility_quarters.c[column],
        )
        .join(returns, returns.c.id == facility_quarters.c.return_id)
        .where(facility_quarters.c.return_id.in_(ids), facility_quarters.c[column].is_not(None))
        for column, measure in in_centres.items()
    ]
    wanted = frozenset(measures)
    rows = [tuple(row) for chosen in (numbers, *of_centres) for row in connection.execute(chosen) if row[0] in wanted]
    found = frame(rows, ["measure", "dimension", "item", "place", "value"])
    found = found.assign(quarter=str(quarter)).astype({"value": float})[list(COLUMNS)]
    return found.sort_values(list(COLUMNS[:5]), ignore_index=True)


def answered(connection: Connection, return_ids: Iterable[int], *, measures: Collection[str]) -> pd.DataFrame:
    """What some returns answered to each measure, a number or that it does not apply: `measure, place, status`."""
    columns = ("measure", "place", "status")
    chosen = (
        sa.select(observations.c.measure, returns.c.place, observations.c.status)
        .join(returns, returns.c.id == observations.c.return_id)
        .where(observations.c.return_id.in_(list(return_ids)), observations.c.item == "")
    )
    wanted = frozenset(measures)
    rows = [tuple(row) for row in connection.execute(chosen) if row[0] in wanted]
    return frame(rows, columns)


def digest(figures: pd.DataFrame) -> str:
    """A digest of exact figures, by which one sees whether a release was made from the same."""
    return hashlib.sha256(figures.to_csv(index=False, float_format="%.17g").encode()).hexdigest()
