"""A bar for each stage of a chain, one beneath the other, with what it is in the line above. Pure: no Streamlit."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.parts.figures import RULE, frame, say_above

LINE, LINE_HEIGHT = 50, 17
"""Characters of a line above a bar that fit on a phone, and the pixels that each takes."""
BAR, LIFT, APART = 16, 3, 9
"""Pixels of a bar, and of the gaps above and beneath it."""
COLOUR, FAINT = "#2a9191", "rgba(127, 143, 151, 0.28)"


@dataclass(frozen=True)
class Stage:
    """One stage: its name, its number in words, and its number; of how many, where the rest is told too.

    Attributes:
        value: None where there is no number; then there is no bar.
        of: the whole of which the bar is a part; the rest is drawn faintly.
        apart: whether it belongs to another chain, and is drawn as an outline.
    """

    name: str
    said: str
    value: float | None
    of: float | None = None
    apart: bool = False


def bars(stages: Sequence[Stage]) -> go.Figure:
    """A bar for each stage, all of one unit, from the same zero."""
    drawn, lines = go.Figure(), _lines(stages)
    tops = _tops(lines)
    most = max((max(each.value or 0, each.of or 0) for each in stages), default=0) or 1
    drawn.add_bar(
        x=[each.of if each.of is not None and each.value is not None else None for each in stages],
        y=tops,
        **_bar(FAINT, [0] * len(stages)),
    )
    drawn.add_bar(
        x=[each.value for each in stages],
        y=tops,
        **_bar(["rgba(0,0,0,0)" if each.apart else COLOUR for each in stages], [2 * each.apart for each in stages]),
    )
    say_above(drawn, lines)
    # What is said ends just above the bar.
    ends = [top - LIFT for top in tops]
    drawn.update_traces(selector={"mode": "text"}, textposition="top right", y=ends, y0=None)
    drawn.add_vline(x=0, line={"color": RULE, "width": 1})
    drawn.update_xaxes(range=[0, most * 1.02], fixedrange=True, visible=False)
    low = tops[-1] + BAR + APART
    drawn.update_yaxes(range=[low, 0], fixedrange=True, visible=False)
    drawn.update_layout(**frame(low), barmode="overlay", showlegend=False)
    drawn.update_layout(margin={"t": 0, "b": 0})  # or a pixel of the axis would be none on the page
    return drawn


def _tops(lines: Sequence[str]) -> list[int]:
    """How many pixels from the top each bar begins: beneath as many lines as are said of it."""
    tops, low = [], 0
    for text in lines:
        low += APART + LINE_HEIGHT * (1 + text.count("<br>")) + LIFT
        tops.append(low)
        low += BAR
    return tops


def _lines(stages: Sequence[Stage]) -> list[str]:
    """What stands above each bar: one line where a phone has room for all, else each name on lines of its own."""
    together = all(len(f"{each.said}  {each.name}") <= LINE for each in stages)
    return [
        f"<b>{html.escape(each.said)}</b>"
        + (
            f"  {html.escape(each.name)}"
            if together
            else "".join(f"<br>{html.escape(line)}" for line in _wrapped(each))
        )
        for each in stages
    ]


def _wrapped(stage: Stage) -> list[str]:
    return textwrap.wrap(stage.name, LINE, break_on_hyphens=False)


def _bar(colour: object, outline: Sequence[int]) -> dict[str, object]:
    return {
        "orientation": "h",
        "width": BAR,
        "offset": 0,
        "marker": {"color": colour, "line": {"color": COLOUR, "width": list(outline)}},
        "hoverinfo": "skip",
    }
