"""The sums over the country of what was accepted: on maps returns count before anybody has looked at them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.model import ROLLUPS, Quarter, Status
from data.store import receipts
from data.store.framing import frame
from data.store.tables import counting_returns, district_values

if TYPE_CHECKING:
    import pandas as pd


def sums(
    connection: Connection, *, measures: Iterable[str], quarters: Collection[Quarter], country: str
) -> pd.DataFrame:
    """The sums of some measures over every district whose counting return is accepted, and not reopened.

    Args:
        connection: one that reads.
        measures: the measures.
        quarters: the quarters.
        country: the code that the sums are given under.

    Returns:
        Columns `data.model.ROLLUPS`; quarters without an accepted return are not in it.
    """
    value = district_values.c

    def counted(*statuses: Status) -> sa.ColumnElement[int]:
        return sa.func.sum(sa.case((value.status.in_([each.value for each in statuses]), 1), else_=0))

    chosen = (
        sa.select(
            value.measure,
            value.quarter,
            sa.literal(country).label("place"),
            sa.func.sum(value.numerator).label("numerator"),
            sa.func.sum(value.denominator).label("denominator"),
            counted(Status.REPORTED, Status.NIL).label("reporting"),
            counted(Status.NIL).label("nil"),
            counted(Status.NOT_EXPECTED).label("not_applicable"),
        )
        .join(
            counting_returns,
            sa.and_(counting_returns.c.place == value.place, counting_returns.c.quarter == value.quarter),
        )
        .where(
            value.measure.in_(list(measures)),
            value.quarter.in_([str(quarter) for quarter in quarters]),
            counting_returns.c.return_id.in_(
                receipts.accepted(counting_returns.c.return_id).where(_of_quarters(quarters))
            ),
        )
        .group_by(value.measure, value.quarter)
    )
    rows = [row._mapping for row in connection.execute(chosen)]
    return frame([[row[name] for name in ROLLUPS] for row in rows], ROLLUPS)


def places(connection: Connection, quarter: Quarter) -> frozenset[str]:
    """The codes of the districts that have an accepted return for a quarter."""
    chosen = receipts.accepted(counting_returns.c.place).where(_of_quarters([quarter]))
    return frozenset(connection.execute(chosen).scalars())


def _of_quarters(quarters: Collection[Quarter]) -> sa.ColumnElement[bool]:
    return counting_returns.c.quarter.in_([str(quarter) for quarter in quarters])
