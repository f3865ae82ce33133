"""A ministry's own content files, checked before they are put to use: `python manage.py content check DIR`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from data.briefing import examine_sentences
from data.catalogue import Catalogue, examine_catalogue
from data.chains import chain_problems, examine_chains
from data.countries import country_codes, examine_country
from data.disclosure import disclosure_problems, examine_disclosure
from data.documents import Problem
from data.errors import BadWords
from data.model import Country
from data.plans.checking import plan_problems
from data.reference import unknown_measure
from data.settings import Overlay
from data.words import ENGLISH, gaps, languages, words

READ = re.compile(
    r"(?:indicators|dimensions|rules)/[^/]+\.yaml|words/[a-z]{2,3}\.yaml|countries/[a-z]{3}/.+|instruments/[^/]+\.yaml|briefing/sentences\.yaml|"
    r"(?:disclosure|chains)\.yaml"
)
"""Where content files may lie. Anything else would never be read, and so is most likely misnamed."""

UNITS = "units."
"""Keys of the words files below which a ministry may add its own: the labels of units that its indicators count in."""


def check_content(folder: Path) -> tuple[Problem, ...]:
    """Everything that is wrong in a ministry's own files, laid over the shipped ones; nothing when all is well."""
    laid = Overlay(folder)
    catalogue, in_catalogue = examine_catalogue(laid)
    in_words = [each for path in sorted((folder / "words").glob("*.yaml")) for each in _words_problems(path, laid)]
    labels = _units_without_label(catalogue, laid) if catalogue and not in_words else ()
    released = (*_release_problems(laid, catalogue), *_chain_problems(laid, catalogue))
    found = (*_never_read(folder), *in_catalogue, *in_words, *labels, *released, *_country_problems(folder, catalogue))
    found = (*found, *_plan_problems(laid, catalogue), *_briefing_problems(laid, catalogue))
    return tuple(dict.fromkeys(found))  # every country pack says again what is wrong of all of them


def core_problems(country: Country, catalogue: Catalogue) -> Iterator[Problem]:
    """The core indicators and headline measures of a country that the catalogue does not know.

    A pack and the catalogue know nothing of each other, so somebody who knows both must ask.
    """
    file = f"countries/{country.iso3.lower()}/country.yaml"
    for code in country.core:
        if code not in catalogue.indicators:
            yield Problem(file, "core", f"no indicator has the code {code}")
    known = {part.measure for indicator in catalogue.indicators.values() for part in indicator.parts}
    for measure in country.headline:
        if measure not in known:
            yield Problem(file, "headline", f"no measure has the code {measure}")


def content_files_in(folder: Path) -> Iterator[Path]:
    """Every file of the folder, relative to it; hidden files and read-me files are nobody's content."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in inside.parts) and inside.stem != "README":
            yield inside


def _never_read(folder: Path) -> Iterator[Problem]:
    for path in content_files_in(folder):
        if not READ.fullmatch(path.as_posix()):
            yield Problem(
                path.as_posix(),
                "",
                "is never read; Lima reads indicators/, dimensions/, rules/, words/, countries/, instruments/",
            )


def _words_problems(path: Path, laid: Overlay) -> Iterator[Problem]:
    """Sentences that Lima would never show, or whose gaps it could not fill."""
    file = f"words/{path.name}"
    try:
        sentences = words(path.stem, laid)
    except BadWords as error:
        yield Problem("", "", str(error))
        return
    english = words(ENGLISH)
    for key, sentence in sentences.items():
        if key not in english and not key.startswith(UNITS):
            yield Problem(file, key, "no sentence of Lima has this key")
            continue
        try:
            strangers = gaps(sentence) - gaps(english.get(key, ""))
        except ValueError as error:
            yield Problem(file, key, str(error))
            continue
        for gap in sorted(strangers):
            yield Problem(file, key, f"{{{gap}}} is no gap of this sentence")


def _units_without_label(catalogue: Catalogue, laid: Overlay) -> Iterator[Problem]:
    units = {part.unit: code for code, each in catalogue.indicators.items() for part in each.parts}
    labels = words(ENGLISH, laid)
    for unit, code in sorted(units.items()):
        if UNITS + unit not in labels:
            yield Problem("words/en.yaml", UNITS + unit, f"is missing; {code} is counted in it")


def _release_problems(laid: Overlay, catalogue: Catalogue | None) -> Iterator[Problem]:
    disclosure, problems = examine_disclosure(laid)
    yield from problems
    if disclosure and catalogue:
        parts = {part.measure: part for each in catalogue.indicators.values() for part in each.parts}
        yield from disclosure_problems(disclosure, parts)


def _chain_problems(laid: Overlay, catalogue: Catalogue | None) -> Iterator[Problem]:
    chains, problems = examine_chains(laid)
    yield from problems
    if chains and catalogue:
        yield from chain_problems(chains, catalogue.units)


def _country_problems(folder: Path, catalogue: Catalogue | None) -> Iterator[Problem]:
    for pack in sorted((folder / "countries").glob("[a-z][a-z][a-z]")):
        laid = Overlay(folder, pack.name)
        country, problems = examine_country(pack.name, laid)
        yield from problems
        yield from _country_words_problems(laid)
        if country and catalogue:
            yield from core_problems(country, catalogue)


def _country_words_problems(laid: Overlay) -> Iterator[Problem]:
    """What is wrong with what a country says otherwise, in each language."""
    for language in languages():
        try:
            said = words(language, laid)
        except BadWords as error:
            yield Problem("", "", str(error))
            continue
        file = f"countries/{laid.country}/words/{language}.yaml"
        for key in sorted(said.keys() - words(ENGLISH).keys()):
            if not key.startswith(UNITS):
                yield Problem(file, key, "no sentence of Lima has this key")


def _plan_problems(laid: Overlay, catalogue: Catalogue | None) -> Iterator[Problem]:
    if catalogue is None:
        return
    measures = {part.measure for each in catalogue.indicators.values() for part in each.parts}
    for iso3 in country_codes(laid):
        yield from plan_problems(iso3, laid, measures=measures, indicators=catalogue.indicators)


def _briefing_problems(laid: Overlay, catalogue: Catalogue | None) -> Iterator[Problem]:
    """What is wrong with the sentences of the two pages to take along, and with the totals that stand on them."""
    if catalogue is None:
        return
    measures = {part.measure for each in catalogue.indicators.values() for part in each.parts}
    yield from examine_sentences(laid, measures=measures)[1]
    for iso3 in country_codes(laid):
        yield from unknown_measure(iso3, laid, measures)
