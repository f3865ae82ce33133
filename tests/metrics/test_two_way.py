"""Tables of parts add up, and come out as two published tables of 2005 to 2015 were printed."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.two_way import SHARE, TOTAL, UNTOLD, by_size, crossed, single

SEX_AGE = {"F": (953, 5017), "M": (182, 2363)}
"""Children and adults by sex, as published for 2005 to December 2015."""

BY_NATIONALITY = {
    "Indonesia": (953, 4976, 166, 653),
    "Myanmar": (0, 0, 9, 1324),
    "Cambodia": (0, 2, 6, 296),
    "Thailand": (0, 0, 1, 77),
    "Colombia": (0, 20, 0, 0),
    "Lao": (0, 0, 0, 13),
    "Uzbek": (0, 10, 0, 0),
    "Ukrainian": (0, 5, 0, 0),
    "Kazakh": (0, 2, 0, 0),  # printed with a 2 among the men, against which its row, its column and the whole speak
    "Ethiopian": (0, 1, 0, 0),
    "Moldova": (0, 1, 0, 0),
}
PRINTED = {
    "Indonesia": (6748, "79.25%"),
    "Myanmar": (1333, "15.65%"),
    "Cambodia": (304, "3.57%"),
    "Thailand": (78, "0.92%"),
    "Colombia": (20, "0.23%"),
    "Lao": (13, "0.15%"),
    "Uzbek": (10, "0.12%"),
    "Ukrainian": (5, "0.06%"),
    "Kazakh": (2, "0.02%"),
    "Ethiopian": (1, "0.01%"),
    "Moldova": (1, "0.01%"),
}
COLUMNS = ("F.child", "F.adult", "M.child", "M.adult")


def cells(told: dict[str, tuple[int, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (row, column, float(value))
            for row, values in told.items()
            for column, value in zip(columns, values, strict=True)
        ],
        columns=["row", "column", "value"],
    )


def printed(share: float) -> str:
    return f"{share * 100:.2f}%"


def test_the_table_by_sex_and_age_as_published() -> None:
    table = crossed(cells(SEX_AGE, ("child", "adult")), rows=("F", "M"), columns=("child", "adult"), total=8515)
    assert table[["child", "adult", TOTAL]].astype(int).to_numpy().tolist() == [
        [953, 5017, 5970],
        [182, 2363, 2545],
        [1135, 7380, 8515],
    ]
    assert table[SHARE].map(printed).tolist() == ["70.11%", "29.89%", "100.00%"]


def test_the_table_by_nationality_as_published() -> None:
    told = cells(BY_NATIONALITY, COLUMNS)
    rows = by_size(told)
    assert rows[:-3] == list(PRINTED)[:8]
    assert set(rows) == set(PRINTED)
    table = crossed(told, rows=rows, columns=COLUMNS, total=8515)
    found = {row: (int(table.loc[row, TOTAL]), printed(table.loc[row, SHARE])) for row in rows}
    assert found == PRINTED
    assert table.loc[TOTAL].tolist() == [953, 5017, 182, 2363, 8515, 1.0]
    hundredths = sum(round(table.loc[row, SHARE] * 10_000) for row in rows)
    assert hundredths == 9_999  # 99.99%, beside which 100% was printed: shares are not forced


def test_the_cell_that_was_printed_wrongly_is_what_does_not_add_up() -> None:
    told = {**BY_NATIONALITY, "Kazakh": (0, 2, 0, 2)}
    table = crossed(cells(told, COLUMNS), rows=list(told), columns=COLUMNS, total=8515)
    assert table.loc["Kazakh", TOTAL] == 4 != PRINTED["Kazakh"][0]
    assert table.loc[TOTAL, "M.adult"] == 2365 != 2363
    assert table.loc[UNTOLD, TOTAL] == -2


def test_what_is_not_broken_down_has_a_row_so_that_all_adds_up() -> None:
    table = single(pd.DataFrame({"row": ["a", "b"], "value": [3.0, 4.0]}), rows=("a", "b", "c"), total=9)
    assert table[TOTAL].to_dict() == {"a": 3, "b": 4, "c": 0, UNTOLD: 2, TOTAL: 9}
    assert table[SHARE].sum() == pytest.approx(2)


def test_of_several_answers_each_the_last_row_is_the_number_itself() -> None:
    told = pd.DataFrame({"row": ["a", "b"], "value": [6.0, 5.0]})
    table = single(told, rows=("a", "b"), total=8, adds_up=False)
    assert table[TOTAL].to_dict() == {"a": 6, "b": 5, TOTAL: 8}
    assert table[SHARE].tolist() == [0.75, 0.625, 1]


def test_of_nobody_there_is_no_share() -> None:
    table = crossed(pd.DataFrame(columns=["row", "column", "value"]), rows=("F",), columns=("child",), total=0)
    assert table[TOTAL].tolist() == [0, 0]
    assert table[SHARE].isna().all()


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.integers(0, 50)), max_size=8))
def test_every_margin_is_the_sum_of_its_cells(told: list[tuple[str, str, int]]) -> None:
    frame = pd.DataFrame(told, columns=["row", "column", "value"]).astype({"value": float})
    table = crossed(frame, rows=("a", "b"), columns=("x", "y"), total=float(frame["value"].sum()))
    assert UNTOLD not in table.index
    assert table.loc[TOTAL, TOTAL] == frame["value"].sum()
    assert table.loc[TOTAL, "x"] == frame.loc[frame["column"] == "x", "value"].sum()
    assert table.loc["a", TOTAL] == frame.loc[frame["row"] == "a", "value"].sum()
