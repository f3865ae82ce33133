"""The bars of a chain: what is said of each stands between the bar before and its own, however many lines it takes."""

from __future__ import annotations

import pytest

from pages.parts.stage_figure import APART, BAR, LIFT, LINE, LINE_HEIGHT, Stage, bars

LONG = "Persons convicted under another law for trafficking conduct"
SHORT = "Suspects named"


@pytest.mark.parametrize(
    "names", [(SHORT, SHORT), (SHORT, LONG, SHORT), (LONG, LONG), (SHORT, f"{LONG} and {LONG}", LONG)]
)
def test_no_name_touches_the_bar_before(names: tuple[str, ...]) -> None:
    drawn = bars([Stage(name, "30 (473 of 514)", 30) for name in names])
    above = next(trace for trace in drawn.data if trace.type == "scatter")
    tops = list(next(trace for trace in drawn.data if trace.type == "bar").y)
    assert [y + LIFT for y in above.y] == tops
    ends = [0, *(top + BAR for top in tops)]
    for end, top, said in zip(ends, tops, above.text, strict=False):
        assert all(len(line) <= LINE + len("<b></b>") for line in said.split("<br>"))
        assert top - end == APART + LINE_HEIGHT * len(said.split("<br>")) + LIFT
    low, high = drawn.layout.yaxis.range
    assert (high, low) == (0, drawn.layout.height)  # a pixel of the axis is one on the page
    assert drawn.layout.margin.t == drawn.layout.margin.b == 0
    assert low > ends[-1]
