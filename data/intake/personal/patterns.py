"""What is looked for, from the files in `data/shipped/personal`: a kind is a file, and so is what is harmless."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from data.intake.personal.numbers import Number
from data.settings import SHIPPED

FOLDER = SHIPPED / "personal"
LIST = re.compile(r"<([a-z_]+)>")
WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, eq=False)
class Pattern:
    """One way in which a kind is written.

    Attributes:
        kind: what it would be.
        find: the expression.
        whole: it must be a whole line, as a heading is, and not stand within one.
        rest: it is looked for only in what is left when the harmless is taken out.
        digits, words, sign: what a text must hold for the expression to be tried: so many digits, one of the words, the
            sign. Most texts hold none of it, which is what makes looking fast.
        unless_before: what must not stand before.
    """

    kind: str
    find: re.Pattern[str]
    whole: bool
    rest: bool
    digits: int
    words: frozenset[str]
    sign: str
    unless_before: re.Pattern[str] | None

    def in_text(self, said: str) -> re.Match[str] | None:
        """The first place in a plain text where it is found."""
        if self.whole:
            return next((found for line in said.splitlines() if (found := self.find.fullmatch(line.strip()))), None)
        for found in self.find.finditer(said):
            if not (self.unless_before and self.unless_before.search(said[: found.start()])):
                return found
        return None


@dataclass(frozen=True)
class Kind:
    """A kind of what must not come in: its patterns, and how its number is made, where it has one."""

    key: str
    patterns: tuple[Pattern, ...]
    number: Number | None


@dataclass(frozen=True)
class Rules:
    """Everything that is looked for.

    Attributes:
        kinds: in the order in which they are named when a text could be several; numbers with a structure come first.
        harmless: what is taken out before numbers are looked for.
    """

    kinds: tuple[Kind, ...]
    harmless: tuple[re.Pattern[str], ...]

    @functools.cached_property
    def numbers(self) -> tuple[tuple[str, Number], ...]:
        """The kinds whose numbers have a structure."""
        return tuple((kind.key, kind.number) for kind in self.kinds if kind.number)

    @functools.cached_property
    def by_word(self) -> Mapping[str, tuple[Pattern, ...]]:
        """The patterns that are tried where a word stands."""
        words = {word for pattern in self._patterns for word in pattern.words}
        return {word: tuple(each for each in self._patterns if word in each.words) for word in words}

    @functools.cached_property
    def by_digits(self) -> tuple[Pattern, ...]:
        """The patterns that are tried wherever there are digits enough."""
        return tuple(each for each in self._patterns if not each.words and each.digits)

    @functools.cached_property
    def by_sign(self) -> tuple[Pattern, ...]:
        """The patterns that are tried where a sign stands, or always."""
        return tuple(each for each in self._patterns if not each.words and not each.digits)

    @property
    def _patterns(self) -> Iterable[Pattern]:
        return (pattern for kind in self.kinds for pattern in kind.patterns)


@functools.cache
def rules() -> Rules:
    """The shipped rules."""
    lists = {name: said.split() for name, said in _read("lists.yaml").items()}
    files = sorted(path.name for path in (FOLDER / "kinds").glob("*.yaml"))
    kinds = [_kind(name.removesuffix(".yaml"), _read(f"kinds/{name}"), lists) for name in files]
    harmless = tuple(re.compile(_filled(each["find"], lists), re.IGNORECASE) for each in _read("harmless.yaml"))
    return Rules(tuple(sorted(kinds, key=lambda kind: kind.number is None)), harmless)


def _read(name: str) -> Any:
    return yaml.load((FOLDER / name).read_text("utf-8"), Loader=yaml.CSafeLoader)


def _kind(key: str, says: Mapping[str, Any], lists: Mapping[str, list[str]]) -> Kind:
    number = Number.from_file(says["number"]) if "number" in says else None
    return Kind(key, tuple(_pattern(key, each, lists) for each in says.get("patterns", ())), number)


def _pattern(kind: str, says: Mapping[str, Any], lists: Mapping[str, list[str]]) -> Pattern:
    whole = says.get("whole", False)
    before = says.get("unless_before")
    named = lists[says["words_of"]] if "words_of" in says else says.get("words", ())
    return Pattern(
        kind=kind,
        find=re.compile(_filled(says["find"], lists), re.IGNORECASE if whole or says.get("any_case") else 0),
        whole=whole,
        rest=says.get("rest", False),
        digits=says.get("digits", 0),
        words=frozenset(word for each in named for word in WORD.findall(each)),
        sign=says.get("sign", ""),
        unless_before=re.compile(_filled(before, lists)) if before else None,
    )


def _filled(expression: str, lists: Mapping[str, list[str]]) -> str:
    """An expression with its lists written out, the longest word first."""
    return LIST.sub(lambda found: "|".join(map(re.escape, sorted(lists[found[1]], key=len, reverse=True))), expression)
