"""Sentences by key and language, from the words files: pages, templates, findings and the command line use them.

A key is a dotted path in `data/shipped/words/<language>.yaml` (`findings.blank_cell`). Gaps are named: `{cell}`.
Numbers, money, dates and quarters are written here too, so that a language is chosen in one place.
"""

from __future__ import annotations

import datetime as dt
import functools
import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml

from data.errors import BadWords, DatabaseTrouble, LimaError, SetupError, UserError
from data.model import Clock, Language, Quarter, Texts
from data.phrases import INSTEAD, country_words, said_here
from data.settings import SHIPPED, Overlay

ENGLISH = "en"

LITERAL = "commands."
"""Keys of the sentences that tell what is typed on the command line: `--district` is the same everywhere."""

Wrong = TypeVar("Wrong", bound=SetupError)


@functools.lru_cache(maxsize=8)
def words(language: Language, content: Overlay | None = None) -> Mapping[str, str]:
    """Every sentence of a language by its key, as the country says it; a ministry's own words lie over them key by key.

    Raises:
        BadWords: naming the file and the key, when a file is broken.
    """
    sentences = {
        key: said if key.startswith(LITERAL) else said_here(said, language, content)
        for key, said in _of_file(SHIPPED, language).items()
    }
    here = {key: said for key, said in country_words(language, content).items() if key != INSTEAD}
    own = _of_file(content.folder, language) if content and content.folder else {}
    return {**sentences, **dict(_flatten(here, f"{language}.yaml")), **own}


def _of_file(root: Path, language: Language) -> dict[str, str]:
    path = root / "words" / f"{language}.yaml"
    if not path.is_file():
        return {}
    try:
        loaded = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise BadWords(f"words/{path.name}: {error}") from error
    if not isinstance(loaded or {}, Mapping):
        raise BadWords(f"words/{path.name}: is no list of keys and sentences")
    return dict(_flatten(loaded or {}, path.name))


@functools.cache
def languages() -> tuple[Language, ...]:
    """The languages that have a words file, English first."""
    found = {path.stem for path in (SHIPPED / "words").glob("*.yaml")}
    return (ENGLISH, *sorted(found - {ENGLISH}))


def text(key: str, language: Language = ENGLISH, content: Overlay | None = None, /, **values: object) -> str:
    """The sentence of a key, its gaps filled. A sentence that a language lacks is shown in English.

    Raises:
        BadWords: if no language knows the key, or a gap has no value.
    """
    sentence = words(language, content).get(key) or words(ENGLISH, content).get(key)
    if sentence is None:
        raise BadWords(f"words/{language}.yaml: {key} is missing")
    try:
        return sentence.format_map(values)
    except KeyError as gap:
        raise BadWords(f"words/{language}.yaml: {key}: no value for {gap}") from gap


def setup_error(kind: type[Wrong], key: str, /, **values: object) -> Wrong:
    """An error of the installation that can be told in every language; its message is the English sentence."""
    return kind(text(key, **values), key, **values)


def reason(error: LimaError, language: Language = ENGLISH) -> str:
    """What an error says to whoever can mend it, in the language as far as there is a sentence for it."""
    match error:
        case UserError():
            return text(error.key, language, **error.values)
        case DatabaseTrouble():
            return f"{text(error.key, language)} ({error.__cause__})"
        case SetupError() if error.key:
            return text(error.key, language, **error.values)
    return str(error)


def gaps(sentence: str) -> frozenset[str]:
    """The names of a sentence's gaps."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


def pick(texts: Texts, language: Language) -> str:
    """A text of the content in the language, or in English where it was not translated."""
    return texts.get(language) or texts[ENGLISH]


def number(value: float, language: Language = ENGLISH, digits: int = 0) -> str:
    """A number with the language's separators: 1,234.5 in English, 1.234,5 in Indonesian."""
    written = f"{value:,.{digits}f}"
    return written if text("numbers.thousands", language) == "," else written.translate({44: ".", 46: ","})


def money(amount: float, currency: str, language: Language = ENGLISH) -> str:
    """An amount with its currency code, in thousands, millions or billions where that is easier to read."""
    for size, key in ((1e12, "numbers.trillion"), (1e9, "numbers.billion"), (1e6, "numbers.million")):
        if abs(amount) >= size:
            return f"{currency} {number(amount / size, language, 1)} {text(key, language)}"
    return f"{currency} {number(amount, language)}"


def date(day: dt.date, language: Language = ENGLISH) -> str:
    """A day as people of the language write it: 3 September 2026."""
    return f"{day.day} {text(f'months.{day.month}', language)} {day.year}"


def moment(at: dt.datetime, clock: Clock | None = None, language: Language = ENGLISH) -> str:
    """A day and a time in UTC, and what the country's clock shows then; its day too, where it is another.

    Days that stand without a time are days of UTC everywhere.
    """
    there = at.astimezone(dt.UTC)
    told = {"day": date(there.date(), language), "time": f"{there:%H:%M}"}
    if clock is None:
        return text("numbers.moment", language, **told)
    here = there + clock.ahead
    key = "moment_there" if here.date() == there.date() else "moment_next"
    told |= {"there": f"{here:%H:%M}", "clock": clock.name, "day_there": date(here.date(), language)}
    return text(f"numbers.{key}", language, **told)


def month(day: dt.date, language: Language = ENGLISH) -> str:
    """A month with its year: September 2026."""
    return f"{text(f'months.{day.month}', language)} {day.year}"


def quarter(value: Quarter, language: Language = ENGLISH) -> str:
    """A quarter in words: Quarter 3, 2026 (July to September)."""
    first, last = (text(f"months.{value.number * 3 - back}", language) for back in (2, 0))
    return text("numbers.quarter", language, number=value.number, year=value.year, first=first, last=last)


def _flatten(tree: Mapping[Any, Any], name: str, above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        path = f"{above}{key}"
        if isinstance(value, Mapping):
            yield from _flatten(value, name, f"{path}.")
        elif isinstance(value, str):
            yield path, value
        else:
            raise BadWords(f"words/{name}: {path} is not a sentence")
