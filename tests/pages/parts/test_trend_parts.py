import math

import pandas as pd

from data.catalogue import load_catalogue
from pages.parts import trend_parts
from pages.parts.released_parts import Parts
from pages.parts.shown import Voice

PART, ENGLISH = load_catalogue().measure("PRT-04"), Voice("en", "USD")


def parts(*rows, step=math.nan, withheld=False):
    cells = pd.DataFrame(rows, columns=["dimension", "item", "value"]).astype({"value": float})
    return Parts(cells.assign(districts=pd.NA), step, withheld)


FIRST = parts(("sex_age", "F.child", 3), ("sex_age", "M.adult", 0), ("nationality", "IDN.F.child", 3))


def told(by_quarter, items, provisional=()):
    frame = trend_parts.told(
        by_quarter,
        items,
        dimension="sex_age",
        part=PART,
        provisional=dict.fromkeys(provisional, True),
        voice=ENGLISH,
    )
    return {(row["place"], row["quarter"]): (row["written"], row["status"]) for row in frame.to_dict("records")}


def test_a_part_that_nobody_told_is_a_gap_and_no_zero():
    found = told({"2026-Q1": FIRST, "2026-Q2": parts(("sex_age", "F.child", 4))}, ["F.child", "M.adult"])
    assert found["F.child", "2026-Q2"] == ("4", "reported")
    assert found["M.adult", "2026-Q1"] == ("0", "reported")
    assert found["M.adult", "2026-Q2"] == ("no report", "missing")


def test_released_parts_are_written_in_steps_and_what_may_not_be_seen_is_withheld():
    shown = parts(("sex_age", "F.child", 0), ("sex_age", "M.adult", 15), step=5.0)
    found = told({"2026-Q1": shown, "2026-Q2": parts(withheld=True)}, ["F.child", "M.adult"])
    assert found["F.child", "2026-Q1"] == ("<5", "reported")
    assert found["M.adult", "2026-Q2"] == ("withheld", "withheld")


def test_the_largest_parts_are_drawn_and_the_others_are_counted():
    many = parts(*(("sex_age", f"i{n}", n) for n in range(8)))
    items, more = trend_parts.largest({"2026-Q1": many, "2026-Q2": FIRST}, "sex_age")
    assert (len(items), items[0], more) == (trend_parts.MOST, "i7", 4)
    assert trend_parts.largest({"2026-Q1": parts()}, "sex_age") == ([], 0)
