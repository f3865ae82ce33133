"""Tables as a phone has room for them: columns beneath each other, groups named once."""

from __future__ import annotations

import pandas as pd

from pages.parts.sent_table import headed, stacked

WIDE = pd.DataFrame(
    [
        ("Aceh", "40", "10", "0", "30", "2 of 2"),
        ("Bali", "?", "?", "?", "?", "1 of 2"),
        ("nowhere", "", "5", "1", "", ""),
    ],
    columns=["Place", "Needed", "Paid", "Pledged", "Unmet", "Centres"],
)


def test_columns_stand_beneath_the_one_of_the_heading_with_their_names() -> None:
    told = stacked(WIDE, {"Place": ("Place", "Centres", "not there"), "Needed": ("Needed", "Paid", "Pledged")})
    assert list(told.columns) == ["Place", "Needed"]
    assert told["Place"].tolist() == [
        "Aceh  \n:gray[Centres: 2 of 2]",
        "Bali  \n:gray[Centres: 1 of 2]",
        "nowhere",
    ]
    assert told["Needed"][0] == "40  \n:gray[Paid: 10]  \n:gray[Pledged: 0]"


def test_what_tells_nothing_is_left_off_and_stands_alone_where_nothing_else_is_told() -> None:
    told = stacked(WIDE, {"Needed": ("Needed", "Paid", "Pledged"), "Money": ("Paid", "Pledged")}, silent=("0", "?"))
    assert told["Needed"].tolist() == ["40  \n:gray[Paid: 10]", "?", "  \n:gray[Paid: 5]  \n:gray[Pledged: 1]"]
    assert told["Money"].tolist() == [":gray[Paid:] 10", "?", ":gray[Paid:] 5  \n:gray[Pledged:] 1"]


def test_a_group_is_named_above_its_first_row_alone() -> None:
    rows = pd.DataFrame({"Group": ["a", "a", "b", "a"], "What": ["x", "y", "z", "w"], "Now": ["1", "2", "3", "4"]})
    told = headed(rows, "Group", "What")
    assert list(told.columns) == ["What", "Now"]
    assert told["What"].tolist() == ["**a**  \nx", "y", "**b**  \nz", "**a**  \nw"]
