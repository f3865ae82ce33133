"""One thing that was looked at, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Standing(StrEnum):
    """How a thing stands: `wrong` has to be put right, a `hint` is worth a thought."""

    WRONG = "wrong"
    HINT = "hint"
    WELL = "well"


@dataclass(frozen=True)
class Told:
    """What one look says: the key of its sentence below `doctor`, and what fills the gaps."""

    standing: Standing
    key: str
    values: dict[str, object] = field(default_factory=dict)


def wrong(key: str, **values: object) -> Told:
    """Something that has to be put right."""
    return Told(Standing.WRONG, key, values)


def hint(key: str, **values: object) -> Told:
    """Something that is worth a thought."""
    return Told(Standing.HINT, key, values)


def well(key: str, **values: object) -> Told:
    """Something that is as it should be."""
    return Told(Standing.WELL, key, values)
