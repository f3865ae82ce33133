"""From shown figures to the published cells of every level: everything above the district is a plain sum.

Which cells are published must not tell either what is not shown. A number shown as 0 has all its parts shown as 0,
whether they were told or not: otherwise a return that says nothing but "nothing" would look unlike the others. Of a
breakdown in rows (nationalities) a place has the rows in which something is shown, and no others: otherwise the list
would tell that one person of that nationality was there.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from data.model import RELEASE_CELLS, Quarter, Status
from metrics.disclosure.cube import FACILITY, REST, TOTAL, Breakdown, Shape

CELL = ["measure", "dimension", "item", "place"]
PLACED = ["measure", "place"]


def added_up(
    figures: pd.DataFrame,
    *,
    quarter: Quarter,
    shapes: Mapping[str, Shape],
    above: Mapping[str, Sequence[str]],
    answered: pd.DataFrame,
    expected: Collection[str],
) -> pd.DataFrame:
    """The published cells of one quarter.

    Args:
        figures: columns `cube.FIGURES`, as rounded.
        quarter: of the release.
        shapes: of every measure released.
        above: for every district the places above it, nearest first.
        answered: columns measure, place and status of what accepted returns answered; of these only `not_expected`
            matters, what was reported is known from the figures.
        expected: the codes of the districts that existed in the quarter.

    Returns:
        Columns `data.model.RELEASE_CELLS`.
    """
    numbers = _numbers(figures, shapes, answered, expected)
    below = [numbers, _parts(figures, numbers, shapes)]
    levels = [_raised(frame, above) for frame in below]
    whole = {measure for measure, shape in shapes.items() if shape.country_only}
    country = {places[-1] for places in above.values()}
    cells = pd.concat([*below, *levels], ignore_index=True)
    cells = cells[~cells["measure"].isin(whole) | cells["place"].isin(country)]
    cells = cells.assign(quarter=str(quarter))[list(RELEASE_CELLS)]
    order = {measure: number for number, measure in enumerate(shapes)}
    return cells.sort_values(
        ["measure", "dimension", "item", "place"],
        key=lambda column: column.map(order) if column.name == "measure" else column,
    ).reset_index(drop=True)


def _numbers(
    figures: pd.DataFrame, shapes: Mapping[str, Shape], answered: pd.DataFrame, expected: Collection[str]
) -> pd.DataFrame:
    """The number itself of every measure, in every district expected or heard of."""
    told = figures[figures["dimension"] == TOTAL].set_index(PLACED)["shown"]
    places = sorted({*expected, *told.index.get_level_values("place")})
    index = pd.MultiIndex.from_product([list(shapes), places], names=PLACED)
    said = answered[answered["status"] == Status.NOT_EXPECTED]
    excused = index.isin(list(zip(said["measure"], said["place"], strict=True)))
    frame = pd.DataFrame({"value": told.reindex(index).astype(float)}).reset_index()
    reported = frame["value"].notna()
    frame["status"] = Status.MISSING.value
    frame.loc[excused, "status"] = Status.NOT_EXPECTED.value
    frame.loc[reported, "status"] = Status.REPORTED.value
    frame["reporting"] = reported.astype(int)
    frame["expected"] = (frame["status"] != Status.NOT_EXPECTED).astype(int)
    return frame.assign(dimension=TOTAL, item="")


def _parts(figures: pd.DataFrame, numbers: pd.DataFrame, shapes: Mapping[str, Shape]) -> pd.DataFrame:
    """The parts of the numbers that are reported."""
    told = figures[(figures["dimension"] != TOTAL) & ~figures["item"].str.startswith(REST)]
    nothing = numbers[numbers["value"] == 0]
    filled = [each for measure, group in nothing.groupby("measure") for each in _filled(group, shapes[str(measure)])]
    rows = {(shape.measure, each.key) for shape in shapes.values() for each in shape.breakdowns if each.rows}
    named = told[pd.MultiIndex.from_frame(told[["measure", "dimension"]]).isin(list(rows))]
    kept = named.assign(row=named["item"].str.split(".").str[0])
    empty = kept.groupby(["measure", "dimension", "place", "row"])["shown"].transform("max") == 0
    told = told.drop(index=named.index[empty])
    parts = pd.concat([told.assign(value=told["shown"])[[*CELL, "value"]], *filled], ignore_index=True)
    parts = parts.drop_duplicates(CELL)
    return parts.assign(status=Status.REPORTED.value, reporting=1, expected=1)


def _filled(nothing: pd.DataFrame, shape: Shape) -> list[pd.DataFrame]:
    """Every part of numbers shown as 0, shown as 0 too, in as far as the form names them."""
    if not shape.unit:
        return []
    return [
        nothing[PLACED].merge(pd.DataFrame({"item": _items(each)}), how="cross").assign(dimension=each.key, value=0.0)
        for each in shape.breakdowns
        if not each.rows and each.key != FACILITY
    ]


def _items(breakdown: Breakdown) -> list[str]:
    return [".".join(keys) for keys in itertools.product(*breakdown.axes)]


def _raised(cells: pd.DataFrame, above: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """The sums over the districts of every place above them; one facility's figures are no sum of anything."""
    up = pd.DataFrame([(place, over) for place, places in above.items() for over in places], columns=["place", "over"])
    known = cells[cells["dimension"] != FACILITY].merge(up, on="place").drop(columns="place")
    groups = known.rename(columns={"over": "place"}).groupby(CELL, sort=False)
    sums = groups[["reporting", "expected"]].sum().assign(value=groups["value"].sum(min_count=1)).reset_index()
    sums["status"] = Status.REPORTED.value
    sums.loc[sums["reporting"] == 0, "status"] = Status.MISSING.value
    sums.loc[(sums["reporting"] == 0) & (sums["expected"] == 0), "status"] = Status.NOT_EXPECTED.value
    return sums
