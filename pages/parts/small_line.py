"""A line as small as a word: how a number went over the quarters, as a picture that stands in a cell of a table.

It has no scale, for the numbers stand beside it; a gap stays a gap. Its two strokes are told apart by their
dashes and legible on a light and on a dark page. Pure: no Streamlit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from urllib.parse import quote

WIDTH, HEIGHT = 120, 28
"""Pixels."""
EDGE = 3
"""Pixels kept free on every side, for the mark at the end of the line."""
LINE, BESIDE = "#2a9191", "#808080"
PLAIN = ":/=,;'+"
"""What may stand as it is in the address of a picture in Markdown."""


def picture(values: Sequence[float], beside: Sequence[float] = (), *, said: str) -> str:
    """The line in Markdown, as a picture with its text alternative.

    Args:
        values: of every quarter, the oldest first; NaN where there is none.
        beside: what it is held against, of the same quarters, drawn dotted.
        said: what the picture says, in words.
    """
    most = max((value for value in (*values, *beside) if not math.isnan(value)), default=0.0)
    strokes = (
        (beside, BESIDE, "stroke-width='1.5' stroke-dasharray='1.5,2.5'"),
        (values, LINE, "stroke-width='2'"),
    )
    paths = [f"<path d='{way}' stroke='{of}' {style}/>" for line, of, style in strokes if (way := _path(line, most))]
    drawn = "".join([*paths, *_marks(values, most)])
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{WIDTH}' height='{HEIGHT}' fill='none'"
        f" stroke-linecap='round'>{drawn}</svg>"
    )
    return f"![{_plain(said)}](data:image/svg+xml,{quote(svg, safe=PLAIN)})"


def _path(values: Sequence[float], most: float) -> str:
    """The line as far as it goes: after a gap it begins anew."""
    steps, pen = [], "M"
    for number, value in enumerate(values):
        if math.isnan(value):
            pen = "M"
            continue
        across, down = _point(number, value, len(values), most)
        steps.append(f"{pen}{across},{down}")
        pen = "L"
    return "".join(steps)


def _marks(values: Sequence[float], most: float) -> list[str]:
    """A dot at the newest number, and at each that stands alone, which no line would show."""
    known = [not math.isnan(value) for value in values]
    last = max((number for number, there in enumerate(known) if there), default=None)
    alone = [
        number
        for number, there in enumerate(known)
        if there and not any(known[near] for near in (number - 1, number + 1) if 0 <= near < len(known))
    ]
    return [
        "<circle cx='{}' cy='{}' r='2.5' fill='{}'/>".format(*_point(number, values[number], len(values), most), LINE)
        for number in sorted({*alone, *([] if last is None else [last])})
    ]


def _point(number: int, value: float, of: int, most: float) -> tuple[int, int]:
    """Where a value stands, in pixels from the upper left corner; zero is at the bottom."""
    across = EDGE + (WIDTH - 2 * EDGE) * number / max(of - 1, 1)
    down = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (value / most if most else 0.0)
    return round(across), round(down)


def _plain(said: str) -> str:
    """A text in which nothing is taken for Markdown's own signs of a picture."""
    return said.translate({ord(sign): f"\\{sign}" for sign in "\\[]<>*_`$:"})
