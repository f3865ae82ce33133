"""The map of districts as a picture for paper: greys and patterns, no colour that a copier would lose. No words in it.

It is drawn from the stored outlines, as the map on the screen is. The four ways of having no number are told apart by
pattern: stripes for no report, dots for nothing to report, dashes for not expected, a grid for withheld.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from data.geography import Outlines
from data.model import Status
from metrics.shown import steps
from pages.parts.district_map import Classes, classify

INK, EDGE, ZERO = "#1f2a30", "#7b878d", "#ffffff"
GREYS = ("#dfe6e8", "#b9c6ca", "#8a9ba1", "#566970", "#23343b")
"""From few to many; a copier keeps each apart from the next."""

SHADES: tuple[tuple[int, ...], ...] = ((), (3,), (1, 4), (1, 3, 5), (1, 2, 4, 5), (1, 2, 3, 4, 5))
"""Which of the greys are used when there are so many classes beside zero."""

PATTERNS = {
    Status.MISSING: (6, "M-1 1l2-2M0 6l6-6M5 7l2-2"),
    Status.NIL: (6, "M1.5 1.5h.01M4.5 4.5h.01"),
    Status.NOT_EXPECTED: (10, "M1 2.5h4M6 7.5h4"),
    Status.WITHHELD: (5, "M0 2.5h5M2.5 0v5"),
}
"""Of each way of having no number the tile that is repeated: its side, and what is drawn in it."""

SIGNS = {
    Status.MISSING: "M-.7.7l1.4-1.4",
    Status.NIL: "M0 0h.01",
    Status.NOT_EXPECTED: "M-.5 0h1",
    Status.WITHHELD: "M-.8 0h1.6M0-.8v1.6",
}
"""The same in a dot of radius 1, where a tile would not be seen."""

ACROSS = 900
"""Into so many parts the width is divided: one is the side of a unit of the patterns, about a fifth of a millimetre."""

DOT = 4.5
"""Places that are smaller across than this many parts get a dot."""


@dataclass(frozen=True)
class Shown:
    """What the map shows: of each place its number and status, and the classes of the numbers.

    Attributes:
        step: in which steps released numbers are shown: a 0 then means fewer than that; 0 where they are exact.
    """

    values: Mapping[str, float]
    statuses: Mapping[str, Status]
    classes: Classes
    step: float

    def counts(self, status: Status) -> int:
        """How many places have a status."""
        return sum(each is status for each in self.statuses.values())


def shown(values: pd.DataFrame) -> Shown:
    """What the map shows of the districts' counts: columns `metrics.rollup.VALUES` of one measure and quarter."""
    numbers = {
        row["place"]: float(row["value"])
        for row in values[values["status"] == Status.REPORTED].to_dict("records")
        if not pd.isna(row["value"])
    }
    largest = steps(values).max()
    step = 0.0 if pd.isna(largest) else float(largest)
    found = classify([value / (step or 1) for value in numbers.values()], whole=True)
    classes = replace(found, bounds=tuple((low * (step or 1), high * (step or 1)) for low, high in found.bounds))
    statuses = {place: Status(status) for place, status in zip(values["place"], values["status"], strict=True)}
    return Shown(numbers, statuses, classes, step)


def picture(outlines: Outlines, found: Shown) -> str:
    """The map as SVG, from the stored outlines."""
    drawn = json.loads(outlines.document)
    unit = drawn["width"] / ACROSS
    fills = shades(found.classes)
    places = list(zip(drawn["paths"], drawn["points"], drawn["sizes"], outlines.reports, strict=True))
    shapes = "".join(f'<path d="{path}" fill="{_fill(code, found, fills)}"/>' for path, _, _, code in places)
    dots = "".join(_dot(point, code, found, unit) for _, point, size, code in places if size < DOT * unit)
    edge = f'stroke="{EDGE}" stroke-width="{unit * 0.35:.1f}" stroke-linejoin="round" fill-rule="evenodd"'
    size = f'width="{drawn["width"]}" height="{drawn["height"]}" viewBox="{_box(drawn, unit)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{_tiles(unit)}<g {edge}>{shapes}</g>{dots}</svg>'


def swatch(status: Status | None, fill: str = ZERO) -> str:
    """A small picture for the legend: of a class by its fill, or of a status."""
    ink = f"url(#{status.value})" if status else fill
    box = f'<rect x=".4" y=".4" width="19.2" height="11.2" fill="{ink}" stroke="{EDGE}" stroke-width=".8"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="12" viewBox="0 0 20 12">{_tiles(1)}{box}</svg>'


def shades(classes: Classes) -> list[str]:
    """The fill of each class, from low to high."""
    zero = int(classes.zero)
    return [ZERO] * zero + [GREYS[number - 1] for number in SHADES[len(classes.bounds) - zero]]


def _status(code: str, found: Shown) -> Status | None:
    """Why a place has no number; None where it has one. One that is in no row was not there in that quarter."""
    return None if code in found.values else found.statuses.get(code, Status.NOT_EXPECTED)


def _fill(code: str, found: Shown, fills: Sequence[str]) -> str:
    status = _status(code, found)
    return f"url(#{status.value})" if status else fills[found.classes.index(found.values[code])]


def _dot(point: Sequence[int], code: str, found: Shown, unit: float) -> str:
    status = _status(code, found)
    fill = ZERO if status else _fill(code, found, shades(found.classes))
    circle = f'<circle r="1" fill="{fill}" stroke="{INK}" stroke-width=".16"/>'
    sign = f'<path d="{SIGNS[status]}" {_line(0.3)}/>' if status else ""
    return f'<g transform="translate({point[0]} {point[1]}) scale({DOT * unit * 0.6:.1f})">{circle}{sign}</g>'


def _tiles(unit: float) -> str:
    return f"<defs>{''.join(_tile(status, side, d, unit) for status, (side, d) in PATTERNS.items())}</defs>"


def _tile(status: Status, side: int, d: str, unit: float) -> str:
    width = 1.3 if status is Status.NIL else 0.7
    return (
        f'<pattern id="{status.value}" width="{side}" height="{side}" patternUnits="userSpaceOnUse" '
        f'patternTransform="scale({unit:.2f})"><rect width="{side}" height="{side}" fill="{ZERO}"/>'
        f'<path d="{d}" {_line(width)}/></pattern>'
    )


def _line(width: float) -> str:
    return f'fill="none" stroke="{INK}" stroke-width="{width}" stroke-linecap="round"'


def _box(drawn: dict[str, Any], unit: float) -> str:
    """A little more than the map, so that nothing at its edge is cut."""
    return f"{-2 * unit:.0f} {-2 * unit:.0f} {drawn['width'] + 4 * unit:.0f} {drawn['height'] + 4 * unit:.0f}"
