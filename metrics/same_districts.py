"""Sums over the districts that told everything that is laid side by side.

A ratio of two totals that different districts made says nothing: numerator and denominator are summed over the
districts that reported both, and how many these are stands beside it. Percentages are never averaged.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from data.model import Status
from metrics.shown import STEP, steps

COUNTS = ("districts", "expected", "withheld")
"""Columns beside the terms: the districts that told every term, those of which every term was expected, and those of
which one may not be shown."""

Terms = Mapping[str, tuple[str, str]]
"""What is laid side by side: by a name the measure and the quarter as text."""


def sums(values: pd.DataFrame, *, terms: Terms, parents: Mapping[str, str]) -> pd.DataFrame:
    """Sum each term over the districts that told all of them.

    Args:
        values: columns `metrics.rollup.VALUES`, of districts; of other measures and quarters too.
        terms: what is laid side by side.
        parents: the place each district is counted in; a district without one is left out.

    Returns:
        A row for each place, in the order of codes: `place`, a column for each term (NaN where no district told all),
        `COUNTS`, and `step` (the widest of the figures; NaN where all are exact).
    """
    rows = _rows(values, terms)
    rows = rows[rows["place"].isin(list(parents))]
    told = _by_district(rows, "value", terms)
    asked = _by_district(rows, "expected", terms) > 0
    whole = told.notna().all(axis=1)
    hidden = _by_district(rows, "withheld", terms) > 0
    found = told.where(whole).assign(
        districts=whole.astype(int), expected=asked.all(axis=1).astype(int), withheld=hidden.any(axis=1).astype(int)
    )
    found[STEP] = rows.groupby("place")[STEP].max().reindex(found.index)
    grouped = found.groupby(pd.Series(parents).reindex(found.index).to_numpy())
    added = grouped[list(terms)].sum(min_count=1).join(grouped[list(COUNTS)].sum()).join(grouped[STEP].max())
    return added.rename_axis("place").sort_index().reset_index()


def _rows(values: pd.DataFrame, terms: Terms) -> pd.DataFrame:
    """The values of each term, under its name; what was not reported has none."""
    wanted = pd.DataFrame([(name, *term) for name, term in terms.items()], columns=["term", "measure", "quarter"])
    rows = values.assign(**{STEP: steps(values)}).merge(wanted, on=["measure", "quarter"])
    known = rows["status"].isin([Status.REPORTED, Status.NIL])
    return rows.assign(
        value=rows["value"].astype(float).where(known),
        expected=(rows["status"] != Status.NOT_EXPECTED).astype(float),
        withheld=(rows["status"] == Status.WITHHELD).astype(float),
    )


def _by_district(rows: pd.DataFrame, column: str, terms: Terms) -> pd.DataFrame:
    """A row for each district, a column for each term; a district that did not exist in a quarter has none there."""
    wide = rows.pivot(index="place", columns="term", values=column)
    return wide.reindex(columns=list(terms)).astype(float).fillna(np.nan)
