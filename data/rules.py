"""The published rules of consistency: which numbers a rule compares, and which check follows it, is content.

One rule is one file `rules/<name>.yaml`, named after the check that reads it. A ministry's own file replaces the
shipped one of its name. `rules.schema.json` says what such a file may hold. `rulebook.yaml` lists the published rules
by number, those too that compare nothing.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import yaml
from jsonschema import Draft202012Validator

from data.documents import Document, Problem, read_document
from data.model import Part
from data.settings import SHIPPED, Overlay, content_files

OF_PLACE = ("villages", "centres")
"""Numbers that are known of the district itself: its villages, its centres."""

WRITTEN = re.compile(r"(?P<measure>[^|.]+)(\|(?P<dimension>[^|]+)\|(?P<item>.+?))?(?P<when>\.before|\.so_far)?")


@dataclass(frozen=True)
class Term:
    """One number in a comparison.

    Attributes:
        measure: `PRT-04`, or one of the names in `OF_PLACE`.
        dimension, item: where one part of the number is meant: `verdict`, `guilty`.
        when: `.before` for the quarter before, `.so_far` for the sum of every quarter up to this one, else empty.
    """

    measure: str
    dimension: str = ""
    item: str = ""
    when: str = ""

    @classmethod
    def parse(cls, text: str) -> Term:
        """Read `PRT-04`, `PRO-06|verdict|guilty`, `PRO-10.before`, `PRT-10.so_far`, `villages`."""
        found = WRITTEN.fullmatch(text)
        if not found:
            raise ValueError(f"{text!r} is no number of a rule")
        return cls(found["measure"], found["dimension"] or "", found["item"] or "", found["when"] or "")

    @property
    def tag(self) -> str:
        """The tag of its cell in the form."""
        return f"{self.measure}|{self.dimension}|{self.item}" if self.dimension else self.measure


@dataclass(frozen=True)
class Comparison:
    """`these` together are at most the numbers of `at_most` together; or, where `equal`, exactly as many.

    Where all the numbers of `unless` are known it is left out, because a closer rule looks at them.
    """

    these: tuple[Term, ...]
    at_most: tuple[Term, ...]
    equal: bool = False
    unless: tuple[Term, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every number of it."""
        return (*self.these, *self.at_most, *self.unless)


@dataclass(frozen=True)
class Balance:
    """Two numbers whose sums over the whole country should differ by no more than a share of the larger.

    Attributes:
        one, other: the two measures.
        within: the share.
        least: a smaller difference is never told, however large a share it is.
    """

    one: str
    other: str
    within: float
    least: float = 0


@dataclass(frozen=True)
class AgainstNational:
    """The sum of a number over the country should be about what a national body publishes.

    Attributes:
        sum: the number of the returns.
        figure: what `countries/<iso3>/national.yaml` calls the published one.
        within: the share of the larger by which they may differ.
    """

    sum: Term
    figure: str
    within: float


@dataclass(frozen=True)
class Rule:
    """What one check compares.

    Attributes:
        name: of its file, and of its check.
        numbers: of the published rules (`C-08`).
        comparisons: the inequalities that must hold.
        needs: pairs of numbers: where the first is above zero, the second is too.
        pairs: what is told together or not at all.
        measures: the numbers that the rule looks at one by one.
        balances: pairs of numbers whose sums over the whole country should be about the same, and by which share of the
            larger they may differ.
        national: numbers whose sums over the whole country are held against a published figure.
        sure_from: from how many reported quarters on a sum over the quarters is taken for whole. Before that, what a
            rule would stop it only asks about: older numbers may lie before the first return.
        beta_until: the last day on which its findings are only notes.
    """

    name: str
    numbers: tuple[str, ...]
    comparisons: tuple[Comparison, ...] = ()
    needs: tuple[tuple[Term, Term], ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    measures: tuple[str, ...] = ()
    balances: tuple[Balance, ...] = ()
    national: tuple[AgainstNational, ...] = ()
    sure_from: int = 0
    beta_until: dt.date | None = None

    def in_beta(self, day: dt.date) -> bool:
        """Whether the rule is still being tried on a day."""
        return self.beta_until is not None and day <= self.beta_until


class Gravity(StrEnum):
    """How grave a published rule is: what breaks it is wrong, odd, or good to know."""

    ERROR = "error"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True)
class Published:
    """One published rule.

    Attributes:
        number: `C-08`.
        severity: as published; a country's own definitions may make a check milder.
        checks: the checks of a return that follow it.
        elsewhere: where it does not speak of one return: rules of the whole country, labels of figures.
    """

    number: str
    severity: Gravity
    checks: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


def rule_files(content: Overlay | None) -> tuple[Document, ...]:
    """Every rule's file, held against the schema."""
    validator = Draft202012Validator(json.loads((SHIPPED / "rules.schema.json").read_text("utf-8")))
    return tuple(read_document(path, validator) for path in content_files("rules", ".yaml", content))


def rule_problems(file: Document, parts: Mapping[str, Part]) -> Iterator[Problem]:
    """Numbers of a rule that the catalogue does not know.

    Args:
        file: the rule's file.
        parts: every part of the catalogue by its measure.
    """
    rule = rule_of(file)
    terms = [term for each in rule.comparisons for term in each.terms]
    terms += [term for pair in rule.needs for term in pair]
    terms += [Term(measure) for measure in (*rule.measures, *(each for pair in rule.pairs for each in pair))]
    terms += [Term(measure) for each in rule.balances for measure in (each.one, each.other)]
    terms += [each.sum for each in rule.national]
    for term in terms:
        if term.measure not in parts and term.measure not in OF_PLACE:
            yield Problem(file.file, "", f"no number of the catalogue is called {term.measure}")
        elif term.dimension and not _has_part(parts[term.measure], term):
            yield Problem(file.file, "", f"{term.measure} has no part {term.dimension}|{term.item}")


def rule_of(file: Document) -> Rule:
    """The rule that a file without problems holds."""
    says = file.says
    return Rule(
        name=file.id,
        numbers=tuple(says["numbers"]),
        comparisons=tuple(
            Comparison(
                these=tuple(map(Term.parse, each["these"])),
                at_most=tuple(map(Term.parse, each.get("at_most") or each["equal"])),
                equal="equal" in each,
                unless=tuple(map(Term.parse, each.get("unless", ()))),
            )
            for each in says.get("comparisons", ())
        ),
        needs=tuple((Term.parse(one), Term.parse(other)) for one, other in says.get("needs", ())),
        pairs=tuple((one, other) for one, other in says.get("pairs", ())),
        measures=tuple(says.get("measures", ())),
        balances=tuple(
            Balance(each["one"], each["other"], each["within"], each.get("least", 0))
            for each in says.get("balances", ())
        ),
        national=tuple(
            AgainstNational(Term.parse(each["sum"]), each["figure"], each["within"])
            for each in says.get("national", ())
        ),
        sure_from=says.get("sure_from", 0),
        beta_until=dt.date.fromisoformat(says["beta_until"]) if "beta_until" in says else None,
    )


@functools.cache
def rulebook() -> Mapping[str, Published]:
    """Every published rule by its number."""
    says = yaml.load((SHIPPED / "rulebook.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {
        number: Published(
            number, Gravity(rule["severity"]), tuple(rule.get("checks", ())), tuple(rule.get("elsewhere", ()))
        )
        for number, rule in says.items()
    }


@functools.cache
def numbers_by_rule() -> Mapping[str, tuple[str, ...]]:
    """For each check, and each rule acting elsewhere, the numbers of the published rules that it follows."""
    found: dict[str, list[str]] = {}
    for rule in rulebook().values():
        for name in (*rule.checks, *rule.elsewhere):
            found.setdefault(name, []).append(rule.number)
    return {name: tuple(numbers) for name, numbers in found.items()}


def _has_part(part: Part, term: Term) -> bool:
    dimension = next((each for each in part.dimensions if each.key == term.dimension), None)
    keys = [".".join(item.key for item in items) for items in dimension.cells()] if dimension else []
    return term.item in keys
