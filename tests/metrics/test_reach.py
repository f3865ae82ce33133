import pytest

from metrics.reach import kilometres, left_without

POINTS = {"a": (125.0, -8.0), "b": (126.0, -8.0), "c": (127.0, -8.0), "d": (125.0, -7.0)}
PLACES = [*POINTS, "without a point"]


@pytest.fixture(scope="module")
def distances():
    return kilometres(POINTS, to=["a", "c", "without a point", "a"])


def test_lengths_are_those_on_the_ellipsoid(distances):
    """A degree of longitude at 8 degrees south is 110.24 km, one of latitude there 110.59 km (WGS 84)."""
    assert list(distances.columns) == ["a", "c"]
    assert distances.at["a", "a"] == 0
    assert distances.at["b", "a"] == pytest.approx(110.2, abs=0.3)
    assert distances.at["d", "a"] == pytest.approx(110.6, abs=0.1)
    assert distances.at["c", "a"] == distances.at["a", "c"] == pytest.approx(220.5, abs=0.6)


def test_who_is_left_without_one_had_one_and_has_no_other(distances):
    left = {"closes": "a", "places": PLACES}
    assert left_without(distances, others=["c"], within=111, **left) == ["a", "d"]  # b has the one in c
    assert left_without(distances, others=[], within=111, **left) == ["a", "b", "d"]
    assert left_without(distances, others=["a"], within=111, **left) == []  # another in the same district
    assert left_without(distances, others=["c"], within=230, **left) == ["d"]
