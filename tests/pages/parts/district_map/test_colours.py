"""The colours of the map, as map.css names them for light pages, dark pages and paper."""

from __future__ import annotations

import itertools
import re
import tomllib

import pytest

from pages.parts.district_map import assets
from tests.conftest import ROOT

SCENES = {"light": r"\.map \{", "dark": r"\.map\.dark \{", "print": r"\.map,\s+\.map\.dark \{"}
SHADES = [f"shade-{number}" for number in range(1, 6)]


@pytest.fixture(params=SCENES)
def colours(request: pytest.FixtureRequest) -> dict[str, str]:
    style = assets.FILES["map.css"].decode()
    block = style[re.search(SCENES[request.param], style).end() :]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[: block.index("}")]))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lightness(colour: str) -> float:
    """How light a colour looks, 0 to 100 (CIE 1976); what is left of it in greyscale."""
    share = luminance(colour)
    return 116 * share ** (1 / 3) - 16 if share > 0.008856 else 903.3 * share


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_shades_step_evenly_enough_to_be_told_apart_in_greyscale(colours: dict[str, str]) -> None:
    steps = [lightness(colours[shade]) for shade in SHADES]
    gaps = [after - before for before, after in itertools.pairwise(steps)]
    assert all(gap < -10 for gap in gaps) or all(gap > 10 for gap in gaps)


def test_zero_is_no_shade_and_no_empty_paper(colours: dict[str, str]) -> None:
    # Beside zero at most four shades are used, so that the palest of the five is never its neighbour.
    for other in (*SHADES[1:], "paper"):
        assert abs(lightness(colours["zero"]) - lightness(colours[other])) > 7


def test_patterns_and_coasts_stand_out_from_the_paper(colours: dict[str, str]) -> None:
    assert contrast(colours["hatch"], colours["paper"]) >= 4.5
    assert contrast(colours["coast"], colours["paper"]) >= 3


def test_text_can_be_read(colours: dict[str, str]) -> None:
    assert contrast(colours["ink"], colours["paper"]) >= 7
    assert contrast(colours["quiet"], colours["paper"]) >= 4.5


def test_the_focus_is_seen_on_the_white_line_around_it(colours: dict[str, str]) -> None:
    if "focus" in colours:
        assert contrast(colours["focus"], colours["paper"]) >= 3


@pytest.mark.parametrize(("theme", "position"), [("light", 0), ("dark", 1)])
def test_the_map_ahead_of_its_page_has_the_colours_of_the_page(theme: str, position: int) -> None:
    themes = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    style = assets.FILES["ahead.css"].decode()
    for name, key in (("background-color", "backgroundColor"), ("text-color", "textColor")):
        assert re.findall(rf"--st-{name}: (#\w+);", style)[position] == themes[theme][key]
