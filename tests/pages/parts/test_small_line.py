"""The small lines: a gap stays a gap, zero is at the bottom, and what they say cannot be taken for anything else."""

from __future__ import annotations

import math
import re
from urllib.parse import unquote

from pages.parts.small_line import EDGE, HEIGHT, picture

GAP = math.nan


def paths(drawn: str) -> list[str]:
    return re.findall(r"<path d='([^']*)'", unquote(drawn))


def test_a_line_begins_anew_after_a_gap_and_a_number_alone_has_a_dot() -> None:
    drawn = picture([4, 2, GAP, 3, GAP, 0], said="a line")
    [path] = paths(drawn)
    assert path.count("M") == 3
    assert path.count("L") == 1
    assert unquote(drawn).count("<circle") == 2
    assert path.endswith(f",{HEIGHT - EDGE}")  # zero


def test_both_lines_have_one_scale() -> None:
    beside, line = paths(picture([5, 5], [10, 10], said="two lines"))
    assert beside.split(",")[1].split("L")[0] == str(EDGE)
    assert int(line.split(",")[1].split("L")[0]) > EDGE


def test_nothing_but_zeros_is_a_line_at_the_bottom() -> None:
    [path] = paths(picture([0, 0], said="nothing"))
    assert path == f"M3,{HEIGHT - EDGE}L117,{HEIGHT - EDGE}"


def test_it_is_one_picture_in_markdown_whatever_it_says() -> None:
    drawn = picture([1, 2], said="a](b) [c] <5 `d`")
    assert re.fullmatch(r"!\[(?:\\.|[^\\\]])*\]\(data:image/svg\+xml,[^\s()<>\"]+\)", drawn)
