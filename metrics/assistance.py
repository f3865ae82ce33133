"""Who was assisted, of those who could be; who got which service, and who did not; and where it fell.

Services are told of the people assisted in the same quarter, each of whom may have had several. That somebody had not
a service is a lack only if they needed it, which nobody counts.
"""

from __future__ import annotations

import math

import pandas as pd

from data.model import Quarter
from metrics.comparison import between, p_value
from metrics.same_districts import COUNTS, Terms

FALLS = ("place", "now", "before", "change", "movement", "chance", *COUNTS, "step")
"""Columns of a comparison of two quarters by district: `movement` is a `metrics.comparison.Movement`, NA where one
of the two is not told, or too small to be compared; `chance` how probable so great a difference is by chance alone."""

GAPS = ("place", "served", "of", "share", *COUNTS, "step")
"""Columns of a gap: of so many people so many were served; `share` is `served / of`, NaN of nobody."""


def two_quarters(measure: str, quarter: Quarter, *, back: int) -> Terms:
    """A measure now and so many quarters ago, as terms of `metrics.same_districts`."""
    return {"now": (measure, str(quarter)), "before": (measure, str(quarter - back))}


def compared(told: pd.DataFrame, *, least: float = 0) -> pd.DataFrame:
    """What may be said of two quarters, district by district.

    Args:
        told: from `metrics.same_districts.sums`, with the terms of `two_quarters`.
        least: how many released figures must show, both of them, for anything to be said of a change.

    Returns:
        Columns `FALLS`. Where nothing is to be said, `change` and `movement` are NA.
    """
    said = [
        between(now, before, step=step, least=least)
        for now, before, step in zip(told["now"], told["before"], told["step"], strict=True)
    ]
    movement = pd.Series(said, index=told.index, dtype=object)
    change = (told["now"] - told["before"]).where(movement.notna())
    chance = [
        math.nan if word is None else p_value(round(now), round(before))
        for now, before, word in zip(told["now"], told["before"], said, strict=True)
    ]
    return told.assign(change=change, movement=movement, chance=chance)[list(FALLS)]


def coverage_terms(*, identified: str, assisted: str, open_cases: str, quarter: Quarter) -> Terms:
    """Those assisted and those who could be: identified in the quarter, or with a case open since before it."""
    return {
        "served": (assisted, str(quarter)),
        "identified": (identified, str(quarter)),
        "carried": (open_cases, str(quarter - 1)),
    }


def coverage(told: pd.DataFrame, *, least: float = 0) -> pd.DataFrame:
    """Assisted of identified and carried over, in the columns `GAPS`. It can be more than all: cases cross quarters.

    Args:
        told: from `metrics.same_districts.sums`, with the terms of `coverage_terms`.
        least: of how many shown people a share is told where figures are released.
    """
    return service_gap(told.assign(of=told["identified"] + told["carried"]), least=least)


def service_gap(told: pd.DataFrame, *, least: float = 0) -> pd.DataFrame:
    """Those assisted who had a service and those who had not, in the columns `GAPS`.

    Args:
        told: from `metrics.same_districts.sums`, with the terms `served` and `of`.
        least: of how many shown people a share is told where figures are released.
    """
    small = told["step"].notna() & (told["of"] < least)
    share = (told["served"] / told["of"].where(told["of"] > 0)).mask(small)
    return told.assign(share=share)[list(GAPS)]
