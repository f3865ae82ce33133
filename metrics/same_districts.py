"""Sums over the districts that told everything that is laid side by side.

A ratio of two totals that different districts made says nothing: numerator and denominator are summed over the
districts that reported both, and how many these are stands beside it. Percentages are never averaged.
"""

from __future__ import annotations

from collections.abc import Mapping

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
    told = {name: _told(values, *term) for name, term in terms.items()}
    value, expected, hidden, step = (
        pd.DataFrame({name: rows[column] for name, rows in told.items()})
        for column in ("value", "expected", "withheld", STEP)
    )
    whole = value.notna().all(axis=1)
    found = value.where(whole).assign(
        districts=whole.astype(int),
        expected=expected.eq(True).all(axis=1).astype(int),
        withheld=hidden.eq(True).any(axis=1).astype(int),
    )
    found[STEP] = step.max(axis=1)
    grouped = found.groupby([parents.get(place) for place in found.index])
    added = grouped[list(terms)].sum(min_count=1).join(grouped[list(COUNTS)].sum()).join(grouped[STEP].max())
    return added.rename_axis("place").sort_index().reset_index()


def _told(values: pd.DataFrame, measure: str, quarter: str) -> pd.DataFrame:
    """One term by district; what was not reported has no value. A district that did not exist then has no row."""
    rows = values[(values["measure"] == measure) & (values["quarter"] == quarter)].set_index("place")
    known = rows["status"].isin([Status.REPORTED, Status.NIL])
    return pd.DataFrame(
        {
            "value": rows["value"].astype(float).where(known),
            "expected": rows["status"] != Status.NOT_EXPECTED,
            "withheld": rows["status"] == Status.WITHHELD,
            STEP: steps(rows).astype(float),
        }
    )
