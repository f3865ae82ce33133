"""Polygons that share their borders: cleaned, put on whole units and simplified together, without gap or overlap.

Everything here is in the units of a `Grid`. A *coverage* is an array of polygons of which none overlaps another and
neighbours have the same vertices along their border.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import shapely

from data.geography.grid import Grid
from data.geography.outline_file import Feature
from data.geography.paths import Ring

Shapes = npt.NDArray[np.object_]
"""Polygons or multipolygons, one for each place."""

HAIRLINE = 3.0
"""Units. Gaps between neighbours narrower than this are slips of the pen; wider ones may be lakes and stay open."""

STEPS = 8
"""How often the span of tolerances is halved in search of the finest that fits: found to 2 %."""


def polygons_only(shapes: Shapes) -> Shapes:
    """The shapes made valid, without the lines and points that mending may leave."""
    valid = shapely.make_valid(shapes, method="structure", keep_collapsed=False)
    return np.array([_polygons(shape) for shape in valid], dtype=object)


def to_units(shapes: Shapes, grid: Grid) -> Shapes:
    """Shapes in degrees, in units of the grid (not yet whole)."""
    corner, step = np.array([grid.west, grid.north]), np.array([grid.x_step, -grid.y_step])
    return np.asarray(shapely.transform(shapes, lambda points: (points - corner) / step), dtype=object)


def to_degrees(shapes: Shapes, grid: Grid) -> Shapes:
    """Shapes in units of the grid, in degrees with five decimals."""
    corner, step = np.array([grid.west, grid.north]), np.array([grid.x_step, -grid.y_step])
    return np.asarray(shapely.transform(shapes, lambda points: np.round(corner + points * step, 5)), dtype=object)


def cleaned(shapes: Shapes) -> Shapes:
    """A coverage made of polygons that nearly are one: overlaps go to one neighbour, hairline gaps are closed.

    Corners are not moved, so that whole units stay whole.
    """
    clean = shapely.coverage_clean(shapes, snapping_distance=0, gap_width=HAIRLINE)  # type: ignore[attr-defined] # newer than its types
    return np.array(clean, dtype=object)


def snapped(shapes: Shapes) -> Shapes:
    """The coverage with every vertex on a whole unit.

    All borders are rounded together and cut wherever they then meet; every face between them goes to the shape that it
    lies in. So the result is a coverage by construction, whatever rounding does to a narrow place.
    """
    lines = shapely.union_all(shapely.boundary(shapes), grid_size=1)
    faces = np.array(shapely.get_parts(shapely.polygonize(shapely.get_parts(lines))), dtype=object)
    found, owners = shapely.STRtree(shapes).query(shapely.point_on_surface(faces), predicate="within")
    whose = np.full(len(faces), -1)
    whose[found] = owners
    return np.array([shapely.coverage_union_all(faces[whose == i]) for i in range(len(shapes))], dtype=object)


def simplified(shapes: Shapes, tolerance: float) -> Shapes:
    """The coverage with fewer vertices, borders still shared.

    Args:
        shapes: a coverage on whole units; it stays on them, since vertices are only left out.
        tolerance: in units; the square root of the area of the corners that are cut off. Islands smaller than that
            area are left out, unless nothing else remains of the place. Lakes that became hairlines are closed.
    """
    fewer = shapely.coverage_simplify(_without_islets(shapes, tolerance**2), tolerance)
    return cleaned(np.array(fewer, dtype=object))


def finest_that_fits(shapes: Shapes, *, size: Callable[[Shapes], int], limit: int) -> Shapes:
    """The coverage, simplified just so far that it fits.

    Args:
        shapes: a coverage on whole units.
        size: how large simplified shapes are where it counts, in bytes.
        limit: how large they may be; if nothing fits, the coarsest try is returned.
    """
    if size(closed := cleaned(shapes)) <= limit:
        return closed
    fine, coarse = 0.25, 64.0
    best: Shapes | None = None
    for _ in range(STEPS):
        middle = (fine * coarse) ** 0.5
        tried = simplified(shapes, middle)
        if size(tried) <= limit:
            coarse, best = middle, tried
        else:
            fine = middle
    return simplified(shapes, coarse) if best is None else best


def merged(shapes: Shapes, groups: Sequence[Sequence[int]]) -> Shapes:
    """One shape for each group of indices: most places are one feature, some are several."""
    return np.array([shapely.union_all(shapes[list(group)]) for group in groups], dtype=object)


def joined(parts: Sequence[Feature]) -> Shapes:
    """Several outlines as one shape, alone in its array; the borders between them are gone."""
    polygons = [shapely.Polygon(outer, holes) for each in parts for outer, *holes in each.polygons]
    return np.array([shapely.union_all(polygons)], dtype=object)


def corners(shapes: Shapes) -> int:
    """How many corners the shapes have, a border that two of them share counted twice."""
    return int(shapely.get_num_coordinates(shapes).sum())


def lies_on(shapes: Shapes, grid: Grid, margin: float = 2.0) -> bool:
    """Whether shapes in degrees lie on a grid, or at most `margin` degrees off it."""
    west, south, east, north = map(float, shapely.total_bounds(shapes))
    right, bottom = grid.degrees(grid.width, grid.height)
    return (
        grid.west - margin <= west <= east <= right + margin
        and bottom - margin <= south <= north <= grid.north + margin
    )


def features(shapes: Shapes, labels: Sequence[tuple[str, str, str]]) -> tuple[Feature, ...]:
    """The shapes as features of a file of outlines.

    Args:
        shapes: a coverage on whole units.
        labels: code, name and code of the reporting place of each shape. A shape too small for the grid has none.
    """
    return tuple(
        Feature(code, name, reports, _point(shape), _rings(shape))
        for shape, (code, name, reports) in zip(shapes, labels, strict=True)
        if not shape.is_empty
    )


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shapely.get_parts(shape))
    flat = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    return flat[0] if len(flat) == 1 else shapely.MultiPolygon(list(flat))


def _without_islets(shapes: Shapes, area: float) -> Shapes:
    parts, owners = shapely.get_parts(shapes, return_index=True)
    areas = shapely.area(parts)
    largest = np.zeros(len(shapes))
    np.maximum.at(largest, owners, areas)
    tree = shapely.STRtree(parts)
    one, other = tree.query(parts, predicate="intersects")
    touching = np.bincount(one[one != other], minlength=len(parts)) > 0
    kept = touching | (areas >= area) | (areas == largest[owners])
    return np.array([shapely.MultiPolygon(list(parts[kept & (owners == i)])) for i in range(len(shapes))], dtype=object)


def _rings(shape: shapely.Geometry) -> tuple[tuple[Ring, ...], ...]:
    return tuple(
        tuple(_corners(ring) for ring in (polygon.exterior, *polygon.interiors))
        for polygon in sorted(shapely.get_parts(shape), key=lambda part: (-part.area, part.bounds))
    )


def _corners(ring: shapely.Geometry) -> Ring:
    return [(x, y) for x, y in np.rint(shapely.get_coordinates(ring)[:-1]).astype(int).tolist()]


def _point(shape: shapely.Geometry) -> tuple[int, int]:
    """The middle of the largest circle that fits into the place, on its largest part."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    x, y = shapely.get_coordinates(shapely.maximum_inscribed_circle(largest))[0]
    return round(x), round(y)
