"""The map of districts as a picture for paper: greys and patterns, no colour that a copier would lose. No words in it.

It is drawn from the stored outlines, as the map on the screen is. The four ways of having no number are told apart by
pattern: stripes for no report, dots for nothing to report, dashes for not expected, a grid for withheld.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from data.geography import Outlines
from data.model import Status
from pages.parts.district_map import Classes
from pages.parts.district_map.payload import LETTERS

INK, EDGE, ZERO = "#1f2a30", "#7b878d", "#ffffff"
GREYS = ("#dfe6e8", "#b9c6ca", "#8a9ba1", "#566970", "#23343b")
"""From few to many; a copier keeps each apart from the next."""

SHADES: tuple[tuple[int, ...], ...] = ((), (3,), (1, 4), (1, 3, 5), (1, 2, 4, 5), (1, 2, 3, 4, 5))
"""Which of the greys are used when there are so many classes beside zero."""

PATTERNS = {
    LETTERS[Status.MISSING]: (6, "M-1 1l2-2M0 6l6-6M5 7l2-2"),
    LETTERS[Status.NIL]: (6, "M1.5 1.5h.01M4.5 4.5h.01"),
    LETTERS[Status.NOT_EXPECTED]: (10, "M1 2.5h4M6 7.5h4"),
    LETTERS[Status.WITHHELD]: (5, "M0 2.5h5M2.5 0v5"),
}
"""Of each way of having no number the tile that is repeated: its side, and what is drawn in it."""

SIGNS = {
    LETTERS[Status.MISSING]: "M-.7.7l1.4-1.4",
    LETTERS[Status.NIL]: "M0 0h.01",
    LETTERS[Status.NOT_EXPECTED]: "M-.5 0h1",
    LETTERS[Status.WITHHELD]: "M-.8 0h1.6M0-.8v1.6",
}
"""The same in a dot of radius 1, where a tile would not be seen."""

ACROSS = 900
"""Into so many parts the width is divided: one is the side of a unit of the patterns, about a fifth of a millimetre."""

DOT = 4.5
"""Places that are smaller across than this many parts get a dot."""


def picture(outlines: Outlines, letters: str, classes: Classes) -> str:
    """The map as SVG.

    Args:
        outlines: the stored outlines.
        letters: of each place one, as `district_map.payload.encode` writes them.
        classes: the classes that they name.
    """
    drawn = json.loads(outlines.document)
    unit = drawn["width"] / ACROSS
    inks = {letter: ink(letter, classes) for letter in letters}
    said = dict(zip(dict.fromkeys(outlines.reports), letters, strict=False))
    places = list(zip(drawn["paths"], drawn["points"], drawn["sizes"], outlines.reports, strict=True))
    shapes = "".join(f'<path d="{path}" fill="{inks[said[code]]}"/>' for path, _, _, code in places)
    dots = "".join(_dot(point, said[code], inks, unit) for _, point, size, code in places if size < DOT * unit)
    edge = f'stroke="{EDGE}" stroke-width="{unit * 0.35:.1f}" stroke-linejoin="round" fill-rule="evenodd"'
    size = f'width="{drawn["width"]}" height="{drawn["height"]}" viewBox="{_box(drawn, unit)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{_tiles(unit)}<g {edge}>{shapes}</g>{dots}</svg>'


def swatch(letter: str, classes: Classes) -> str:
    """A small picture for the legend, of one letter."""
    fill = ink(letter, classes)
    box = f'<rect x=".4" y=".4" width="19.2" height="11.2" fill="{fill}" stroke="{EDGE}" stroke-width=".8"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="12" viewBox="0 0 20 12">{_tiles(1)}{box}</svg>'


def ink(letter: str, classes: Classes) -> str:
    """The grey or the pattern of a letter."""
    if letter in PATTERNS:
        return f"url(#{letter})"
    zero = int(classes.zero)
    return ([ZERO] * zero + [GREYS[number - 1] for number in SHADES[len(classes.bounds) - zero]])[int(letter)]


def _dot(point: Sequence[int], letter: str, inks: Mapping[str, str], unit: float) -> str:
    sign = SIGNS.get(letter, "")
    circle = f'<circle r="1" fill="{ZERO if sign else inks[letter]}" stroke="{INK}" stroke-width=".16"/>'
    sign = f'<path d="{sign}" {_line(0.3)}/>' if sign else ""
    return f'<g transform="translate({point[0]} {point[1]}) scale({DOT * unit * 0.6:.1f})">{circle}{sign}</g>'


def _tiles(unit: float) -> str:
    return f"<defs>{''.join(_tile(letter, side, d, unit) for letter, (side, d) in PATTERNS.items())}</defs>"


def _tile(letter: str, side: int, d: str, unit: float) -> str:
    width = 1.3 if letter == LETTERS[Status.NIL] else 0.7
    return (
        f'<pattern id="{letter}" width="{side}" height="{side}" patternUnits="userSpaceOnUse" '
        f'patternTransform="scale({unit:.2f})"><rect width="{side}" height="{side}" fill="{ZERO}"/>'
        f'<path d="{d}" {_line(width)}/></pattern>'
    )


def _line(width: float) -> str:
    return f'fill="none" stroke="{INK}" stroke-width="{width}" stroke-linecap="round"'


def _box(drawn: dict[str, Any], unit: float) -> str:
    """A little more than the map, so that nothing at its edge is cut."""
    return f"{-2 * unit:.0f} {-2 * unit:.0f} {drawn['width'] + 4 * unit:.0f} {drawn['height'] + 4 * unit:.0f}"
