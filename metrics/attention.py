"""What deserves a look: where a value changed most, who has fallen silent, which centre crossed a threshold."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from data.model import Direction, Part, Quarter
from metrics.centre import Risk

SILENCE = ("place", "quarters")
"""Columns of silence: a place, and for how many expected quarters in a row, up to the latest, it has filed nothing."""


def largest_changes(points: pd.DataFrame, *, quarter: Quarter, part: Part, most: int) -> pd.DataFrame:
    """The places whose value of one measure changed on the quarter before, those that changed most first.

    A measure of which more is neither good nor bad gives no order: more victims found may mean that somebody looked.
    All its changes are given, by place.

    Args:
        points: columns `metrics.trend.POINTS`.
        quarter: the quarter looked at.
        part: the measure.
        most: how many places to name, where there is an order.

    Returns:
        Columns of `points`.
    """
    rows = points[(points["measure"] == part.measure) & (points["quarter"] == str(quarter))]
    changed = rows[rows["change_on_quarter"].notna() & (rows["change_on_quarter"] != 0)].sort_values("place")
    if part.direction is Direction.NEITHER:
        return changed
    return changed.sort_values("change_on_quarter", key=abs, ascending=False, kind="stable").head(most)


def out_of_balance(one: float | None, other: float | None, *, within: float, least: float = 0) -> float | None:
    """By how much two numbers differ that should be about the same, as a share of the larger.

    Args:
        one: a number; None where it is not known, and then nothing is said.
        other: the number that should be about the same.
        within: the share by which they may differ.
        least: by how much they must differ at least: of few, one more or less is a large share.

    Returns:
        The share, where it is more than they may differ; None where all is well or nothing can be said.
    """
    if one is None or other is None or max(one, other) <= 0:
        return None
    apart = abs(one - other) / max(one, other)
    return apart if apart > within and abs(one - other) >= least else None


def silence(expected: Mapping[str, Collection[str]], returns: pd.DataFrame) -> pd.DataFrame:
    """Who of those expected for the latest quarter has filed nothing, and for how long, the longest silent first.

    Args:
        expected: for each quarter looked at, the codes of the places expected to report.
        returns: columns `place` and `quarter`, one row for each return that counts.

    Returns:
        Columns `SILENCE`; those who filed for the latest quarter are not in it.
    """
    filed = set(zip(returns["place"], returns["quarter"], strict=True))
    quarters = sorted(expected, reverse=True)
    silent = set(expected[quarters[0]]) if quarters else set()
    lengths: dict[str, int] = {}
    for quarter in quarters:
        silent -= {place for place in silent if (place, quarter) in filed}
        for place in silent.intersection(expected[quarter]):
            lengths[place] = lengths.get(place, 0) + 1
    rows = sorted(lengths.items(), key=lambda row: (-row[1], row[0]))
    return pd.DataFrame(rows, columns=list(SILENCE))


@dataclass(frozen=True, slots=True)
class Since:
    """How long a centre has stood where it stands.

    Attributes:
        quarter: at whose end it was first seen there, without a break up to now.
        before: where it stood at the end of the quarter before; None where that is not known.
        at_least: whether it may have stood there longer: nothing is known of the quarter before.
    """

    quarter: Quarter
    before: Risk | None
    at_least: bool


def since(risks: Mapping[Quarter, Risk]) -> Since:
    """Since when a centre has had the risk that it has at the end of the newest quarter.

    Args:
        risks: the centre's risk at the ends of quarters, each reckoned from the sheets of that time; at least of one.
    """
    first = max(risks)
    now = risks[first]
    while risks.get(first - 1) is now:
        first -= 1
    before = risks.get(first - 1)
    return Since(first, before, at_least=before is None)
