"""What became of cases, and of persons charged: a cohort's identity, and ratios to what happened some quarters earlier.

Those convicted in a quarter were mostly charged in an earlier one, so that no share is made of the two numbers of one
quarter (rule C-15). The identity holds whatever the lag: pending before + charged = convicted + acquitted + pending now
+ left otherwise.
"""

from __future__ import annotations

import pandas as pd

from data.model import Quarter
from metrics.same_districts import COUNTS, Terms

IDENTITY = ("before", "charged", "convicted", "convicted_otherwise", "acquitted", "pending")
"""The terms of the identity of defendants, in its order; `before` is `pending` a quarter earlier."""

LAGGED = ("place", "of", "by", "ratio", *COUNTS, "step")
"""Columns of a ratio to an earlier quarter: so many now, by so many then; NaN where there were none, or too few."""


def identity_terms(
    *, charged: str, convicted: str, convicted_otherwise: str, acquitted: str, pending: str, quarter: Quarter
) -> Terms:
    """The numbers of the identity of defendants, each by its name, as terms of `metrics.same_districts`."""
    now = str(quarter)
    return {
        "before": (pending, str(quarter - 1)),
        "charged": (charged, now),
        "convicted": (convicted, now),
        "convicted_otherwise": (convicted_otherwise, now),
        "acquitted": (acquitted, now),
        "pending": (pending, now),
    }


def unaccounted(told: pd.DataFrame) -> pd.Series[float]:
    """Defendants that the identity leaves over: who left the court in another way, or was counted wrongly.

    Args:
        told: from `metrics.same_districts.sums`, with the terms of `identity_terms`.

    Returns:
        Before + charged - convicted - convicted otherwise - acquitted - pending; below 0 where more are told than came.
    """
    came = told["before"] + told["charged"]
    return came - told["convicted"] - told["convicted_otherwise"] - told["acquitted"] - told["pending"]


def decided(told: pd.DataFrame) -> pd.Series[float]:
    """Defendants whose case was decided in the quarter: convicted by either law, or acquitted."""
    return told["convicted"] + told["convicted_otherwise"] + told["acquitted"]


def share_of_decided(told: pd.DataFrame, *, least: float = 0) -> pd.DataFrame:
    """Convicted by either law, of those decided, in the columns `LAGGED`: never of those charged in the quarter."""
    convicted = told["convicted"] + told["convicted_otherwise"]
    return lagged(told.assign(of=convicted, by=decided(told)), least=least)


def clearance(told: pd.DataFrame, *, least: float = 0) -> pd.DataFrame:
    """Decided, of those pending before and newly charged, in the columns `LAGGED`."""
    return lagged(told.assign(of=decided(told), by=told["before"] + told["charged"]), least=least)


def lagged_terms(of: str, by: str, *, quarter: Quarter, lag: int) -> Terms:
    """A measure now, and another so many quarters ago, as terms of `metrics.same_districts`."""
    return {"of": (of, str(quarter)), "by": (by, str(quarter - lag))}


def lagged(told: pd.DataFrame, *, least: float = 0) -> pd.DataFrame:
    """So many now by so many then. They are not the same cases, so that more than all is possible.

    Args:
        told: from `metrics.same_districts.sums`, with the terms of `lagged_terms`.
        least: how many shown people or cases the earlier must be, where figures are released.

    Returns:
        Columns `LAGGED`.
    """
    small = told["step"].notna() & (told["by"] < least)
    return told.assign(ratio=(told["of"] / told["by"].where(told["by"] > 0)).mask(small))[list(LAGGED)]
