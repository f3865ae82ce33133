"""A country's pack: `countries/<iso3>/` with what it is called, its places and their descent, checked when Lima starts.

`country.yaml` is held against `country.schema.json`. What a schema cannot say, and the two tables `places.csv` and
`lineage.csv`, are checked here. Nothing in code knows a country or a place by its code.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from jsonschema import Draft202012Validator

from data.disclosure import examine_disclosure
from data.documents import Problem, read_document
from data.errors import BadCountry, UnknownPlace
from data.model import Break, Clock, Country, Level, Lineage, Pillar, Place
from data.national import examine_national
from data.places import read_lineage, read_places
from data.reference import examine_reference
from data.settings import SHIPPED, Overlay, content_file

_MONTHS = ("critical_months", "at_risk_months", "watch_months")
"""The thresholds of a centre that have to rise."""


@functools.lru_cache(maxsize=8)
def load_country(iso3: str, content: Overlay | None = None) -> Country:
    """The pack of a country, a ministry's own files taking the place of shipped ones of their name.

    Args:
        iso3: the ISO 3166 alpha-3 code, in any case.
        content: the folder of the ministry's files, or None.

    Raises:
        BadCountry: naming file and key or line of every problem, a line each.
    """
    country, problems = examine_country(iso3, content)
    if country is None:
        raise BadCountry("\n".join(map(str, problems)))
    return country


def examine_country(iso3: str, content: Overlay | None = None) -> tuple[Country | None, tuple[Problem, ...]]:
    """Read a country's files: the country and no problem, or no country and all problems."""
    folder = f"countries/{iso3.lower()}"
    path = content_file(f"{folder}/country.yaml", content)
    if not path.is_file():
        return None, (Problem(f"{folder}/country.yaml", "", "is missing"),)
    document = read_document(path, _validator())
    says = document.says
    problems = [replace(problem, file=f"countries/{problem.file}") for problem in document.problems]
    if not problems:
        problems += [Problem(f"{folder}/country.yaml", *problem) for problem in _contradictions(says)]
    if problems:
        return None, tuple(problems)
    places, wrong_places = read_places(
        content_file(f"{folder}/places.csv", content), f"{folder}/places.csv", systems=says["code_systems"]
    )
    lineage, wrong_lineage = read_lineage(
        content_file(f"{folder}/lineage.csv", content), f"{folder}/lineage.csv", places=places
    )
    _, wrong_figures = examine_national(iso3, content)
    _, wrong_totals = examine_reference(iso3, content)
    wrong_levels = tuple(_levels_without_word(says, places, f"{folder}/country.yaml"))
    disclosure, wrong_disclosure = examine_disclosure(content)
    problems = [*wrong_places, *wrong_lineage, *wrong_figures, *wrong_totals, *wrong_levels, *wrong_disclosure]
    if problems or disclosure is None:
        return None, tuple(problems)
    return _country(iso3.upper(), says, places=places, lineage=lineage, base=disclosure.base), ()


def country_codes(content: Overlay | None = None) -> tuple[str, ...]:
    """The ISO 3166 alpha-3 codes of all countries that have a pack."""
    roots = [root for root in (content.folder if content else None, SHIPPED) if root]
    return tuple(sorted({file.parent.name.upper() for root in roots for file in root.glob("countries/*/country.yaml")}))


def place(country: Country, code: str) -> Place:
    """The place of a code.

    Raises:
        UnknownPlace: if no place of the country has it.
    """
    if code not in country.places:
        raise UnknownPlace(code=code)
    return country.places[code]


@functools.cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((SHIPPED / "country.schema.json").read_text("utf-8")))


def _contradictions(says: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if says["code_system"] not in says["code_systems"]:
        yield "code_system", f"{says['code_system']!r} is not one of {', '.join(says['code_systems'])}"
    if missing := sorted(set(says.get("review", ())) - set(says["levels"])):
        yield "review", f"{missing[0]!r} is no level of the country"
    limits = [says.get("centre_thresholds", {}).get(name) for name in _MONTHS]
    if any(limit is None for limit in limits) and any(limit is not None for limit in limits):
        yield "centre_thresholds", f"say all of {', '.join(_MONTHS)}, or none"
    elif None not in limits and not limits[0] < limits[1] < limits[2]:
        yield "centre_thresholds", f"{', '.join(_MONTHS)} have to rise"


def _levels_without_word(says: Mapping[str, Any], places: Mapping[str, Place], file: str) -> Iterator[Problem]:
    for level in sorted({each.level for each in places.values()} - set(says["levels"])):
        yield Problem(file, f"levels.{level}", "is missing; there are places of this level")


def _country(
    iso3: str, says: Mapping[str, Any], *, places: Mapping[str, Place], lineage: tuple[Lineage, ...], base: int
) -> Country:
    return Country(
        iso3=iso3,
        names=says["names"],
        levels={Level(level): words for level, words in says["levels"].items()},
        code_systems=says["code_systems"],
        code_system=says["code_system"],
        currency=says["currency"],
        languages=tuple(says["languages"]),
        fiscal_year_start=says["fiscal_year_start"],
        due_days=says["due_days"],
        core=tuple(says["core"]),
        places=places,
        lineage=lineage,
        outline_source=says["outline_source"],
        laws=says.get("laws", {}),
        name_prefixes=tuple(says.get("name_prefixes", ())),
        not_places=tuple(says.get("not_places", ())),
        headline=tuple(says.get("headline", ())),
        review=tuple(Level(level) for level in says.get("review", (Level.COUNTRY,))),
        iso2=says.get("iso2", ""),
        release_base=says.get("release_base", base),
        centre_thresholds=says.get("centre_thresholds", {}),
        population_source=says.get("population_source", {}),
        breaks=tuple(sorted(map(_break, says.get("breaks", ())), key=lambda each: each.day)),
        clock=_clock(says["clock"]) if "clock" in says else None,
    )


def _clock(says: Mapping[str, Any]) -> Clock:
    return Clock(says["name"], dt.timedelta(hours=says["hours"]))


def _break(says: Mapping[str, Any]) -> Break:
    return Break(
        day=dt.date.fromisoformat(says["day"]),
        names=says["names"],
        source=says["source"],
        pillars=tuple(Pillar(pillar) for pillar in says.get("pillars", ())),
    )
