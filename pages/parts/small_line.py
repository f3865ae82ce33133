"""A line as small as a word: how a number went over the quarters, as a picture that stands in a cell of a table.

It has no scale, for the numbers stand beside it; a gap stays a gap. Its two strokes are told apart by their
dashes and legible on a light and on a dark page. Pure: no Streamlit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from urllib.parse import quote

STEP, HEIGHT, EDGE = 10, 28, 3
"""Pixels from quarter to quarter, of the whole height, and kept free on every side."""
LINE, BESIDE = "teal", "gray"
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
    across = 2 * EDGE + STEP * max(len(values) - 1, 1)
    under = f"<path d='{_path(beside, most)}' stroke='{BESIDE}' stroke-dasharray='2'/>" if len(beside) else ""
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{across}' height='{HEIGHT}' fill='none' stroke='{LINE}'"
        f" stroke-width='2'>{under}<path d='{_path(values, most)}'/>{''.join(_marks(values, most))}</svg>"
    )
    return f"![{_plain(said)}](data:image/svg+xml,{quote(svg, safe=PLAIN)})"


def _path(values: Sequence[float], most: float) -> str:
    """The line as far as it goes, each step from the one before: after a gap it begins anew."""
    drawn, before, joint = "", None, ""
    for number, value in enumerate(values):
        if math.isnan(value):
            before = None
            continue
        down = _down(value, most)
        if before is None:
            drawn += f"M{EDGE + STEP * number},{down}"
            joint = "l"  # only before a step: browsers stop drawing at a line without an end
        else:
            drawn += f"{joint}{STEP},{down - before}".replace(",-", "-")
            joint = ","
        before = down
    return drawn


def _marks(values: Sequence[float], most: float) -> list[str]:
    """A dot at each number that stands alone, which no line would show."""
    known = [not math.isnan(value) for value in values]
    alone = [
        number
        for number, there in enumerate(known)
        if there and not any(known[near] for near in (number - 1, number + 1) if 0 <= near < len(known))
    ]
    return [f"<circle cx='{EDGE + STEP * number}' cy='{_down(values[number], most)}' r='1.5'/>" for number in alone]


def _down(value: float, most: float) -> int:
    """How many pixels a value stands beneath the upper edge; zero is at the bottom."""
    return round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (value / most if most else 0.0))


def _plain(said: str) -> str:
    """A text in which nothing is taken for Markdown's own signs of a picture."""
    return said.translate({ord(sign): f"\\{sign}" for sign in "\\[]<>*_`$:"})
