import math

import pandas as pd

from data.catalogue import load_catalogue
from metrics.rollup import VALUES
from metrics.years import by_years, can_be_years

CATALOGUE = load_catalogue()
CONVICTED, VILLAGES, ASSISTED = (CATALOGUE.measure(code) for code in ("PRO-07", "POL-05", "PRT-04"))


def points(part, values, *, step=math.nan, status=None):
    rows = [
        {
            "measure": part.measure,
            "quarter": f"{2025 + number // 4}-Q{number % 4 + 1}",
            "place": "A",
            "value": value,
            "status": status or ("missing" if value is None else "reported"),
            "reporting": 1,
            "expected": 1,
            "step": step,
        }
        for number, value in enumerate(values)
    ]
    return pd.DataFrame(rows, columns=VALUES).astype({"value": float, "step": float})


def told(part, values, **more):
    found = by_years(points(part, values, **more), part)
    return [(row.year, None if pd.isna(row.value) else row.value, row.whole, row.status) for row in found.itertuples()]


def test_what_happened_is_added_up_and_a_year_with_gaps_is_not_whole():
    assert told(CONVICTED, [1, 2, 0, 4, 5, None, 1]) == [
        (2025, 7, True, "reported"),
        (2026, 6, False, "reported"),
    ]


def test_a_state_is_never_added_up():
    assert told(VILLAGES, [10, 12, 12, 15, 16]) == [(2025, 15, True, "reported"), (2026, 16, False, "reported")]
    assert told(VILLAGES, [10, 12, 12, None]) == [(2025, 12, False, "reported")]


def test_a_year_of_which_nothing_is_known_says_why():
    assert told(CONVICTED, [None] * 4) == [(2025, None, False, "missing")]
    assert told(CONVICTED, [None] * 4, status="withheld") == [(2025, None, False, "withheld")]
    assert told(CONVICTED, [None] * 4, status="not_expected") == [(2025, None, False, "not_expected")]


def test_released_quarters_that_show_too_few_make_no_year():
    assert told(CONVICTED, [5, 0, 10, 5], step=5.0) == [(2025, None, True, "withheld")]
    assert told(CONVICTED, [5, 5, 10, 5], step=5.0) == [(2025, 25, True, "reported")]
    assert told(VILLAGES, [5, 0, 10, 5], step=0.0) == [(2025, 5, True, "reported")]


def test_people_served_in_several_quarters_make_no_year():
    assert not can_be_years(ASSISTED)
    assert can_be_years(CONVICTED)
