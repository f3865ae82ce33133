"""Rings of corners as compact SVG paths in whole units, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

Ring = list[tuple[int, int]]
"""The corners of a ring in units, the first one not repeated at the end."""


def path(rings: Iterable[Ring]) -> str:
    """The path of a place: one closed piece for each ring, each step relative to the one before.

    Filled by the rule `evenodd`, holes are left open.
    """
    pieces: list[str] = []
    x, y = 0, 0
    for ring in rings:
        start = ring[0]
        pieces.append(f"m{_pair(start[0] - x, start[1] - y)}" if pieces else f"M{_pair(*start)}")
        x, y = start
        steps = []
        for corner in ring[1:]:
            steps.append(_pair(corner[0] - x, corner[1] - y))
            x, y = corner
        pieces.append(f"l{_joined(steps)}z")
        x, y = start
    return "".join(pieces)


def rings(drawn: str) -> Iterator[Ring]:
    """The rings of a path that `path` wrote."""
    x, y = 0, 0
    for piece in drawn.split("z")[:-1]:
        numbers = [int(number) for number in re.findall(r"-?\d+", piece)]
        x, y = (numbers[0], numbers[1]) if piece[0] == "M" else (x + numbers[0], y + numbers[1])
        start = (x, y)
        ring = [start]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        x, y = start
        yield ring


def area(ring: Ring) -> float:
    """The area within a ring, in square units."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def _joined(steps: Iterable[str]) -> str:
    """Steps one after the other; a minus sign parts two numbers as well as a space does."""
    return " ".join(steps).replace(" -", "-")


def _pair(x: int, y: int) -> str:
    return f"{x} {y}"
