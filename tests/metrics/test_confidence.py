"""The mark of a number and what it is made of."""

from __future__ import annotations

import pytest

from metrics.confidence import Mark, confidence
from metrics.coverage import Share


@pytest.mark.parametrize(
    ("complete", "on_time", "open_questions", "mark"),
    [
        (10, 10, 0, Mark.HIGH),
        (8, 10, 0, Mark.HIGH),
        (8, 9, 0, Mark.MEDIUM),
        (10, 10, 3, Mark.MEDIUM),
        (4, 10, 0, Mark.LOW),
    ],
)
def test_the_mark_is_the_product_of_three(complete: int, on_time: int, open_questions: int, mark: Mark) -> None:
    found = confidence(
        complete=Share(complete, 10),
        reported=Share(10, 10),
        on_time=Share(on_time, 10),
        settled=Share(10 - open_questions, 10),
    )
    assert found.mark is mark


def test_a_silent_district_is_not_counted_against_a_number_twice() -> None:
    found = confidence(complete=Share(8, 10), reported=Share(8, 10), on_time=Share(8, 10))
    assert found.mark is Mark.HIGH


def test_nobody_answered_is_no_mark() -> None:
    assert confidence(complete=Share(0, 10), reported=Share(0, 10), on_time=Share(0, 10)).mark is None
    assert confidence(complete=Share(0, 0), reported=Share(0, 0), on_time=Share(0, 0)).mark is None
