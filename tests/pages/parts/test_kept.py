"""What is kept is made once for each set of arguments, and never given to whoever asked for something else."""

from __future__ import annotations

import pytest

from data.model import Role, Visitor
from pages.parts.kept import kept

ONE, OTHER = (Visitor("a@b.example", Role.TASKFORCE, places=frozenset({code})) for code in ("1", "2"))


@pytest.mark.parametrize("copied", [False, True])
def test_what_is_kept_is_told_apart_by_every_argument(copied: bool) -> None:
    made: list[tuple[str, Visitor, int]] = []

    @kept(9, copied=copied)
    def answer(version: str, who: Visitor, number: int) -> list[str]:
        made.append((version, who, number))
        return [repr(made[-1])]

    asked = [("1", ONE, 1), ("1", OTHER, 1), ("2", ONE, 1), ("1", ONE, 11), ("1.1", ONE, 1)]
    first = [answer(*each) for each in asked]
    again = [answer(*each) for each in asked]
    assert first == again == [[repr(each)] for each in asked]
    assert made == asked
    assert all((one is other) is not copied for one, other in zip(first, again, strict=True))


def test_an_argument_with_an_underscore_tells_nothing_apart() -> None:
    @kept(9)
    def answer(version: str, _house: object) -> object:
        return _house

    house = object()
    assert answer("1", house) is answer("1", object()) is house


def test_two_functions_do_not_share_what_they_keep() -> None:
    @kept(9)
    def one(key: str) -> str:
        return f"one {key}"

    @kept(9)
    def other(key: str) -> str:
        return f"other {key}"

    assert [one("a"), other("a")] == ["one a", "other a"]
