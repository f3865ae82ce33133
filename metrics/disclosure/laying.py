"""Laying out a quarter's truth: which figure is the sum of which, down to the leaves.

A leaf is a figure that no other figures make: a part told in its finest form, or a number that was told without parts.
Every other figure is the sum of figures under it, once for each way in which it was broken down.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from metrics.disclosure.cube import REST, TOTAL, Breakdown, Shape

PLACED = ["measure", "place"]
KEYS = ["measure", "dimension", "item", "place"]
"""What identifies a figure of a quarter."""


def laid_out(truth: pd.DataFrame, shapes: Mapping[str, Shape]) -> pd.DataFrame:
    """The figures of a quarter, each with the figure that it lies under.

    What a breakdown leaves untold of its number becomes a figure of its own, the item `REST`. A breakdown that makes
    more than its number cannot be true: it is left out in that district, and parts without a number are too.

    Args:
        truth: columns `cube.TRUTH`.
        shapes: of every measure; a measure without one is left out.

    Returns:
        Columns `cube.TRUTH`, `under` (the row of the figure that it is a part of, -1 for the number itself) and
        `several` (whether it is a part of which no sum is promised), with rows numbered from 0.
    """
    told = truth[truth["measure"].isin(list(shapes))].dropna(subset="value").sort_values(KEYS)
    numbers = told[told["dimension"] == TOTAL].reset_index(drop=True)
    laid = [numbers.assign(under=-1, several=False)]
    parts = {name: group for name, group in told.groupby(["measure", "dimension"]) if name[1] != TOTAL}
    rows = len(numbers)
    for shape in shapes.values():
        number = laid[0][laid[0]["measure"] == shape.measure]
        for breakdown in sorted(shape.breakdowns, key=lambda each: each.within is not None):
            group = parts.get((shape.measure, breakdown.key))
            if group is not None:
                found = _lie_under(group, number, breakdown, laid)
                found.index = pd.RangeIndex(rows, rows + len(found))
                laid.append(found)
                rows += len(found)
    return pd.concat(laid) if len(laid) > 1 else laid[0]


def is_leaf(figures: pd.DataFrame) -> np.ndarray:
    """For every row of `laid_out` whether no other figures make it."""
    leaf = np.ones(len(figures), dtype=bool)
    makes = figures.loc[~figures["several"], "under"].to_numpy()
    leaf[makes[makes >= 0]] = False
    return leaf


def _lie_under(
    group: pd.DataFrame, number: pd.DataFrame, breakdown: Breakdown, laid: list[pd.DataFrame]
) -> pd.DataFrame:
    """The parts of one breakdown of one measure, under the number, or within the parts of another breakdown."""
    upper = number.assign(cell="")
    cell = pd.Series("", index=group.index)
    if breakdown.within:
        twins = [each for each in laid[1:] if _is(each, number, breakdown.within)]
        if twins:
            inner = twins[0][twins[0]["place"].isin(group["place"])]
            inner = inner.assign(cell=inner["item"])
            outer = upper[~upper["place"].isin(inner["place"])]
            upper = pd.concat([inner, outer])
            nested = group["place"].isin(inner["place"])
            cell = group["item"].str.partition(".")[2].where(nested, "")
    return _with_rests(group.assign(cell=cell), upper, breakdown)


def _is(laid: pd.DataFrame, number: pd.DataFrame, key: str) -> bool:
    first = laid.iloc[0] if len(laid) else None
    return first is not None and first["dimension"] == key and first["measure"] == number["measure"].iloc[0]


def _with_rests(group: pd.DataFrame, upper: pd.DataFrame, breakdown: Breakdown) -> pd.DataFrame:
    """Parts with the row they lie under, and with what they leave untold of it."""
    above = upper.assign(under=upper.index, whole=upper["value"])[["place", "cell", "under", "whole"]]
    parts = group.drop(columns=["under", "several"], errors="ignore").merge(above, on=["place", "cell"], how="left")
    if breakdown.several:
        parts = parts[parts["value"] <= parts["whole"]]
        return parts.assign(several=True).drop(columns=["cell", "whole"]).astype({"under": int})
    sums = parts.groupby(["place", "cell"])["value"].sum().reset_index()
    made = above.merge(sums, on=["place", "cell"], how="left").fillna({"value": 0.0})
    too_much = set(made.loc[made["value"] > made["whole"], "place"]) | set(parts.loc[parts["under"].isna(), "place"])
    parts = parts[~parts["place"].isin(too_much)]
    short = (made["value"] < made["whole"]) | (not breakdown.complete)
    untold = made[made["place"].isin(parts["place"]) & short]
    rests = pd.DataFrame(
        {
            "measure": group["measure"].iloc[0],
            "dimension": breakdown.key,
            "item": REST + ("." + untold["cell"]).where(untold["cell"] != "", ""),
            "quarter": group["quarter"].iloc[0],
            "place": untold["place"],
            "value": untold["whole"] - untold["value"],
            "under": untold["under"],
        }
    )
    found = (
        pd.concat([parts.drop(columns=["cell", "whole"]), rests])
        if len(rests)
        else parts.drop(columns=["cell", "whole"])
    )
    return found.assign(several=False).astype({"under": int})
