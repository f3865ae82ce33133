"""Identity numbers that have a date of birth and an area in them, however they are grouped."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

RUN = re.compile(r"\d(?:[\s._\-()]{0,3}\d)+")
"""Digits with nothing but spaces, dots and dashes between them."""
GROUP = re.compile(r"\d+")
DECIMAL = re.compile(r"\d{1,3}\.\d+")
YEAR = re.compile(r"(?:19|20)\d\d")
LEAP_YEAR = 2000
"""Two digits do not tell the century; in this year every day existed."""


@dataclass(frozen=True)
class Number:
    """How an identity number is made.

    Attributes:
        digits: how many it has.
        area: what may stand at `area_at` for the area; all of the same length.
        born_at, order: where the date of birth stands, as six digits in this order (`dmy`, `ymd`).
        plus: what may be added to the day.
        lost_zeros: how many zeros a spreadsheet may have cut off at its start.
    """

    digits: int
    area: frozenset[str]
    area_at: int
    born_at: int
    order: str
    plus: int
    lost_zeros: int

    @classmethod
    def from_file(cls, says: Mapping[str, Any]) -> Number:
        """From the entry `number` of a kind's file."""
        return cls(
            digits=says["digits"],
            area=frozenset(says["area"]["codes"]),
            area_at=says["area"].get("at", 0),
            born_at=says["born"]["at"],
            order=says["born"]["order"],
            plus=says["born"].get("plus", 0),
            lost_zeros=says.get("lost_zeros", 0),
        )

    def made_like(self, digits: str) -> bool:
        """Whether digits are made like this number."""
        if len(digits) != self.digits or digits[self.area_at : self.area_at + 2] not in self.area:
            return False
        born = digits[self.born_at : self.born_at + 6]
        day, month = int(born[self.order.index("d") * 2 :][:2]), int(born[self.order.index("m") * 2 :][:2])
        return any(_is_day(day - more, month) for more in {0, self.plus})

    def is_value(self, digits: str) -> bool:
        """Whether the digits of a number in a cell are made like this one; zeros at its start may be lost."""
        return len(digits) >= self.digits - self.lost_zeros and self.made_like(digits.zfill(self.digits))

    def in_text(self, said: str) -> bool:
        """Whether a plain text holds such a number, in one piece or in groups."""
        return any(self.made_like(digits) for digits in _windows(said, self.digits))


def _is_day(day: int, month: int) -> bool:
    try:
        dt.date(LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True


def _windows(said: str, wanted: int) -> Iterator[str]:
    """Neighbouring groups of digits that together have as many digits as wanted."""
    for run in RUN.findall(said):
        groups = list(GROUP.finditer(run))
        for first in range(len(groups)):
            count = 0
            for last in range(first, len(groups)):
                count += len(groups[last][0])
                if count >= wanted:
                    break
            window = [group[0] for group in groups[first : last + 1]]
            between = run[groups[first].start() : groups[last].end()]
            if count == wanted and _could_be_one(window) and not DECIMAL.fullmatch(between):
                yield "".join(window)


def _could_be_one(groups: list[str]) -> bool:
    """Whether groups could be one number: no list of small numbers, no account with its one-digit groups, no years."""
    sizes = {len(group) for group in groups}
    return sizes == {1} or (1 not in sizes and max(sizes) > 2 and not all(map(YEAR.fullmatch, groups)))
