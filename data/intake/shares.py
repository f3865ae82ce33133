"""Breakdowns into which somebody typed the percentages of a report in place of the counts."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from data.intake.entries import Entries
from data.intake.numbers import Entry

WHOLE, ROUNDING = 100.0, 1.0
"""What percentages make, and how far rounding may take them from it."""
FEWEST = 2


@dataclass(frozen=True)
class Shares:
    """The cells of a breakdown that hold fractions, and what all its cells make."""

    fractions: tuple[Entry, ...]
    sum: float


def shares(sheet: Entries) -> Iterator[Shares]:
    """Each breakdown with several fractions that make about a hundred."""
    for _, _, parts in sheet.dimensions():
        fractions = tuple(each.entry for each in parts if each.entry.problem == "fraction")
        if len(fractions) < FEWEST:
            continue
        made = sum(each.entry.number or 0 for each in parts) + sum(map(_typed, fractions))
        if abs(made - WHOLE) <= ROUNDING:
            yield Shares(fractions, round(made, 6))


def _typed(fraction: Entry) -> float:
    with contextlib.suppress(ValueError):
        return float(str(fraction.values["found"]).replace(",", "."))
    return 0.0
