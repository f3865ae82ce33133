"""Laws and conventions with the indicators that speak to their articles, and the articles to which none does.

`instruments/*.yaml` bind every country, `countries/<iso3>/instruments/*.yaml` are a country's own law.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from jsonschema import Draft202012Validator

from data.documents import Document, Problem, read_document
from data.errors import BadCountry
from data.plans.vocabulary import Article, Instrument
from data.settings import SHIPPED, Overlay, content_files

FOLDER = "instruments"


@functools.lru_cache(maxsize=8)
def load_instruments(iso3: str, content: Overlay | None = None) -> tuple[Instrument, ...]:
    """What binds every country, then the country's own law, each in the order of file names.

    Raises:
        BadCountry: naming file and key of every problem, a line each.
    """
    instruments, problems = examine_instruments(iso3, content)
    if problems:
        raise BadCountry("\n".join(map(str, problems)))
    return instruments


def examine_instruments(
    iso3: str, content: Overlay | None = None
) -> tuple[tuple[Instrument, ...], tuple[Problem, ...]]:
    """Read the instruments of a country: they and no problem, or none and all problems."""
    documents = [
        (read_document(path, _validator()), f"{folder}/{path.name}")
        for folder in (FOLDER, f"countries/{iso3.lower()}/{FOLDER}")
        for path in content_files(folder, ".yaml", content)
    ]
    problems = [replace(problem, file=file) for document, file in documents for problem in document.problems]
    if problems:
        return (), tuple(problems)
    return tuple(_instrument(document, iso3) for document, _ in documents), ()


def unknown_indicators(instruments: Iterable[Instrument], indicators: Iterable[str]) -> Iterator[Problem]:
    """The indicators that instruments name and the catalogue does not know."""
    codes = frozenset(indicators)
    for instrument in instruments:
        for article in instrument.articles:
            for code in (code for code in article.indicators if code not in codes):
                yield Problem(f"{FOLDER}/{instrument.key}.yaml", article.number, f"no indicator has the code {code}")


def _instrument(document: Document, iso3: str) -> Instrument:
    says = document.says
    articles = tuple(
        Article(
            each.get("number", ""),
            each["subject"],
            tuple(each.get("indicators", ())),
            each.get("to_be_checked", False) or not each.get("number"),
        )
        for each in says["articles"]
    )
    note, here = says.get("note", {}), says.get("notes_in", {}).get(iso3.lower(), {})
    told = {language: " ".join(filter(None, (note.get(language), here.get(language)))) for language in note | here}
    return Instrument(document.id, says["names"], articles, told)


@functools.cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((SHIPPED / "instruments.schema.json").read_text("utf-8")))
