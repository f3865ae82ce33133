"""Reading: rows into frames in the model's columns. Every function takes an open connection and changes nothing.

A value that nobody reported has no row here; `metrics` adds it as missing, because only the country's register knows
who was expected.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.model import DISTRICT_VALUES, OBSERVATIONS, ROLLUPS, TOTAL, Quarter
from data.store import receipts
from data.store.framing import frame, of_columns
from data.store.tables import (
    counting_returns,
    district_values,
    facilities,
    facility_quarters,
    funding_lines,
    observations,
    returns,
    rollups,
)

if TYPE_CHECKING:
    import pandas as pd


def values(
    connection: Connection,
    *,
    measures: Iterable[str],
    quarters: Iterable[Quarter],
    places: Iterable[str] | None = None,
) -> pd.DataFrame:
    """The values of all districts, or of some, in some quarters, in the columns `data.model.DISTRICT_VALUES`."""
    table = district_values.c
    chosen = sa.select(*(table[column] for column in DISTRICT_VALUES)).where(
        table.measure.in_(list(measures)), table.quarter.in_([str(quarter) for quarter in quarters])
    )
    if places is not None:
        chosen = chosen.where(table.place.in_(list(places)))
    return frame(connection.execute(chosen).all(), DISTRICT_VALUES)


FEW_PLACES, MANY_MEASURES = 3, 20
"""Of so few places so many measures are sorted out sooner here than by the database, which looks each one up."""


def values_of_places(connection: Connection, *, measures: Iterable[str], places: Iterable[str]) -> pd.DataFrame:
    """All quarters of some districts, in the columns `data.model.DISTRICT_VALUES`."""
    table, asked, wanted = district_values.c, list(places), list(measures)
    chosen = sa.select(*(table[column] for column in DISTRICT_VALUES)).where(table.place.in_(asked))
    if len(asked) > FEW_PLACES or len(wanted) < MANY_MEASURES:
        return frame(connection.execute(chosen.where(table.measure.in_(wanted))).all(), DISTRICT_VALUES)
    kept, measure = set(wanted), DISTRICT_VALUES.index("measure")
    rows = [row for row in connection.execute(chosen).all() if row[measure] in kept]
    return of_columns(zip(*rows, strict=True), DISTRICT_VALUES) if rows else frame((), DISTRICT_VALUES)


def sums(
    connection: Connection,
    *,
    measures: Iterable[str],
    places: Iterable[str],
    quarters: Iterable[Quarter] | None = None,
) -> pd.DataFrame:
    """The kept sums of some measures for provinces or the country; without `quarters`, of every quarter.

    Columns: `data.model.ROLLUPS`.
    """
    table = rollups.c
    chosen = sa.select(*(table[column] for column in ROLLUPS)).where(
        table.measure.in_(list(measures)), table.place.in_(list(places))
    )
    if quarters is not None:
        chosen = chosen.where(table.quarter.in_([str(quarter) for quarter in quarters]))
    return frame(connection.execute(chosen).all(), ROLLUPS)


def counting(connection: Connection, *, quarter: Quarter) -> pd.DataFrame:
    """The return that counts for each place of a quarter.

    Columns: `place, return_id, revision, first_filed_at, filed_at, receipt`.
    """
    columns = ("place", "return_id", "revision", "first_filed_at", "filed_at", "receipt")
    chosen = (
        sa.select(
            counting_returns.c.place,
            counting_returns.c.return_id,
            returns.c.revision,
            counting_returns.c.first_filed_at,
            returns.c.filed_at,
            returns.c.receipt,
        )
        .join(returns, returns.c.id == counting_returns.c.return_id)
        .where(counting_returns.c.quarter == str(quarter))
    )
    return frame(connection.execute(chosen).all(), columns)


def filed_places(connection: Connection, *, quarters: Iterable[Quarter]) -> pd.DataFrame:
    """Who has a counting return for which of some quarters: columns `place, quarter`."""
    columns = ("place", "quarter")
    chosen = sa.select(*(counting_returns.c[column] for column in columns)).where(
        counting_returns.c.quarter.in_([str(quarter) for quarter in quarters])
    )
    return frame(connection.execute(chosen).all(), columns)


def filed_quarters(connection: Connection) -> list[Quarter]:
    """Every quarter that has a counting return, oldest first."""
    chosen = sa.select(counting_returns.c.quarter).distinct().order_by(counting_returns.c.quarter)
    return [Quarter.parse(text) for text in connection.execute(chosen).scalars()]


def accepted(
    connection: Connection, *, places: Iterable[str], quarters: Iterable[Quarter] | None = None
) -> pd.DataFrame:
    """For which quarters the counting return of some places is accepted, and not reopened: columns `place, quarter`.

    Args:
        connection: one that reads.
        places: the places' codes.
        quarters: of these only; of all, if None.
    """
    columns = ("place", "quarter")
    chosen = receipts.accepted(*(counting_returns.c[column] for column in columns))
    chosen = chosen.where(counting_returns.c.place.in_(list(places)))
    if quarters is not None:
        chosen = chosen.where(counting_returns.c.quarter.in_([str(quarter) for quarter in quarters]))
    return frame(connection.execute(chosen).all(), columns)


def observations_of(connection: Connection, *, place: str, quarter: Quarter) -> pd.DataFrame:
    """Every number of the counting return of a place and quarter, in the columns `data.model.OBSERVATIONS`."""
    chosen = (
        sa.select(*(observations.c[column] for column in OBSERVATIONS))
        .join(counting_returns, counting_returns.c.return_id == observations.c.return_id)
        .where(counting_returns.c.place == place, counting_returns.c.quarter == str(quarter))
    )
    return frame(connection.execute(chosen).all(), OBSERVATIONS)


ORIGINS = ("place", "return_id", "receipt", *OBSERVATIONS)
"""Columns of the cells that a figure comes from: `data.model.OBSERVATIONS` with the return they stand in."""


def origins(
    connection: Connection, *, measures: Iterable[str], quarter: Quarter, places: Iterable[str], parts: bool
) -> pd.DataFrame:
    """The cells of some measures in the counting returns of some districts, in the columns `ORIGINS`.

    Args:
        connection: one that reads.
        measures: those that were typed; a ratio stands in no cell.
        quarter: the quarter.
        places: the districts' codes.
        parts: whether the breakdowns are wanted too, or the numbers themselves alone.
    """
    chosen = (
        sa.select(
            counting_returns.c.place,
            counting_returns.c.return_id,
            returns.c.receipt,
            *(observations.c[column] for column in OBSERVATIONS),
        )
        .join(returns, returns.c.id == counting_returns.c.return_id)
        .join(observations, observations.c.return_id == returns.c.id)
        .where(
            counting_returns.c.quarter == str(quarter),
            counting_returns.c.place.in_(sorted(places)),
            observations.c.measure.in_(list(measures)),
            sa.true() if parts else observations.c.dimension == TOTAL,
        )
        .order_by(counting_returns.c.place, observations.c.measure, observations.c.dimension != TOTAL)
    )
    return frame(connection.execute(chosen).all(), ORIGINS)


FACILITY_REGISTER = ("code", "place", "name", "kind", "operator")


def part_over_country(
    connection: Connection, *, measure: str, dimension: str, item: str, quarter: Quarter
) -> tuple[float, int]:
    """The sum of one part of a number over every counting return of a quarter, and how many returns told it."""
    chosen = (
        sa.select(sa.func.coalesce(sa.func.sum(observations.c.value), 0), sa.func.count(observations.c.value))
        .join(counting_returns, counting_returns.c.return_id == observations.c.return_id)
        .where(
            counting_returns.c.quarter == str(quarter),
            observations.c.measure == measure,
            observations.c.dimension == dimension,
            observations.c.item == item,
        )
    )
    total, told = connection.execute(chosen).one()
    return float(total), int(told)


def facility_register(connection: Connection, *, places: Iterable[str] | None = None) -> pd.DataFrame:
    """The register of centres, of some places or all: `code, place, name, kind, operator`."""
    chosen = sa.select(*(facilities.c[column] for column in FACILITY_REGISTER)).order_by(facilities.c.code)
    if places is not None:
        chosen = chosen.where(facilities.c.place.in_(list(places)))
    return frame(connection.execute(chosen).all(), FACILITY_REGISTER)


def facility_sheets(connection: Connection, *, until: Quarter, centres: Iterable[str] | None = None) -> pd.DataFrame:
    """Each centre's newest sheet up to a quarter, from counting returns; of some centres or all.

    Columns: `facility, place, quarter, return_id, receipt, office, filed_at` and those of the table
    `facility_quarters`.
    """
    columns = [column for column in facility_quarters.c if column.name not in ("return_id", "facility")]
    newest = (
        sa.select(
            facility_quarters.c.facility,
            counting_returns.c.place,
            counting_returns.c.quarter,
            facility_quarters.c.return_id,
            returns.c.receipt,
            returns.c.office,
            returns.c.filed_at,
            *columns,
            sa.func.row_number()
            .over(partition_by=facility_quarters.c.facility, order_by=counting_returns.c.quarter.desc())
            .label("age"),
        )
        .join(counting_returns, counting_returns.c.return_id == facility_quarters.c.return_id)
        .join(returns, returns.c.id == facility_quarters.c.return_id)
        .where(
            counting_returns.c.quarter <= str(until),
            sa.true() if centres is None else facility_quarters.c.facility.in_(list(centres)),
        )
        .subquery()
    )
    kept = [column for column in newest.c if column.name != "age"]
    rows = connection.execute(sa.select(*kept).where(newest.c.age == 1).order_by(newest.c.facility)).all()
    return frame(rows, [column.name for column in kept])


def funding(connection: Connection, *, until: Quarter, places: Iterable[str] | None = None) -> pd.DataFrame:
    """The funding lines of the newest counting return up to a quarter, of each place or of some.

    Columns: `place, quarter` and those of the table `funding_lines`.
    """
    newest = (
        sa.select(
            counting_returns.c.return_id,
            counting_returns.c.place,
            counting_returns.c.quarter,
            sa.func.row_number()
            .over(partition_by=counting_returns.c.place, order_by=counting_returns.c.quarter.desc())
            .label("age"),
        )
        .where(
            counting_returns.c.quarter <= str(until),
            sa.true() if places is None else counting_returns.c.place.in_(list(places)),
        )
        .subquery()
    )
    chosen = (
        sa.select(newest.c.place, newest.c.quarter, *funding_lines.c)
        .join(newest, newest.c.return_id == funding_lines.c.return_id)
        .where(newest.c.age == 1)
        .order_by(newest.c.place, funding_lines.c.row)
    )
    return frame(connection.execute(chosen).all(), [column.name for column in chosen.selected_columns])
