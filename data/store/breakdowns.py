"""The parts of a number over many districts: by sex and age, by nationality, by the reason of an ending.

They are added up where they are asked for and not kept: what returns tell, or what releases show of each place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.model import TOTAL, Quarter, Status
from data.store.framing import frame
from data.store.published_tables import by_name, chosen_in
from data.store.tables import counting_returns, observations

if TYPE_CHECKING:
    import pandas as pd

BREAKDOWN = ("dimension", "item", "value", "districts")
"""Columns of a number's parts: as in `data.model.OBSERVATIONS`, the sum, and how many districts told this part (NaN
where that is not kept)."""


def told(connection: Connection, *, measure: str, quarter: Quarter, places: Collection[str]) -> pd.DataFrame:
    """The parts of a number, summed over the counting returns of some districts, in the columns `BREAKDOWN`.

    Args:
        connection: one that reads exact figures.
        measure: the measure.
        quarter: the quarter.
        places: the codes of the districts.
    """
    asked, cell = frozenset(places), observations.c
    chosen = _of_returns(counting_returns.c.place, cell.dimension, cell.item, cell.value, measure=measure).where(
        counting_returns.c.quarter == str(quarter), cell.dimension != TOTAL
    )
    rows = [row[1:] for row in connection.execute(chosen) if row[0] in asked]
    parts = frame(rows, ["dimension", "item", "value"]).astype({"value": float})
    grouped = parts.groupby(["dimension", "item"])["value"]
    return grouped.agg(value="sum", districts="count").reset_index()[list(BREAKDOWN)]


def told_over(
    connection: Connection, *, measure: str, dimension: str, places: Collection[str], everywhere: bool
) -> dict[str, pd.DataFrame]:
    """One breakdown of a number in every quarter, summed over the counting returns of some districts.

    Args:
        connection: one that reads exact figures.
        measure: the measure.
        dimension: the key of the breakdown.
        places: the codes of the districts.
        everywhere: whether these are all, so that none need be left out.

    Returns:
        For each quarter of which anything is told the columns `BREAKDOWN`.
    """
    cell = observations.c
    sums = (sa.func.sum(cell.value), sa.func.count(cell.value))
    chosen = (
        _of_returns(counting_returns.c.quarter, cell.item, *sums, measure=measure)
        .where(
            cell.dimension == dimension,
            sa.true() if everywhere else counting_returns.c.place.in_(sorted(places)),
        )
        .group_by(counting_returns.c.quarter, cell.item)
    )
    columns = ["quarter", "item", "value", "districts"]
    rows = frame(connection.execute(chosen), columns)
    found = rows.astype({"value": float}).assign(dimension=dimension)
    return {str(quarter): cells[list(BREAKDOWN)] for quarter, cells in found.groupby("quarter")}


def _of_returns(*columns: sa.ColumnElement[Any], measure: str) -> sa.Select[Any]:
    """What the counting returns tell of a measure; what does not apply to them is left out."""
    return (
        sa.select(*columns)
        .select_from(counting_returns)
        .join(observations, observations.c.return_id == counting_returns.c.return_id)
        .where(observations.c.measure == measure, observations.c.status != Status.NOT_EXPECTED.value)
    )


def shown(
    connection: Connection,
    *,
    measure: str,
    quarters: Iterable[Quarter],
    place: str,
    until: dt.datetime | None = None,
) -> dict[str, pd.DataFrame]:
    """The parts of a number as they are released of a place of any level.

    Args:
        connection: one that reads the published store.
        measure: the measure.
        quarters: the quarters.
        place: the code of the place.
        until: the moment up to which releases are read; now, if None.

    Returns:
        For each quarter that is released the columns `BREAKDOWN`.
    """
    tables, asked = by_name(), {str(quarter) for quarter in quarters}
    released = {each.id: each.quarter for each in chosen_in(connection, tables, until) if each.quarter in asked}
    cells = tables["release_cells"].c
    chosen = sa.select(cells.release_id, cells.dimension, cells.item, cells.value).where(
        cells.release_id.in_(released),
        cells.measure == measure,
        cells.place == place,
        cells.dimension != TOTAL,
        cells.status == Status.REPORTED.value,
    )
    columns = ["release", "dimension", "item", "value"]
    rows = frame(connection.execute(chosen), columns)
    parts = rows.astype({"value": float}).assign(districts=float("nan"))
    return {
        quarter: parts.loc[parts["release"] == release, list(BREAKDOWN)].reset_index(drop=True)
        for release, quarter in released.items()
    }
