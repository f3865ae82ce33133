"""The parts of a number over many districts: by sex and age, by nationality, by the reason of an ending.

They are added up where they are asked for and not kept: what returns tell, or what releases show of each place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.model import TOTAL, Quarter, Status
from data.store.published_tables import by_name, chosen_in
from data.store.tables import counting_returns, observations

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
    asked = frozenset(places)
    chosen = (
        sa.select(counting_returns.c.place, observations.c.dimension, observations.c.item, observations.c.value)
        .select_from(counting_returns)
        .join(observations, observations.c.return_id == counting_returns.c.return_id)
        .where(
            counting_returns.c.quarter == str(quarter),
            observations.c.measure == measure,
            observations.c.dimension != TOTAL,
            observations.c.status != Status.NOT_EXPECTED.value,
        )
    )
    rows = [row[1:] for row in connection.execute(chosen) if row[0] in asked]
    parts = pd.DataFrame.from_records(rows, columns=["dimension", "item", "value"]).astype({"value": float})
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
    chosen = (
        sa.select(counting_returns.c.quarter, cell.item, sa.func.sum(cell.value), sa.func.count(cell.value))
        .select_from(counting_returns)
        .join(observations, cell.return_id == counting_returns.c.return_id)
        .where(
            cell.measure == measure,
            cell.dimension == dimension,
            cell.status != Status.NOT_EXPECTED.value,
            sa.true() if everywhere else counting_returns.c.place.in_(sorted(places)),
        )
        .group_by(counting_returns.c.quarter, cell.item)
    )
    columns = ["quarter", "item", "value", "districts"]
    rows = pd.DataFrame.from_records([tuple(row) for row in connection.execute(chosen)], columns=columns)
    found = rows.astype({"value": float}).assign(dimension=dimension)
    return {str(quarter): cells[list(BREAKDOWN)] for quarter, cells in found.groupby("quarter")}


def shown(
    connection: Connection, *, measure: str, quarter: Quarter, place: str, until: dt.datetime | None = None
) -> pd.DataFrame:
    """The parts of a number as they are released of a place of any level, in the columns `BREAKDOWN`.

    Args:
        connection: one that reads the published store.
        measure: the measure.
        quarter: the quarter; where it is not released, there are no parts.
        place: the code of the place.
        until: the moment up to which releases are read; now, if None.
    """
    tables = by_name()
    release = next((each.id for each in chosen_in(connection, tables, until) if each.quarter == str(quarter)), None)
    cells = tables["release_cells"].c
    chosen = sa.select(cells.dimension, cells.item, cells.value).where(
        cells.release_id == release,
        cells.measure == measure,
        cells.place == place,
        cells.dimension != TOTAL,
        cells.status == Status.REPORTED.value,
    )
    rows = [tuple(row) for row in connection.execute(chosen)] if release is not None else []
    parts = pd.DataFrame.from_records(rows, columns=["dimension", "item", "value"]).astype({"value": float})
    return parts.assign(districts=float("nan"))[list(BREAKDOWN)]
