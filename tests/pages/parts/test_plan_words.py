"""How a line of the scorecard is written."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from pages.parts import plan_words
from pages.parts.plan_figures import Line
from pages.parts.shown import Voice


@pytest.mark.parametrize(
    ("ratio", "told"),
    [
        (0.946, "0.94"),  # below where a measure is on track, and so it must read
        (0.95, "0.95"),
        (0.29, "0.29"),  # 0.29 * 100 is a hair below 29
        (1.0, "1.00"),
        (-0.004, "\N{MINUS SIGN}0.01"),
        (None, ""),
    ],
)
def test_a_ratio_never_reads_as_a_better_band_than_it_is_in(ratio: float | None, told: str) -> None:
    line = cast(Line, SimpleNamespace(progress=SimpleNamespace(ratio=ratio)))
    assert plan_words.ratio(line, Voice("en", "USD")) == told
