"""What holds for any outlines: units and paths lose nothing, and a coverage stays one."""

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data.geography import coverage
from data.geography.grid import Grid
from data.geography.paths import path, rings

UNIT = st.integers(0, 30_000)
RING = st.lists(st.tuples(UNIT, UNIT), min_size=3, max_size=12)
WEST, SOUTH = st.floats(-180, 178), st.floats(-80, 70)
SIZE = st.floats(0.05, 50)


@settings(deadline=None)
@given(WEST, SOUTH, SIZE, SIZE, st.data())
def test_a_unit_written_in_degrees_is_read_back(
    west: float, south: float, wide: float, high: float, data: st.DataObject
) -> None:
    grid = Grid.around((west, south, west + wide, south + min(high, 80 - south)))
    unit = (data.draw(st.integers(0, grid.width)), data.draw(st.integers(0, grid.height)))
    assert Grid.read(grid.write()).units(*grid.degrees(*unit)) == unit


@settings(deadline=None)
@given(WEST, SOUTH, SIZE, SIZE)
def test_a_grid_holds_all_its_corners(west: float, south: float, wide: float, high: float) -> None:
    east, north = west + wide, south + min(high, 80 - south)
    grid = Grid.around((west, south, east, north))
    for corner in ((west, south), (east, north)):
        x, y = grid.units(*corner)
        assert 0 <= x <= grid.width
        assert 0 <= y <= grid.height
    assert max(grid.width, grid.height) <= 20_002


@settings(deadline=None)
@given(st.lists(RING, min_size=1, max_size=4))
def test_a_path_is_read_back(drawn: list[list[tuple[int, int]]]) -> None:
    assert list(rings(path(drawn))) == drawn


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(1, 99), st.floats(1, 99)), min_size=3, max_size=25, unique=True), st.floats(0, 20))
def test_rounding_and_simplifying_leave_neither_gap_nor_overlap(
    points: list[tuple[float, float]], tolerance: float
) -> None:
    box = shapely.box(0, 0, 100, 100)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=box))
    shapes = np.array([shapely.intersection(cell, box) for cell in cells], dtype=object)
    whole = coverage.snapped(shapes)
    assert shapely.coverage_is_valid(whole)
    assert shapely.area(whole).sum() == 100 * 100
    corners = np.concatenate([shapely.get_coordinates(shape) for shape in whole])
    assert (corners == np.round(corners)).all()
    kept = whole[~shapely.is_empty(whole)]
    simpler = coverage.simplified(kept, tolerance)
    assert shapely.coverage_is_valid(simpler)
    assert shapely.is_valid(simpler).all()
    assert not shapely.is_empty(simpler).any()
    assert coverage.corners(simpler) <= coverage.corners(kept)
