"""The word for a change: only for counts of what happened, and only where neither chance nor reporting explains it."""

from __future__ import annotations

import dataclasses
import math

import pandas as pd
import pytest

from data.model import Kind, Quarter
from metrics import change
from metrics.change import Figure, Word
from metrics.rollup import VALUES
from metrics.trend import series

NOW, BEFORE = Quarter(2026, 3), Quarter(2026, 2)


def figure(value: float | None, reporting: int = 100, step: float = math.nan) -> Figure:
    return Figure("M", NOW, value, "reported" if value is not None else "missing", reporting, 120, step)


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (figure(300), figure(200), Word.ROSE),
        (figure(200), figure(300), Word.FELL),
        (figure(12), figure(10), Word.NO_CLEAR_CHANGE),
        (figure(3), figure(0), Word.NO_CLEAR_CHANGE),
        (figure(0), figure(0), Word.NO_CLEAR_CHANGE),
        (figure(300, 120), figure(200, 80), Word.MORE_REPORTS),
        (figure(200, 60), figure(300, 90), Word.FEWER_REPORTS),
        (figure(300, 80), figure(200, 100), Word.ROSE),
        (figure(None, 0), figure(200), None),
        (figure(200), figure(None, 0), None),
    ],
)
def test_what_is_said(now: Figure, before: Figure, said: Word | None) -> None:
    assert change.word(now, before) is said


def test_released_counts_need_a_change_beyond_what_rounding_can_make() -> None:
    exact, released = (figure(65), figure(35)), (figure(65, step=5.0), figure(35, step=5.0))
    assert change.word(*exact) is Word.ROSE
    assert change.word(*released) is Word.NO_CLEAR_CHANGE
    assert change.word(figure(300, step=5.0), figure(200, step=5.0)) is Word.ROSE


def test_of_an_exact_and_a_released_count_the_step_of_the_released_one_is_allowed_for() -> None:
    assert change.word(figure(65, step=5.0), figure(35)) is Word.NO_CLEAR_CHANGE


def points(parts, *rows: tuple[Quarter, float]) -> pd.DataFrame:
    told = [("M", str(quarter), "11", value, value, math.nan, "reported", 9, 10, math.nan) for quarter, value in rows]
    return series(pd.DataFrame(told, columns=list(VALUES)), parts=parts("M"))


def test_a_number_beside_the_quarter_and_the_year_before(parts) -> None:
    known = points(parts, (Quarter(2025, 3), 50), (BEFORE, 90), (NOW, 95))
    [part] = parts("M").values()
    on_quarter, on_year = (change.change(known, part, NOW, span=span) for span in ("quarter", "year"))
    assert (on_quarter.now.value, on_quarter.before.value, on_quarter.word) == (95, 90, Word.NO_CLEAR_CHANGE)
    assert (on_year.before.value, on_year.before.reporting, on_year.word) == (50, 9, Word.ROSE)


def test_of_a_quarter_without_a_row_nothing_is_known(parts) -> None:
    found = change.figure(points(parts, (NOW, 5)), "M", BEFORE)
    assert (found.value, found.status, found.reporting) == (None, "", 0)


def test_no_word_where_the_change_itself_is_withheld(parts) -> None:
    known = points(parts, (BEFORE, 20), (NOW, 90)).assign(change_on_quarter=math.nan)
    [part] = parts("M").values()
    assert change.change(known, part, NOW, span="quarter").word is None


def test_stocks_and_money_stand_beside_each_other_without_a_word(parts) -> None:
    known = points(parts, (BEFORE, 20), (NOW, 90))
    [stock] = parts("M", kind=Kind.STOCK).values()
    for part in (stock, dataclasses.replace(*parts("M").values(), unit="money")):
        found = change.change(known, part, NOW, span="quarter")
        assert (found.now.value, found.before.value, found.word) == (90, 20, None)
