"""What is done to figures of people before they are released: content, read and checked when Lima starts.

`disclosure.yaml` says which units count people, in steps of how many they are released, what is released of larger
places alone, and which centres are confidential. A ministry's own file replaces the shipped one;
`disclosure.schema.json` says what it may hold.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jsonschema import Draft202012Validator

from data.documents import Problem, read_document
from data.errors import BadDisclosure
from data.model import Part
from data.settings import SHIPPED, Overlay, content_file

FILE = "disclosure.yaml"


@dataclass(frozen=True)
class Disclosure:
    """What is done to figures of people before they are released.

    Attributes:
        base: they are released in steps of so many, where a country's pack does not say otherwise.
        denominator: ratios are released only of a shown number of at least so many.
        units: the units that count people, and how many of the unit one person makes.
        country_only: measures that are released for the country alone.
        confidential: kinds of centres of which neither name nor district is released.
        province_only: measures that are released for provinces and the country alone.
    """

    base: int
    denominator: int
    units: Mapping[str, int]
    country_only: frozenset[str] = frozenset()
    confidential: frozenset[str] = frozenset()
    province_only: frozenset[str] = frozenset()


@functools.lru_cache(maxsize=8)
def load_disclosure(content: Overlay | None = None) -> Disclosure:
    """What is done to figures of people, as shipped or as a ministry's own file says.

    Raises:
        BadDisclosure: naming file and key of every problem, a line each.
    """
    disclosure, problems = examine_disclosure(content)
    if disclosure is None:
        raise BadDisclosure("\n".join(map(str, problems)))
    return disclosure


def examine_disclosure(content: Overlay | None = None) -> tuple[Disclosure | None, tuple[Problem, ...]]:
    """Read the file: what it says and no problem, or nothing and all problems."""
    document = read_document(content_file(FILE, content), _validator())
    if document.problems:
        return None, tuple(replace(problem, file=FILE) for problem in document.problems)
    says = {**_confidential_as_shipped(), **document.says}
    return Disclosure(
        base=says["base"],
        denominator=says["denominator"],
        units=says["units"],
        country_only=frozenset(says.get("country_only", ())),
        confidential=frozenset(says["confidential"]),
        province_only=frozenset(says["province_only"]),
    ), ()


def disclosure_problems(disclosure: Disclosure, parts: Mapping[str, Part]) -> Iterator[Problem]:
    """What does not fit the catalogue. Somebody who knows it must ask.

    A district's sum over its centres or their payments would tell in which district a confidential centre is.

    Args:
        disclosure: what the file says.
        parts: the catalogue's parts by their measure.
    """
    for unit in sorted(set(disclosure.units) - {part.unit for part in parts.values()}):
        yield Problem(FILE, f"units.{unit}", "no indicator is counted in it")
    for key, measures in (("country_only", disclosure.country_only), ("province_only", disclosure.province_only)):
        for measure in sorted(measures - set(parts)):
            yield Problem(FILE, key, f"no measure has the code {measure}")
    above = disclosure.country_only | disclosure.province_only
    for measure, part in parts.items() if disclosure.confidential else ():
        if part.source != "typed" and measure not in above:
            yield Problem(FILE, "province_only", f"{measure} is missing; it would tell where confidential centres are")
    for measure, part in parts.items():
        if {part.numerator, part.denominator} & disclosure.province_only:
            yield Problem(FILE, "province_only", f"the share {measure} is made of one of these, and told of districts")


@functools.cache
def _confidential_as_shipped() -> Mapping[str, Any]:
    """What holds where a ministry's own file says nothing of it: a file from before must not give shelters away."""
    says = read_document(SHIPPED / FILE, _validator()).says
    return {key: says[key] for key in ("confidential", "province_only")}


@functools.cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((SHIPPED / "disclosure.schema.json").read_text("utf-8")))
