"""How a number of the demo world breaks down: by sex and age, by nationality, by law, and so on.

Parts always make their number, as far as the dimension covers everything. Parts of a number that is some of another
(victims given legal aid, of those assisted) are some of that other's parts, so that no cell exceeds the one it is taken
from.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from data.demo.chance import Chance
from data.demo.recipe import Way, Weights
from data.model import Dimension, Part

Counts = dict[str, int]
"""How many by item; money is counted in the smallest amount that the demo writes."""

CARRIED = ("level", "annual", "to_date")
"""Ways whose numbers, and so their parts, go on from quarter to quarter."""

SECOND_ANSWER = 0.12
"""Where one person may be counted under several items: the share counted under a second one."""

OWN = "own"
"""How the weights write the country's own nationality."""


class Breakdown:
    """Breaks one number down, quarter after quarter, in one district."""

    def __init__(self, way: Way, part: Part, *, weights: Weights, own: str, chance: Chance) -> None:
        """Work out the weights of each dimension: the number's own, else the place's.

        Args:
            way: how the number comes about.
            part: what the catalogue says of it.
            weights: for each dimension the weights of its items in this place.
            own: the code of the country's nationality.
            chance: the district's chance.
        """
        self._way = way
        self._chance = chance
        self._said = {**weights, **way.weights}
        self._own = own
        self._plain = [_Plain(each, self._weights(each, part)) for each in part.dimensions if not each.rows]
        self._rows = [each for each in part.dimensions if each.rows]

    def parts(
        self, number: int, *, base: Mapping[str, Counts], before: Mapping[str, Counts], number_before: int
    ) -> dict[str, Counts]:
        """The parts of a number by dimension and item.

        Args:
            number: the number itself.
            base: the parts of the number that it is some of, or lies along.
            before: its own parts last quarter, where it goes on from them.
            number_before: the number last quarter.
        """
        made: dict[str, Counts] = {}
        for plain in self._plain:
            if plain.dimension.multiple:
                made[plain.dimension.key] = dict(zip(plain.items, self._several(number, plain.weights), strict=True))
            else:
                counts = self._counts(plain, number, base=base, before=before, number_before=number_before)
                made[plain.dimension.key] = dict(zip(plain.items, counts, strict=False))
        for dimension in self._rows:
            twin = next((each for each in self._plain if each.dimension.axes == dimension.axes), None)
            if twin:
                made[dimension.key] = self._in_rows(dimension, made[twin.dimension.key], base.get(dimension.key))
        return made

    def _weights(self, dimension: Dimension, part: Part) -> list[float]:
        """The weights of the items, and last that of being in none of them."""
        said = self._said.get(dimension.key)
        items = _items(dimension)
        if said is None:
            said = dict.fromkeys(items, (1.0 if dimension.complete else 0.9) / len(items))
        weights = [said.get(item, 0.0) for item in items]
        if part.unit == "money":
            weights = [weight * self._chance.around_one(0.5) for weight in weights]
        return [*weights, 0.0 if dimension.complete else max(0.0, 1 - sum(weights))]

    def _counts(
        self,
        plain: _Plain,
        number: int,
        *,
        base: Mapping[str, Counts],
        before: Mapping[str, Counts],
        number_before: int,
    ) -> list[int]:
        """How many in each item, and last how many in none."""
        key, held = plain.dimension.key, [0] * len(plain.weights)
        if self._way.kind in CARRIED and key in before:
            held = [before[key][item] for item in plain.items]
            held.append(number_before - sum(held))
        change = number - sum(held)
        if change < 0:
            return [now - gone for now, gone in zip(held, self._chance.take(-change, held), strict=True)]
        added = self._added(plain, change, base.get(key), held)
        return [now + new for now, new in zip(held, added, strict=True)]

    def _added(self, plain: _Plain, number: int, base: Counts | None, held: list[int]) -> list[int]:
        if base is None:
            return self._chance.spread(number, plain.weights)
        there = [base[item] for item in plain.items]
        if self._way.along:
            return self._chance.spread(number, [*map(float, there), 0.0])
        free = [max(0, all_of_it - here) for all_of_it, here in zip(there, held, strict=False)]
        in_none = 0 if plain.dimension.complete else max(0, number - sum(free))
        return self._chance.take(number, [*free, in_none])

    def _several(self, number: int, weights: list[float]) -> list[int]:
        """Each person under one item, and some under a second."""
        whole = sum(weights)
        first = self._chance.spread(number, weights)
        return [
            here + self._chance.of(number - here, SECOND_ANSWER * weight / whole)
            for here, weight in zip(first, weights, strict=True)
        ][:-1]

    def _in_rows(self, dimension: Dimension, cells: Counts, base: Counts | None) -> Counts:
        """Each cell of the plain dimension shared out among the rows."""
        weights = {self._own if row == OWN else row: weight for row, weight in self._said[dimension.key].items()}
        known = {item.key for item in dimension.rows}
        rows = [row for row in weights if row in known]
        made: Counts = {}
        for item, number in cells.items():
            if base is None:
                counts = self._chance.spread(number, [weights[row] for row in rows])
            else:
                counts = self._chance.take(number, [base.get(f"{row}.{item}", 0) for row in rows])
            made |= {f"{row}.{item}": count for row, count in zip(rows, counts, strict=True) if count}
        return made


class _Plain:
    """A dimension of single cells, with the weights of its items."""

    def __init__(self, dimension: Dimension, weights: list[float]) -> None:
        self.dimension = dimension
        self.weights = weights

    @cached_property
    def items(self) -> list[str]:
        return _items(self.dimension)


def _items(dimension: Dimension) -> list[str]:
    return [".".join(item.key for item in items) for items in dimension.cells()]
