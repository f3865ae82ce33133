"""Plain sums over the districts of each province and of the country, kept in the filing transaction.

What a sum means (a count of yes, a ratio, not expected) is said by `metrics.rollup`, not here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.model import Country, Level, Status
from data.store.tables import district_values, rollups

SUMS = ("numerator", "denominator", "reporting", "nil", "not_applicable")


def refresh(connection: Connection, touched: Mapping[str, Iterable[str]], *, country: Country) -> None:
    """Sum again for every province and country that a district of `touched` (quarter to place codes) lies in."""
    root = country.root.code
    for quarter, places in sorted(touched.items()):
        provinces = {country.places[place].parent for place in places} - {root, None}
        for province in sorted(code for code in provinces if code):
            _sum_districts(connection, quarter, province, country.within(province))
        if any(place.level is Level.PROVINCE for place in country.places.values()):
            _sum_provinces(connection, quarter, root, country)
        else:
            _sum_districts(connection, quarter, root, country.within(root))


def _sum_districts(connection: Connection, quarter: str, parent: str, districts: frozenset[str]) -> None:
    values = district_values.c
    counted = values.status.in_([Status.REPORTED.value, Status.NIL.value])
    _replace(
        connection,
        quarter,
        parent,
        sa.select(
            values.measure,
            sa.literal(quarter).label("quarter"),
            sa.literal(parent).label("place"),
            sa.func.sum(values.numerator),
            sa.func.sum(values.denominator),
            sa.func.count(sa.case((counted, 1))),
            sa.func.count(sa.case((values.status == Status.NIL.value, 1))),
            sa.func.count(sa.case((values.status == Status.NOT_EXPECTED.value, 1))),
        )
        .where(values.quarter == quarter, values.place.in_(sorted(districts)))
        .group_by(values.measure),
    )


def _sum_provinces(connection: Connection, quarter: str, root: str, country: Country) -> None:
    provinces = [place.code for place in country.places.values() if place.level is Level.PROVINCE]
    below = rollups.alias("below")
    _replace(
        connection,
        quarter,
        root,
        sa.select(
            below.c.measure,
            sa.literal(quarter).label("quarter"),
            sa.literal(root).label("place"),
            *(sa.func.sum(below.c[column]) for column in SUMS),
        )
        .where(below.c.quarter == quarter, below.c.place.in_(provinces))
        .group_by(below.c.measure),
    )


def _replace(connection: Connection, quarter: str, place: str, sums: sa.Select[tuple[object, ...]]) -> None:
    connection.execute(sa.delete(rollups).where(rollups.c.quarter == quarter, rollups.c.place == place))
    connection.execute(rollups.insert().from_select(["measure", "quarter", "place", *SUMS], sums))
