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
    assert paths(drawn) == ["M3,3l10,11M33,8M53,25"]
    assert re.findall(r"<circle cx='(\d+)'", unquote(drawn)) == ["33", "53"]


def test_a_number_alone_at_first_does_not_hide_the_line_after_it() -> None:
    assert paths(picture([4, GAP, 2, 0], said="a line")) == ["M3,3M23,14l10,11"]


def test_both_lines_have_one_scale_and_zero_is_at_the_bottom() -> None:
    assert paths(picture([5, 0], [10, 10], said="two lines")) == [f"M{EDGE},{EDGE}l10,0", f"M{EDGE},14l10,11"]
    assert paths(picture([0, 8], said="up")) == [f"M{EDGE},{HEIGHT - EDGE}l10-22"]


def test_nothing_but_zeros_is_a_line_at_the_bottom() -> None:
    assert paths(picture([0, 0], said="nothing")) == [f"M{EDGE},{HEIGHT - EDGE}l10,0"]


def test_it_is_one_picture_in_markdown_whatever_it_says() -> None:
    drawn = picture([1, 2], said="a](b) [c] <5 `d`")
    assert re.fullmatch(r"!\[(?:\\.|[^\\\]])*\]\(data:image/svg\+xml,[^\s()<>\"]+\)", drawn)
