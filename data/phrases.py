"""What a country says instead of Lima's own words for things, such as municipality where Lima says district.

`countries/<iso3>/words/<language>.yaml` holds it under `instead`, a phrase and what stands for it on each line. It is
laid over every sentence, and over the names that the catalogue gives, so that no sentence is written twice.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from data.errors import BadWords
from data.model import Language
from data.settings import Overlay, content_file

INSTEAD = "instead"


def country_words(language: Language, content: Overlay | None) -> Mapping[str, Any]:
    """What the words file of the overlay's country holds; nothing where there is none.

    Raises:
        BadWords: naming the file, when it is broken.
    """
    if content is None or not content.country:
        return {}
    path = content_file(f"countries/{content.country.lower()}/words/{language}.yaml", content)
    if not path.is_file():
        return {}
    try:
        said = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader) or {}
    except yaml.YAMLError as error:
        raise BadWords(f"{content.country.lower()}/words/{path.name}: {error}") from error
    phrases = said.get(INSTEAD, {}) if isinstance(said, Mapping) else None
    if not isinstance(phrases, Mapping) or not all(isinstance(each, str) for both in phrases.items() for each in both):
        raise BadWords(f"{content.country.lower()}/words/{path.name}: {INSTEAD} is no list of phrases")
    return said


def said_here(text: str, language: Language, content: Overlay | None) -> str:
    """A text as the country says it. Gaps stay, and a phrase that begins a sentence is still written with a capital."""
    change = _changes(language, content)
    return change(text) if change else text


def labels_here(says: Any, content: Overlay | None) -> Any:
    """What a content file says, its texts in each language as the country says them; lists to choose from as they are.

    The choices of a workbook that was downloaded earlier have to be known when it comes back.
    """
    if isinstance(says, list):
        return [labels_here(each, content) for each in says]
    if not isinstance(says, Mapping):
        return says
    if "en" in says and isinstance(says["en"], str):
        return {language: said_here(text, language, content) for language, text in says.items()}
    return {key: value if key == "rows" else labels_here(value, content) for key, value in says.items()}


@functools.lru_cache(maxsize=16)
def _changes(language: Language, content: Overlay | None) -> Callable[[str], str] | None:
    phrases = country_words(language, content).get(INSTEAD, {})
    if not phrases:
        return None
    both = {**phrases, **{_capital(one): _capital(other) for one, other in phrases.items()}}
    longest_first = "|".join(re.escape(each) for each in sorted(both, key=len, reverse=True))
    found = re.compile(rf"(?<![\w{{])(?:{longest_first})(?!\w)")
    return lambda text: found.sub(lambda match: both[match[0]], text)


def _capital(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]
