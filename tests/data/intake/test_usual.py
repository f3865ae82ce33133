"""What counts as far from usual, by worked examples: short series, full of zeros."""

import pytest

from data.intake.usual import far_among, far_from, most_among, tail

ZEROS = [0, 1, 0, 2, 0, 1, 0, 1]


def test_the_tail_of_a_poisson_distribution() -> None:
    assert tail(4, 0.625) == pytest.approx(0.004, abs=0.001)
    assert tail(3, 0.625) == pytest.approx(0.026, abs=0.001)
    assert tail(0, 0.625) == 1


@pytest.mark.parametrize(
    ("count", "earlier", "far"),
    [
        (4, ZEROS[:7], True),
        (3, ZEROS[:7], False),
        (731, [19, 20, 21, 20], True),
        (9, [0, 0], False),
        (40, [20, 22, 19, 21, 20, 23, 18, 20], True),
        (24, [20, 22, 19, 21, 20, 23, 18, 20], False),
        (0, [20, 22, 19, 21, 20, 23, 18, 20], True),
    ],
)
def test_far_from_usual(count: float, earlier: list[float], far: bool) -> None:
    assert far_from(count, earlier) is far


def test_ninety_nine_of_a_hundred_peers_have_at_most_their_most() -> None:
    assert most_among(list(range(1, 101))) == 99
    assert most_among([5.0] * 19) is None


def test_one_is_not_far_where_everybody_else_has_none() -> None:
    assert [far_among(count, [0.0] * 50) for count in (1, 3, 4)] == [False, False, True]
    assert not far_among(9, [])
