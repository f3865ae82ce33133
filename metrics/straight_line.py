"""A straight line over quarters, from which targets are read; and where a fiscal year ends."""

from __future__ import annotations

from collections.abc import Mapping

from data.model import Quarter, quarters_between


def distance(first: Quarter, last: Quarter) -> int:
    """How many quarters lie between two; negative where the second is earlier."""
    return (last.year - first.year) * 4 + last.number - first.number


def last_of(year: int, first_month: int) -> Quarter:
    """The last quarter of a fiscal year."""
    return next(
        each
        for each in quarters_between(Quarter(year, 1), Quarter(year + 1, 4))
        if (each + 1).fiscal_year(first_month) > year
    )


def on_the_line(corners: Mapping[Quarter, float], quarter: Quarter) -> float:
    """What a line through the corners says of a quarter; before the first and after the last it is level."""
    before = [each for each in corners if each <= quarter]
    after = [each for each in corners if each > quarter]
    if not before or not after:
        return corners[max(before) if before else min(after)]
    left, right = max(before), min(after)
    part = distance(left, quarter) / distance(left, right)
    return corners[left] + (corners[right] - corners[left]) * part
