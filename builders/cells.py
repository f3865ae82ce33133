"""District areas from village points: which district each small square of land most likely belongs to.

A plain Voronoi cell gives every spot to the nearest village. Two things that are known do better. A village among far
neighbours is a large village, so distances are measured in its own spacing (to the power SPACING_POWER). And the area
of most districts is published, so a district that came out too small is allowed to reach a little farther, in a few
rounds. SPACING_POWER, ROUNDS and LEARNING were chosen by comparing a handful of values with the real districts.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

PIXEL = 1 / 200
"""Degrees: the side of a square, 560 m."""

TILE = 80
"""Squares along a side of the tiles that are reckoned at once."""

NEIGHBOURS = 3
"""A village's spacing is its distance to the third nearest village."""

SPACING_POWER = 0.75
SMALLEST_SPACING = 0.003
ROUNDS = 7
LEARNING = 0.3
LARGEST_REACH = 0.7
"""Natural logarithm: no district reaches farther or less far than by the factor two."""


@dataclass
class Tile:
    """A patch of squares with the best score that each nearby district has in each of them."""

    x: Floats
    y: Floats
    on_land: npt.NDArray[np.bool_]
    districts: Integers
    scores: Floats
    squares: tuple[int, int]

    def winners(self, reach: Floats) -> Integers:
        """The district of each square."""
        return self.districts[(self.scores - reach[self.districts]).argmin(axis=1)]


def spacings(points: Floats) -> Floats:
    """The distance of each point to its third nearest neighbour, in degrees."""
    order = np.argsort(points[:, 0])
    ordered, result = points[order], np.empty(len(points))
    for start in range(0, len(points), 400):
        block = ordered[start : start + 400]
        width = 0.3
        while True:
            first, last = np.searchsorted(ordered[:, 0], [block[0, 0] - width, block[-1, 0] + width])
            near = np.sqrt(((block[:, None, :] - ordered[None, first:last, :]) ** 2).sum(axis=2))
            kth = np.partition(near, min(NEIGHBOURS, near.shape[1] - 1), axis=1)[:, min(NEIGHBOURS, near.shape[1] - 1)]
            if (kth <= width).all() or last - first == len(points):
                break
            width *= 2
        result[order[start : start + 400]] = kth
    return np.maximum(result, SMALLEST_SPACING)


def tiles(points: Floats, owners: Integers, land: shapely.Geometry) -> Iterator[Tile]:
    """Score the districts in every tile that has land.

    Args:
        points: longitude and latitude of the villages.
        owners: the index of each village's district.
        land: where there is land; squares up to two squares off the coast are scored as well, so that nothing is
            missing when the areas are cut with the coast.
    """
    scale = spacings(points) ** SPACING_POWER
    west, south, east, north = land.bounds
    parts = shapely.get_parts(land)
    tree, side = shapely.STRtree(parts), TILE * PIXEL
    for bottom in np.arange(south - PIXEL * 3, north + PIXEL * 3, side):
        for left in np.arange(west - PIXEL * 3, east + PIXEL * 3, side):
            box = shapely.box(left, bottom, left + side, bottom + side)
            if len(tree.query(box, predicate="dwithin", distance=2 * PIXEL)):
                yield _tile(left, bottom, points=points, owners=owners, scale=scale, land=parts[tree.query(box)])


def reaches(patches: list[Tile], areas: Floats) -> Floats:
    """How far each district reaches (natural logarithm of a factor), so that the areas come near to what is known.

    Args:
        patches: the tiles that cover the country.
        areas: square kilometres of each district, NaN where unknown.
    """
    reach = np.zeros(len(areas))
    for _ in range(ROUNDS):
        mine = np.zeros(len(areas))
        for patch in patches:
            squares = (111.2 * PIXEL) ** 2 * np.cos(np.radians(patch.y)) * patch.on_land
            mine += np.bincount(patch.winners(reach), weights=squares, minlength=len(areas))
        wanted = np.log(np.where(np.isnan(areas), mine, areas) / np.maximum(mine, 1))
        reach = np.clip(reach + LEARNING * np.clip(wanted, -1, 1), -LARGEST_REACH, LARGEST_REACH)
    return reach


def areas_of(patches: list[Tile], reach: Floats, count: int) -> list[shapely.Geometry]:
    """The union of each district's squares."""
    strips: list[list[shapely.Geometry]] = [[] for _ in range(count)]
    for patch in patches:
        rows, columns = patch.squares
        grid = patch.winners(reach).reshape(rows, columns)
        x, y = patch.x.reshape(rows, columns), patch.y.reshape(rows, columns)
        for row in range(rows):
            starts = np.concatenate([[0], np.nonzero(np.diff(grid[row]))[0] + 1, [columns]])
            for first, last in itertools.pairwise(starts):
                left, right = x[row, first] - PIXEL / 2, x[row, last - 1] + PIXEL / 2
                strips[grid[row, first]].append(
                    shapely.box(left, y[row, first] - PIXEL / 2, right, y[row, first] + PIXEL / 2)
                )
    return [shapely.union_all(np.array(strip, dtype=object), grid_size=1e-6) for strip in strips]


def _tile(
    left: float, bottom: float, *, points: Floats, owners: Integers, scale: Floats, land: npt.NDArray[np.object_]
) -> Tile:
    middle = np.arange(TILE) * PIXEL + PIXEL / 2
    x, y = (axis.ravel() for axis in np.meshgrid(left + middle, bottom + middle))
    margin = 0.25
    while True:
        near = (
            (points[:, 0] > left - margin)
            & (points[:, 0] < left + TILE * PIXEL + margin)
            & (points[:, 1] > bottom - margin)
            & (points[:, 1] < bottom + TILE * PIXEL + margin)
        )
        if near.sum() >= 60:
            break
        margin *= 1.5
    chosen = np.nonzero(near)[0][np.argsort(owners[near], kind="stable")]
    squares = (x[:, None] - points[chosen, 0]) ** 2 + (y[:, None] - points[chosen, 1]) ** 2
    distances = np.log(np.sqrt(squares) + 1e-4) - np.log(scale[chosen])
    districts, starts = np.unique(owners[chosen], return_index=True)
    scores = np.minimum.reduceat(distances, starts, axis=1)
    hopeful = (scores <= scores.min(axis=1, keepdims=True) + 2 * LARGEST_REACH).any(axis=0)
    on_land = np.zeros(len(x), dtype=bool)
    for part in land:
        shapely.prepare(part)
        on_land |= shapely.contains_xy(part, x, y)
    return Tile(x, y, on_land, districts[hopeful], scores[:, hopeful].astype(np.float32), (TILE, TILE))
