"""From clean polygons to a file of outlines that a browser fetches quickly."""

from __future__ import annotations

from collections.abc import Sequence

import shapely

from data.geography import coverage
from data.geography.document import compose
from data.geography.grid import Grid
from data.geography.outline_file import OutlineFile
from data.model import Country

FINER_THAN_A_UNIT = 0.5
"""Corners that rounding would lose anyway are left out first: official files have millions of them."""

LIMIT = 109_000
"""Bytes of the compressed document. On a slow mobile line (1 Mbit/s) that is just under a second."""


def fitted(
    country: Country,
    shapes: coverage.Shapes,
    labels: Sequence[tuple[str, str, str]],
    *,
    source: str = "",
    installed: str = "",
    grid: Grid | None = None,
    limit: int = LIMIT,
) -> OutlineFile:
    """Clean polygons, put them on whole units and simplify them as little as the limit allows.

    Args:
        country: for the names that stand in the document.
        shapes: valid polygons in degrees (WGS84); small overlaps and gaps between them are mended.
        labels: code, name and code of the reporting place of each shape.
        source: what a map must say of them.
        installed: the name of the file they came in, if they are not shipped ones.
        grid: on which they are to lie; one around them, if None.
        limit: bytes of the compressed document. Where names and the coarsest outlines alone need more, it is passed.
    """
    west, south, east, north = map(float, shapely.total_bounds(shapes))
    units = grid or Grid.around((west, south, east, north))
    clean = coverage.cleaned(coverage.polygons_only(coverage.to_units(shapes, units)))
    whole = coverage.snapped(coverage.simplified(clean, FINER_THAN_A_UNIT))

    def file(tried: coverage.Shapes) -> OutlineFile:
        return OutlineFile(units, coverage.features(tried, labels), source, installed)

    def size(tried: coverage.Shapes) -> int:
        return len(compose(country, file(tried)).gzipped)

    return file(coverage.finest_that_fits(whole, size=size, limit=limit))
