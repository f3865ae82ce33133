"""Choosing the classes of a map for its data. Pure: no Streamlit, no words.

Counts in this field are skewed: most districts report nothing or one or two, a few report hundreds. So zero has a class
of its own wherever it was reported, and the other limits are natural breaks (Fisher 1958, "On grouping for maximum
homogeneity"), of the logarithms where the numbers are skewed, allowed only where people read easily: 2, 5, 10, 30.
Few different values get a class each.
"""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST = 5
"""More shades than this are hard to tell apart on a map."""

_MOST_DIGITS = 3
_SERIES = (10, 15, 20, 30, 50, 75)
_PARTS_OF_A_RANGE = 12


class Manner(StrEnum):
    """How the limits of the classes are chosen.

    Natural breaks follow the numbers; quantiles put as many places into each class as ties allow; equal classes are
    equally wide; fixed ones are the same on every map, whatever was reported.
    """

    NATURAL = "natural"
    QUANTILE = "quantile"
    EQUAL = "equal"
    FIXED = "fixed"


@dataclass(frozen=True)
class Classes:
    """The classes of one map, from low to high.

    Attributes:
        bounds: the lowest and the highest number each class may hold, both included, for the legend.
        counts: how many of the values given to `classify` fall into each.
        zero: whether the first class holds zero and nothing else.
        digits: how many decimals the values are shown with; classes are made of the values as shown.
        endless: whether the last class has no upper end.
    """

    bounds: tuple[tuple[float, float], ...]
    counts: tuple[int, ...]
    zero: bool
    digits: int
    endless: bool = False

    @property
    def breaks(self) -> tuple[float, ...]:
        """Where each class but the first begins."""
        return tuple(low for low, _ in self.bounds[1:])

    def shown(self, value: float) -> float:
        """The value as it is shown. What is not zero is never shown as zero."""
        return _steps(value, self.digits) / float(10**self.digits)

    def index(self, value: float) -> int:
        """The class of a value, from 0; a value beyond the ends belongs to the nearest class."""
        return bisect.bisect_right(self.breaks, self.shown(value))


def classify(
    values: Iterable[float | None],
    *,
    whole: bool,
    manner: Manner = Manner.NATURAL,
    limits: Sequence[float] = (),
    digits: int | None = None,
) -> Classes:
    """Choose at most five classes for the reported values, besides the one of zero.

    Args:
        values: the reported numbers in any order; None and not-a-number are left out. Do not pass nil returns: they are
            drawn with a pattern of their own.
        whole: whether only whole numbers occur. Otherwise the number of decimals is chosen too: enough for three
            significant digits of the largest value and for the smallest value above zero not to vanish, at most three.
        manner: how the limits are chosen.
        limits: where the second and later classes above zero begin, at most four, in ascending order: for fixed ones.
        digits: how many decimals, where that is known already.

    Returns:
        The classes, their counts adding up to the number of values; none at all where there is no value.
    """
    known = [value for value in values if value is not None and not math.isnan(value)]
    digits = (0 if whole else _digits(known)) if digits is None else digits
    numbers = sorted(_steps(value, digits) for value in known)
    if manner is Manner.FIXED and numbers:
        bounds = _fixed(numbers, [math.ceil(limit * 10**digits) for limit in limits])
    else:
        bounds = _bounds(numbers, manner)
    cuts = [bisect.bisect_left(numbers, low) for low, _ in bounds] + [len(numbers)]
    scale = 10**digits
    return Classes(
        bounds=tuple((low / scale, high / scale) for low, high in bounds),
        counts=tuple(after - before for before, after in itertools.pairwise(cuts)),
        zero=bounds[:1] == [(0, 0)],
        digits=digits,
        endless=manner is Manner.FIXED and bool(numbers),
    )


def _steps(value: float, digits: int) -> int:
    """The value in units of its last decimal shown; what lies between zero and one unit is lifted to one."""
    steps = round(round(value, digits) * 10**digits)
    return steps or (value > 0) - (value < 0)


def _digits(values: Sequence[float]) -> int:
    sizes = [abs(value) for value in values if value]
    if not sizes:
        return 0
    for_the_largest = 2 - math.floor(math.log10(max(sizes)))
    for_the_smallest = -math.floor(math.log10(min(sizes)))
    return min(max(for_the_largest, for_the_smallest, 0), _MOST_DIGITS)


def _fixed(numbers: Sequence[int], limits: Iterable[int]) -> list[tuple[int, int]]:
    """The class of zero, then one from the least that can be shown, then one from each limit; the last has no end."""
    starts = sorted({1, *limits})
    ends = [*(start - 1 for start in starts[1:]), max(starts[-1], numbers[-1])]
    return [(0, 0), *zip(starts, ends, strict=True)]


def _bounds(numbers: Sequence[int], manner: Manner) -> list[tuple[int, int]]:
    """The lowest and highest whole number of each class, for sorted numbers."""
    different = sorted(set(numbers))
    if len(different) <= MOST:
        return [(number, number) for number in different]
    zero = different[0] == 0
    rest = numbers[bisect.bisect_right(numbers, 0) :] if zero else numbers
    choose = {Manner.QUANTILE: _quantiles, Manner.EQUAL: _equal}.get(manner, _natural_breaks)
    starts = [rest[0], *choose(rest, MOST - zero)]
    ends = [start - 1 for start in starts[1:]] + [rest[-1]]
    return [(0, 0)] * zero + list(zip(starts, ends, strict=True))


def _quantiles(numbers: Sequence[int], most: int) -> list[int]:
    """Where the second and later classes begin, so that each holds as many numbers as the others, as ties allow."""
    wanted = (numbers[round(len(numbers) * part / most)] for part in range(1, most))
    return sorted({number for number in wanted if number > numbers[0]})


def _equal(numbers: Sequence[int], most: int) -> list[int]:
    """Where the second and later classes begin, so that all are equally wide."""
    width = (numbers[-1] - numbers[0] + 1) / most
    return [numbers[0] + math.ceil(width * part) for part in range(1, most)]


def _natural_breaks(numbers: Sequence[int], most: int) -> list[int]:
    """Where the second and later of `most` classes begin, so that each class holds numbers as alike as can be."""
    skewed = _skewed(numbers)
    starts = _readable(numbers, skewed=skewed)
    cuts = sorted(starts)
    # Among skewed numbers ratios matter, not differences: 1 and 10 lie as far apart as 100 and 1,000.
    sizes = [math.log(number) if skewed else float(number) for number in numbers]
    sums = [0.0, *itertools.accumulate(sizes)]
    squares = [0.0, *itertools.accumulate(size * size for size in sizes)]

    def spread(first: int, after: int) -> float:
        total = sums[after] - sums[first]
        return squares[after] - squares[first] - total * total / (after - first)

    # best[cut]: the least spread of everything before the cut, and the cuts that give it.
    best = {cut: (spread(0, cut), [cut]) for cut in [*cuts, len(numbers)]}
    for _ in range(min(most, len(cuts) + 1) - 1):
        best = {
            cut: min(
                (cost + spread(before, cut), [*path, cut]) for before, (cost, path) in best.items() if before < cut
            )
            for cut in best
            if min(best) < cut
        }
    return [starts[cut] for cut in best[len(numbers)][1][:-1]]


def _skewed(numbers: Sequence[int]) -> bool:
    """Whether a few sorted positive numbers are far larger than the usual one."""
    usual, largest = numbers[len(numbers) // 2], numbers[-1]
    return numbers[0] > 0 and largest >= 10 * numbers[0] and sum(numbers) > 1.25 * usual * len(numbers)


def _readable(numbers: Sequence[int], *, skewed: bool) -> dict[int, int]:
    """Numbers at which a class may begin, by how many of the sorted numbers lie below; the roundest for each split."""
    candidates = _series(numbers[-1]) if skewed else _even_steps(numbers[0], numbers[-1])
    found: dict[int, int] = {}
    for start in sorted(candidates, key=lambda number: (len(str(number).strip("-0")), number)):
        found.setdefault(bisect.bisect_left(numbers, start), start)
    found.pop(0, None)
    found.pop(len(numbers), None)
    return found


def _series(high: int) -> Iterable[int]:
    """1, 2, 3, 5, 7.5 (where whole), 10, 15, 20 ... up to `high`, and perhaps a little beyond."""
    tenths = (base * 10**power for power in range(len(str(high))) for base in _SERIES)
    return [number // 10 for number in tenths if number % 10 == 0]


def _even_steps(low: int, high: int) -> Iterable[int]:
    """The multiples of 1, 2, 5, 10, 20 ... above `low` and up to `high`, about a dozen of them."""
    width = (high - low) / _PARTS_OF_A_RANGE
    size = 10 ** math.floor(math.log10(width))
    step = max(1, round(next(base * size for base in (1, 2, 5, 10) if base * size >= width)))
    return range((low // step + 1) * step, high + 1, step)
