"""The parts of a number over the quarters: by sex and age, by form of exploitation. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.model import Part, Status
from pages.parts import trend_lines
from pages.parts.released_parts import Parts
from pages.parts.shown import Voice, amount

MOST = 6
"""So many lines can be told apart."""


def largest(by_quarter: Mapping[str, Parts], dimension: str) -> tuple[list[str], int]:
    """The items with the largest sums over all quarters, and how many more there are.

    Args:
        by_quarter: the parts of each quarter.
        dimension: the key of the breakdown.
    """
    cells = pd.concat([_of(found, dimension) for found in by_quarter.values()], ignore_index=True)
    sums = cells.groupby("item")["value"].sum().sort_values(ascending=False, kind="stable")
    return list(sums.index[:MOST]), max(len(sums) - MOST, 0)


def told(
    by_quarter: Mapping[str, Parts],
    items: list[str],
    *,
    dimension: str,
    part: Part,
    provisional: Mapping[str, bool],
    voice: Voice,
) -> pd.DataFrame:
    """A row for each item and quarter with its words: columns `trend_lines.TOLD`, the item in the place of a place.

    An item that nobody told in a quarter is a gap, and no zero.
    """
    rows = []
    for quarter, found in by_quarter.items():
        values = _of(found, dimension).set_index("item")["value"].to_dict()
        for item in items:
            known = item in values
            rows.append(
                {
                    "place": item,
                    "quarter": quarter,
                    "value": values.get(item, float("nan")),
                    "status": (Status.REPORTED if known else _without(found)).value,
                    "written": amount(values[item], part, voice, found.step)
                    if known
                    else voice.say(f"map.{_without(found).value}"),
                    "answered": "",
                    "brief": "",
                    "provisional": provisional.get(quarter, False) and known,
                }
            )
    return pd.DataFrame(rows, columns=list(trend_lines.TOLD))


def _without(found: Parts) -> Status:
    return Status.WITHHELD if found.withheld else Status.MISSING


def _of(found: Parts, dimension: str) -> pd.DataFrame:
    return found.cells.loc[found.cells["dimension"] == dimension, ["item", "value"]]
