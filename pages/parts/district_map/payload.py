"""What travels to the browser when the map is redrawn: a few kilobytes for five hundred districts. No Streamlit.

Each district is one entry in a row of numbers, in the order of the outlines, which the browser already has; for those
without a number a row of letters says why. A withheld number is never among them.
"""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from data.model import Language, Level, Status
from data.words import money, number, words
from pages.parts.district_map.classes import Classes

LETTERS = {Status.MISSING: "m", Status.NIL: "n", Status.NOT_EXPECTED: "x", Status.WITHHELD: "w"}
"""How the states without a number are written; a reported number is written as the digit of its class."""

SECTION = "map"
"""The section of the words files that holds the component's sentences."""

_MILLION = 1_000_000
_NO_CLASSES = str.maketrans("", "", string.digits)


@dataclass(frozen=True)
class Undrawn:
    """A place that has values but no outline: it stands in the table, and the map says that it is not drawn."""

    code: str
    name: str
    parent: str = ""


def drawn(
    *,
    outlines_url: str,
    module_url: str,
    values: Sequence[float | None],
    statuses: Sequence[Status],
    classes: Classes,
    words: Mapping[str, str],
    language: Language,
    title: str,
    summary: str,
    unit: str,
    selected: str | None = None,
    names: Mapping[float, str] | None = None,
    undrawn: Sequence[Undrawn] = (),
    level: Level = Level.DISTRICT,
    centres: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """All that the map's script reads: one indicator and quarter with its legend and its words.

    Args:
        outlines_url: where the browser fetches the outlines. The address changes whenever they do.
        module_url: where it fetches `map.js`; `map.css` and `table.js` lie beside it (`assets.py`).
        values: the number of each place that reports, in the order in which the places first appear in the outlines'
            `reports`, then those of `undrawn`; None where there is none.
        statuses: what is known of each of them, in the same order.
        classes: from `classify`, usually of the reported values.
        words: what is said otherwise than in `sentences(language)`, which the browser fetches: `place` and `province`
            are a country's words for the two levels.
        language: decides how numbers are written and sorted.
        title: what the map shows: indicator and quarter.
        summary: one sentence for those who cannot see the map, also shown beneath the title.
        unit: what the numbers count, in words: "persons", "per 100,000 people".
        selected: the code of a place to mark.
        names: names of single values, for answers that are no quantities: `{0.0: "No", 1.0: "Yes"}`.
        undrawn: places that have values but no outline (the codes in `missing` of the outlines).
        centres: how many centres and shelters there are in which place; drawn at its middle, never at an address.
        level: whose values they are. Those of provinces stand in the order in which the outlines first name them.
    """
    letters, numbers = encode(values, statuses, classes)
    return {
        "module": module_url,
        "outlines": outlines_url,
        "states": letters.translate(_NO_CLASSES),
        "numbers": numbers,
        "breaks": list(classes.breaks),
        "legend": legend(letters, classes, language, names, words=words),
        "zero": classes.zero,
        "digits": classes.digits,
        "unit": unit,
        "title": title,
        "summary": summary,
        "selected": selected,
        "names": {shortest(value): name for value, name in (names or {}).items()},
        "level": level.value,
        "centres": list((centres or {}).items()),
        "undrawn": [(place.code, place.name, place.parent) for place in undrawn],
        "language": language,
        "words": dict(words),
    }


def sentences(language: Language) -> dict[str, str]:
    """The component's sentences in a language, in English where one is not translated, by their key without section."""
    start = f"{SECTION}."
    known = {**words("en"), **words(language)}
    return {key.removeprefix(start): sentence for key, sentence in known.items() if key.startswith(start)}


def encode(values: Sequence[float | None], statuses: Sequence[Status], classes: Classes) -> tuple[str, str]:
    """The letters and the numbers of all places.

    Returns:
        One letter a place, and the numbers with commas between them, empty where none was reported.

    Raises:
        ValueError: if the two sequences differ in length, or a reported place has no value.
    """
    letters: list[str] = []
    numbers: list[str] = []
    for position, (value, status) in enumerate(zip(values, statuses, strict=True)):
        if status is Status.REPORTED and value is None:
            raise ValueError(f"the place at position {position} is reported but has no value")
        letters.append(LETTERS.get(status) or str(classes.index(value or 0)))
        numbers.append(shortest(classes.shown(value or 0)) if status is Status.REPORTED else "")
    return "".join(letters), ",".join(numbers)


def shortest(value: float) -> str:
    """The shortest way to write a number exactly: `12`, `0.5`, `125e7`."""
    plain = repr(int(value)) if value == int(value) else repr(value)
    digits = plain.rstrip("0")
    zeros = len(plain) - len(digits)
    return f"{digits}e{zeros}" if zeros > 2 and "." not in plain else plain


def legend(
    letters: str,
    classes: Classes,
    language: Language,
    names: Mapping[float, str] | None = None,
    *,
    words: Mapping[str, str] = MappingProxyType({}),
) -> list[tuple[str, str, int]]:
    """The legend: for each class and each state without a number its letter, its label and the number of places.

    Args:
        letters: the places as `encode` writes them; so the legend counts what is drawn, and adds up.
        classes: the classes they were encoded with.
        language: the visitor's language.
        names: names of single values, for answers that are no quantities: `{0.0: "No", 1.0: "Yes"}`.
        words: what is said of states otherwise than in `sentences(language)`.
    """
    found, said = Counter(letters), sentences(language)
    labels: dict[str, str] = {}
    for position, (low, high) in enumerate(classes.bounds):
        ends = [_written(end, classes.digits, language) for end in dict.fromkeys((low, high))]
        labels[str(position)] = (names or {}).get(low, ends[0]) if low == high else "\u2013".join(ends)
    if classes.endless:
        low = _written(classes.bounds[-1][0], classes.digits, language)
        labels[str(len(classes.bounds) - 1)] = said["and_more"].format(low=low)
    labels |= {letter: words.get(status.value, said[status.value]) for status, letter in LETTERS.items()}
    return [(letter, label, found[letter]) for letter, label in labels.items()]


def _written(value: float, digits: int, language: Language) -> str:
    """A limit in the legend; millions and more in words."""
    return money(value, "", language).strip() if abs(value) >= _MILLION else number(value, language, digits)
