"""Which measures the pages Assistance and Justice lay side by side, and as what: content, checked when Lima starts.

`chains.yaml` says it; a ministry's own file replaces the shipped one; `chains.schema.json` says what it may hold.
What is laid against each other must be counted in one unit, which somebody who knows the catalogue must ask.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from jsonschema import Draft202012Validator

from data.documents import Problem, read_document
from data.errors import BadIndicator
from data.settings import SHIPPED, Overlay, content_file

FILE = "chains.yaml"


@dataclass(frozen=True)
class Assistance:
    """The chain of assistance, each by the code of its measure.

    Attributes:
        open_cases: a stock; with those identified since, its last value are those who could be assisted.
        services: the measures of each service, by its key, in their order.
        of_assisted: services that count the very people who were assisted.
        people: measures whose breakdowns are laid out, the usual one first.
    """

    identified: str
    assisted: str
    open_cases: str
    closed: str
    services: Mapping[str, tuple[str, ...]]
    of_assisted: tuple[str, ...]
    people: tuple[str, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure of it, once."""
        single = (self.identified, self.assisted, self.open_cases, self.closed)
        many = [measure for measures in self.services.values() for measure in measures]
        return tuple(dict.fromkeys((*single, *many, *self.of_assisted, *self.people)))


@dataclass(frozen=True)
class Ratio:
    """What is laid against what happened some quarters earlier."""

    of: str
    by: str


@dataclass(frozen=True)
class Justice:
    """The chains of justice, each by the code of its measure.

    Attributes:
        cases, persons: two chains that are never mixed.
        pending: a stock: the defendants who wait for a judgment at the end of the quarter.
        awarded, ordered, paid: restitution: to how many, how much, and how much of it reached them.
        protection: what stands beside every number of convictions.
        lag: how many quarters earlier, unless another lag is chosen.
    """

    cases: tuple[str, ...]
    persons: tuple[str, ...]
    charged: str
    convicted: str
    convicted_otherwise: str
    acquitted: str
    pending: str
    awarded: str
    ordered: str
    paid: str
    protection: tuple[str, ...]
    lag: int
    ratios: tuple[Ratio, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure of it, once."""
        single = (self.charged, self.convicted, self.convicted_otherwise, self.acquitted, self.pending)
        pairs = [measure for ratio in self.ratios for measure in (ratio.of, ratio.by)]
        many = (*self.cases, *self.persons, *single, self.awarded, self.ordered, self.paid, *self.protection, *pairs)
        return tuple(dict.fromkeys(many))


@dataclass(frozen=True)
class Chains:
    """What the file says."""

    assistance: Assistance
    justice: Justice


@functools.lru_cache(maxsize=8)
def load_chains(content: Overlay | None = None) -> Chains:
    """What is laid side by side, as shipped or as a ministry's own file says.

    Raises:
        BadIndicator: naming file and key of every problem, a line each.
    """
    chains, problems = examine_chains(content)
    if chains is None:
        raise BadIndicator("\n".join(map(str, problems)))
    return chains


def examine_chains(content: Overlay | None = None) -> tuple[Chains | None, tuple[Problem, ...]]:
    """Read the file: what it says and no problem, or nothing and all problems."""
    document = read_document(content_file(FILE, content), _validator())
    if document.problems:
        return None, tuple(replace(problem, file=FILE) for problem in document.problems)
    assistance, justice = document.says["assistance"], document.says["justice"]
    services = {key: tuple(measures) for key, measures in assistance["services"].items()}
    ratios = tuple(Ratio(**each) for each in justice["ratios"])
    told = {**justice, **justice["restitution"], "ratios": ratios}
    return Chains(
        Assistance(**_tuples({**assistance, "services": services})),
        Justice(**_tuples({key: value for key, value in told.items() if key in _OF_JUSTICE})),
    ), ()


def chain_problems(chains: Chains, units: Mapping[str, str]) -> Iterator[Problem]:
    """Measures that there are not, and what is laid against each other though it is not of one unit.

    Args:
        chains: what the file says.
        units: the unit of every measure of the catalogue, by its code.
    """
    assistance, justice = chains.assistance, chains.justice
    unknown = [each for each in (*assistance.measures, *justice.measures) if each not in units]
    yield from (Problem(FILE, each, "no measure has this code") for each in dict.fromkeys(unknown))
    if unknown:
        return
    people = (assistance.identified, assistance.assisted, assistance.open_cases, *assistance.of_assisted)
    defendants = (*justice.persons, justice.convicted_otherwise, justice.acquitted, justice.pending)
    for key, measures in (("assistance", people), ("justice", defendants)):
        yield from _mixed(key, measures, units)
    for ratio in justice.ratios:
        yield from _mixed("justice.ratios", (ratio.by, ratio.of), units)


def check_chains(content: Overlay | None, units: Mapping[str, str]) -> None:
    """Refuse to start with chains that name what there is not.

    Raises:
        BadIndicator: naming file and key of every problem, a line each.
    """
    if problems := tuple(chain_problems(load_chains(content), units)):
        raise BadIndicator("\n".join(map(str, problems)))


_OF_JUSTICE = frozenset(each.name for each in fields(Justice))


def _tuples(says: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in says.items()}


def _mixed(key: str, measures: tuple[str, ...], units: Mapping[str, str]) -> Iterator[Problem]:
    first = measures[0]
    for measure in measures:
        if units[measure] != units[first]:
            yield Problem(FILE, key, f"{measure} is counted in {units[measure]}, {first} in {units[first]}")


@functools.cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((SHIPPED / "chains.schema.json").read_text("utf-8")))
