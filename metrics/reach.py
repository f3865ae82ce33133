"""How far districts lie from centres, in a straight line; which are left without one when it closes; who else is near.

A straight line over the earth's surface between points inside the districts is what can be known without a centre's
address, which is kept nowhere. A road is longer; over mountains and water much longer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

_METRES = 1000


def kilometres(points: Mapping[str, Point], *, to: Iterable[str]) -> pd.DataFrame:
    """The length of the straight line from every place to some of them, on the ellipsoid of WGS 84.

    Args:
        points: one in each place.
        to: codes of places; those without a point are left out.

    Returns:
        A row for each place, a column for each of `to`, in kilometres; 0 within a place.
    """
    import geopandas  # takes half a second, which pages that need no distance should not wait for

    places = geopandas.GeoSeries.from_xy(*zip(*points.values(), strict=True), index=list(points), crs="EPSG:4326")
    wanted = [code for code in dict.fromkeys(to) if code in points]
    here = places.loc[wanted]
    rows, columns = len(places), len(here)
    _, _, metres = places.crs.get_geod().inv(
        np.repeat(places.x, columns), np.repeat(places.y, columns), np.tile(here.x, rows), np.tile(here.y, rows)
    )
    return pd.DataFrame(np.reshape(metres, (rows, columns)) / _METRES, index=list(points), columns=wanted)


def left_without(
    distances: pd.DataFrame, *, closes: str, others: Collection[str], within: float, places: Sequence[str]
) -> list[str]:
    """The places that have a centre within reach, and none any more once one closes; the nearest to it first.

    Args:
        distances: from `kilometres`.
        closes: where the centre lies.
        others: where the others lie that stay open; a place may be among them and `closes` at once.
        within: so many kilometres are within reach.
        places: those asked about; one without a distance is not among those found.
    """
    known = distances.reindex([code for code in places if code in distances.index])
    staying = [code for code in others if code in known.columns]
    reached = known[closes] <= within
    if staying:
        reached &= known[staying].min(axis=1) > within
    return list(known[closes][reached].sort_values(kind="stable").index)
