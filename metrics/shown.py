"""What released figures allow to be said beyond themselves: shares and changes, only where they rest on enough people.

A value carries its `step`: NA where the figure is exact (and not for publication), 0 where a released figure is not
rounded, else the step in which it is shown. A shown 0 of step 5 means 0 to 4. Shares, rates and changes are made of
shown figures alone, and a share of 5 by 10 would say more of two people than it says of a place.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from data.model import Status

STEP = "step"
_SPANS = ("quarter", "year")


def is_released(values: pd.DataFrame) -> pd.Series[bool]:
    """Which of the figures are released ones; a frame that says nothing of it holds exact ones."""
    return steps(values).notna()


def steps(values: pd.DataFrame) -> pd.Series[float]:
    """The step of each value; NA where it is exact."""
    if STEP in values.columns:
        return values[STEP]
    return pd.Series(np.nan, index=values.index)


def withhold_shares(values: pd.DataFrame, *, least: Mapping[str, float]) -> pd.DataFrame:
    """Take the released shares out that rest on too few.

    Args:
        values: columns `metrics.rollup.VALUES`.
        least: for each ratio of people, how many its denominator must show.

    Returns:
        The same rows; what was taken out is withheld.
    """
    bound = values["measure"].map(least).astype(float)
    small = is_released(values) & (values["denominator"] < bound)
    if not small.any():
        return values
    empty = values.assign(status=values["status"].mask(small, Status.WITHHELD.value))
    for column in ("value", "numerator", "denominator"):
        empty[column] = empty[column].mask(small)
    return empty


def withhold_changes(points: pd.DataFrame, *, least: Mapping[str, float]) -> pd.DataFrame:
    """Take the changes out of which one of the two released figures is too small, and what they would mean.

    Args:
        points: columns `metrics.trend.POINTS`.
        least: for each rounded measure, what both figures must show.
    """
    bound, kept = points["measure"].map(least).astype(float), points.copy()
    for span in _SPANS:
        change = points[f"change_on_{span}"]
        lower = np.minimum(points["value"], points["value"] - change)
        small = is_released(points) & (lower < bound)
        kept[f"change_on_{span}"] = change.mask(small)
        kept[f"sense_on_{span}"] = points[f"sense_on_{span}"].mask(small)
    return kept
