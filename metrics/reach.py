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
    from pyproj import Geod  # takes a while, for which pages that need no distance should not wait

    wanted = [code for code in dict.fromkeys(to) if code in points]
    rows, columns = len(points), len(wanted)
    places, here = (np.array([points[code] for code in codes]).reshape(-1, 2) for codes in (points, wanted))
    east, north = (np.repeat(places[:, axis], columns) for axis in (0, 1))
    _, _, metres = Geod(ellps="WGS84").inv(east, north, np.tile(here[:, 0], rows), np.tile(here[:, 1], rows))
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
