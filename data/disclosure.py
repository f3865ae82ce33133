"""What is done to figures of people before they are released: content, read and checked when Lima starts.

`disclosure.yaml` says which units count people, in steps of how many they are released, and what is released for the
country alone. A ministry's own file replaces the shipped one; `disclosure.schema.json` says what it may hold.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from jsonschema import Draft202012Validator

from data.documents import Problem, read_document
from data.errors import BadDisclosure
from data.settings import SHIPPED, content_file

FILE = "disclosure.yaml"


@dataclass(frozen=True)
class Disclosure:
    """What is done to figures of people before they are released.

    Attributes:
        base: they are released in steps of so many, where a country's pack does not say otherwise.
        denominator: ratios are released only of a shown number of at least so many.
        units: the units that count people, and how many of the unit one person makes.
        country_only: measures that are released for the country alone.
    """

    base: int
    denominator: int
    units: Mapping[str, int]
    country_only: frozenset[str] = frozenset()


@functools.lru_cache(maxsize=8)
def load_disclosure(content: Path | None = None) -> Disclosure:
    """What is done to figures of people, as shipped or as a ministry's own file says.

    Raises:
        BadDisclosure: naming file and key of every problem, a line each.
    """
    disclosure, problems = examine_disclosure(content)
    if disclosure is None:
        raise BadDisclosure("\n".join(map(str, problems)))
    return disclosure


def examine_disclosure(content: Path | None = None) -> tuple[Disclosure | None, tuple[Problem, ...]]:
    """Read the file: what it says and no problem, or nothing and all problems."""
    document = read_document(content_file(FILE, content), _validator())
    if document.problems:
        return None, tuple(replace(problem, file=FILE) for problem in document.problems)
    says = document.says
    return Disclosure(
        base=says["base"],
        denominator=says["denominator"],
        units=says["units"],
        country_only=frozenset(says.get("country_only", ())),
    ), ()


def disclosure_problems(
    disclosure: Disclosure, *, units: Collection[str], measures: Collection[str]
) -> Iterator[Problem]:
    """Units and measures that no indicator has. Somebody who knows the catalogue must ask.

    Args:
        disclosure: what the file says.
        units: every unit of the catalogue.
        measures: every measure of the catalogue.
    """
    for unit in sorted(set(disclosure.units) - set(units)):
        yield Problem(FILE, f"units.{unit}", "no indicator is counted in it")
    for measure in sorted(disclosure.country_only - set(measures)):
        yield Problem(FILE, "country_only", f"no measure has the code {measure}")


@functools.cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((SHIPPED / "disclosure.schema.json").read_text("utf-8")))
