"""Tables that add up: the parts of a number by one list of items, or by two that are crossed, with margins and shares.

They have the form in which such tables are published: a total for each row and column, a grand total, and the share of
each row. Shares are rounded where they are written and are not forced to make 100 (rule C-04). What a district did not
break down has a row of its own, so that all adds up to the number itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

TOTAL, SHARE, UNTOLD = "total", "share", "untold"
"""The margins of a table: sums, and the share of a row in the grand total; and the row of what is not broken down."""


def crossed(cells: pd.DataFrame, *, rows: Sequence[str], columns: Sequence[str], total: float) -> pd.DataFrame:
    """A table of two lists of items.

    Args:
        cells: columns `row, column, value`, one line for each cell that is told.
        rows: the items of the one list, in their order.
        columns: those of the other; a cell that nobody told is 0.
        total: the number itself; what the cells leave of it has the row `untold`.

    Returns:
        A row for each of `rows`, then `untold` (only where something is), then `total`; a column for each of `columns`,
        then `total` and `share` (NaN where the grand total is 0).
    """
    wide = cells.pivot_table(index="row", columns="column", values="value", aggfunc="sum")
    table = wide.reindex(index=list(rows), columns=list(columns)).fillna(0.0)
    table[TOTAL] = table.sum(axis=1)
    return _with_margins(table, total)


def single(cells: pd.DataFrame, *, rows: Sequence[str], total: float, adds_up: bool = True) -> pd.DataFrame:
    """A table of one list of items.

    Args:
        cells: columns `row, value`.
        rows: the items, in their order.
        total: the number itself.
        adds_up: whether each is counted under one item. Where they are counted under several, the last row is the
            number itself and no sum, and nothing can be said to be left over.

    Returns:
        As `crossed`, with the columns `total` and `share` alone.
    """
    table = cells.groupby("row")["value"].sum().reindex(list(rows)).fillna(0.0).to_frame(TOTAL)
    if adds_up:
        return _with_margins(table, total)
    table.loc[TOTAL] = total
    return _with_shares(table, total)


def by_size(cells: pd.DataFrame) -> list[str]:
    """The rows that are told, the largest first, those alike by their keys.

    Args:
        cells: columns `row` and `value`.
    """
    sizes = cells.groupby("row")["value"].sum()
    return sorted((str(row) for row in sizes.index), key=lambda row: (-sizes[row], row))


def _with_margins(table: pd.DataFrame, total: float) -> pd.DataFrame:
    told = float(table[TOTAL].sum())
    sums = table.sum()
    if total != told:
        table.loc[UNTOLD] = float("nan")
        table.loc[UNTOLD, TOTAL] = total - told
        sums[TOTAL] = total
    table.loc[TOTAL] = sums
    return _with_shares(table, total)


def _with_shares(table: pd.DataFrame, whole: float) -> pd.DataFrame:
    table[SHARE] = table[TOTAL] / whole if whole > 0 else float("nan")
    return table
