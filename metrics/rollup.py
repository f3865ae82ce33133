"""From district to province to country, by each measure's own rule.

Frames with the columns `VALUES` are what every page, map and file reads: one row for every measure, quarter and place
that was asked, whether anybody answered or not. `value` is a float, NaN where there is none; `status` says why:

* `reported`: at least one district of the place reported. A yes-no counts the districts that said yes; a ratio is the
  sum of numerators by the sum of denominators over the districts that gave both, never a mean of shares.
* `nil`: all that answered filed a nil return for it. The value is then 0, for a named officer said so.
* `not_expected`: every district expected said that it does not apply, or no district existed, or it is a ratio of
  nothing (all denominators are 0).
* `missing`: somebody was expected to answer, and nobody did. It is never 0.

`reporting` counts the districts that reported or filed nil, `expected` those that existed in the quarter and did not
say that the measure does not apply to them. `step` is NA for what is made here, which is exact; see `metrics.shown`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import numpy as np
import pandas as pd

from data.model import ROLLUPS, Country, Kind, Part, Quarter, Status

KEYS = ["measure", "quarter", "place"]
"""What identifies a row: the measure, the quarter as text, the code of the place."""

VALUES = ("measure", "quarter", "place", "value", "numerator", "denominator", "status", "reporting", "expected", "step")
"""Columns of values; see the head of this module."""

_SUMMED = ["numerator", "denominator"]
_COUNTED = ["reporting", "nil", "not_applicable"]


def expected_districts(
    country: Country, quarters: Iterable[Quarter], *, excused: Mapping[str, Collection[str]] | None = None
) -> dict[str, dict[str, int]]:
    """How many districts each province and the country had in each quarter: quarter, place code, count.

    Args:
        country: whose districts they are.
        quarters: the quarters wanted.
        excused: for each quarter the codes of districts that need not report, and are not counted.
    """
    root = country.root.code
    return {
        str(quarter): dict(
            Counter(
                above
                for district in country.districts(quarter)
                if district.code not in (excused or {}).get(str(quarter), ())
                for above in sorted({root, district.parent or root})
            )
        )
        for quarter in quarters
    }


def totals(sums: pd.DataFrame, *, parts: Mapping[str, Part], expected: Mapping[str, Mapping[str, int]]) -> pd.DataFrame:
    """The values of provinces and the country, from plain sums.

    Args:
        sums: columns `data.model.ROLLUPS`; places without any answer may be absent.
        parts: the measures wanted.
        expected: for each quarter wanted, the places wanted and how many districts existed in them.

    Returns:
        Columns `VALUES`, one row for every measure, quarter and place wanted, in that order.
    """
    wanted = pd.DataFrame(
        [
            (measure, quarter, place, districts)
            for measure in parts
            for quarter, places in expected.items()
            for place, districts in places.items()
        ],
        columns=[*KEYS, "districts"],
    )
    found = wanted.merge(sums, on=KEYS, how="left", validate="one_to_one")
    found[_COUNTED] = found[_COUNTED].astype(float).fillna(0).astype(int)
    found["expected"] = (found["districts"] - found["not_applicable"]).clip(lower=0)
    return _valued(found, parts)


def complete(
    values: pd.DataFrame, *, parts: Mapping[str, Part], expected: Mapping[str, Collection[str]]
) -> pd.DataFrame:
    """The values of districts: a row for every district expected, missing where it did not report.

    Args:
        values: columns `data.model.DISTRICT_VALUES`.
        parts: the measures wanted.
        expected: for each quarter wanted, the codes of the districts that existed in it.

    Returns:
        Columns `VALUES`, one row for every measure, quarter and district wanted, in that order.
    """
    wanted = pd.DataFrame(
        [(measure, quarter, place) for measure in parts for quarter, places in expected.items() for place in places],
        columns=KEYS,
    )
    found = wanted.merge(values, on=KEYS, how="left", validate="one_to_one")
    found["nil"] = (found["status"] == Status.NIL).astype(int)
    found["reporting"] = found["status"].isin([Status.REPORTED, Status.NIL]).astype(int)
    found["expected"] = (found["status"] != Status.NOT_EXPECTED).astype(int)
    return _valued(found, parts)


def roll_up(district_values: pd.DataFrame, parents: Mapping[str, str]) -> pd.DataFrame:
    """Sum districts into the places they lie in.

    Args:
        district_values: columns `data.model.DISTRICT_VALUES`.
        parents: the place each district is counted in; a district without one is left out.

    Returns:
        Columns `data.model.ROLLUPS`, in the order of measure, quarter and place.
    """
    status = district_values["status"]
    counted = district_values.assign(
        reporting=status.isin([Status.REPORTED, Status.NIL]).astype(int),
        nil=(status == Status.NIL).astype(int),
        not_applicable=(status == Status.NOT_EXPECTED).astype(int),
    )
    return add_up(counted, parents)


def add_up(sums: pd.DataFrame, parents: Mapping[str, str]) -> pd.DataFrame:
    """Sum the sums of places into the places above them, `parents`; columns `data.model.ROLLUPS` in and out."""
    # In the order of places, so that floating sums are the same to the last bit whatever the order of the rows.
    ordered = sums.sort_values(KEYS).astype(dict.fromkeys(_SUMMED, float))
    grouped = ordered.assign(place=ordered["place"].map(parents)).dropna(subset="place").groupby(KEYS)
    added = grouped[_SUMMED].sum(min_count=1).join(grouped[_COUNTED].sum())
    return added.reset_index()[list(ROLLUPS)]


def _valued(found: pd.DataFrame, parts: Mapping[str, Part]) -> pd.DataFrame:
    """Add value and status to rows of sums with `reporting`, `nil` and `expected`."""
    found[_SUMMED] = found[_SUMMED].astype(float)
    answered = found["reporting"] > 0
    ratio = found["measure"].isin([measure for measure, part in parts.items() if part.kind is Kind.RATIO])
    share = found["numerator"] / found["denominator"].where(found["denominator"] != 0)
    found["value"] = found["numerator"].where(~ratio, share).where(answered)
    found["status"] = np.select(
        [
            answered & ratio & found["value"].isna(),
            answered & (found["nil"] == found["reporting"]),
            answered,
            found["expected"] == 0,
        ],
        [Status.NOT_EXPECTED.value, Status.NIL.value, Status.REPORTED.value, Status.NOT_EXPECTED.value],
        default=Status.MISSING.value,
    )
    found["step"] = np.nan
    return found[list(VALUES)]
