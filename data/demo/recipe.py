"""What the demo world is made of: the files in `data/shipped/demo`, read and held against their schema."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from data.documents import Document, read_document
from data.errors import BadDemo
from data.model import Country, Quarter, quarters_between
from data.settings import SHIPPED

FOLDER = SHIPPED / "demo"
WAYS = ("count", "share", "each", "balance", "adopted", "level", "annual", "to_date")
BEFORE = ".before"

Weights = Mapping[str, Mapping[str, float]]
"""For each dimension the weights of its items."""


@dataclass(frozen=True)
class Term:
    """One number of a sum: this quarter's or last quarter's, added or taken away."""

    name: str
    before: bool
    sign: int

    @classmethod
    def parse(cls, text: str) -> Term:
        """Read `PRT-14.before` or `-PRT-15`."""
        bare = text.removeprefix("-")
        return cls(bare.removesuffix(BEFORE), bare.endswith(BEFORE), -1 if text.startswith("-") else 1)


@dataclass(frozen=True)
class Way:
    """How one number comes about; `measures.yaml` explains each field.

    Attributes:
        kind: one of `WAYS`. Its figures are `amounts`, its terms `of` (those of a balance too).
        weights: of the items of some dimensions.
        made_of: for some dimensions the names of the numbers that their items are.
        first: which share of it is known at first, or None; what is known is at least each of `first_least`.
    """

    name: str
    kind: str
    amounts: tuple[float, ...] = ()
    of: tuple[Term, ...] = ()
    start: float = 0
    grows_with: tuple[str, ...] = ()
    chance: float = 1
    spread: float = 0
    raised: float = 0
    at_most: tuple[Term, ...] = ()
    at_least: tuple[Term, ...] = ()
    within: str | None = None
    along: str | None = None
    weights: Weights = field(default_factory=dict)
    made_of: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    answered: float | None = None
    not_applicable: float = 0
    first: float | None = None
    first_least: tuple[str, ...] = ()


@dataclass(frozen=True)
class Habit:
    """How reliably a district reports: the shares of quarters in which it is silent, late, or corrects itself."""

    share: float
    silent: float
    late: float
    revised: float


@dataclass(frozen=True)
class Surroundings:
    """What kind of place a district is, and what that means for its numbers."""

    share: float
    victims: float = 1
    weights: Weights = field(default_factory=dict)


@dataclass(frozen=True)
class Tale:
    """What a country's file tells of one place, or of all districts of a province."""

    kind: str | None = None
    victims: float = 1
    habit: str | None = None


@dataclass(frozen=True)
class Payment:
    """Payments to a centre; `plots.yaml` explains each field. Months are counted from the newest quarter's end."""

    source: str
    months: float
    due: int
    every: int = 0
    until_month: int | None = None
    pledged: int | None = None
    signed: int | None = None
    lapses: int | str | None = None
    paid: bool = True

    def dates(self) -> Iterator[int]:
        """Every month in which it is due."""
        yield from range(self.due, (self.due if self.until_month is None else self.until_month) + 1, self.every or 1)


@dataclass(frozen=True)
class Plot:
    """What happens to the money of a centre; `plots.yaml` explains each field."""

    cash: float
    payments: tuple[Payment, ...]
    varies: float = 0
    occupancy: float = 0.72
    income: float = 0
    closes: int | None = None
    suspended: int | None = None
    notice: int | None = None
    sheets_until: int | None = None
    cost_untold: int | None = None
    ledger: bool = False


@dataclass(frozen=True)
class CentreTale:
    """One recovery centre or shelter of the demo world."""

    place: str
    kind: str
    operator: str
    beds: int
    plot: str


@dataclass(frozen=True)
class Source:
    """Who pays in the demo world."""

    name: str
    kind: str


@dataclass(frozen=True)
class Money:
    """A US dollar in the country's currency, to what amounts are rounded, and what a bed costs a month in dollars."""

    per_usd: float = 1
    rounds_to: float = 1
    cost_of_bed: float = 400


@dataclass(frozen=True)
class CountryTale:
    """What the demo tells of one country. A country without a file has districts and numbers, but no tales."""

    office: str = "{place} (demo)"
    money: Money = field(default_factory=Money)
    scale: Mapping[str, float] = field(default_factory=dict)
    workbooks: str | None = None
    waiting: frozenset[str] = frozenset()
    places: Mapping[str, Tale] = field(default_factory=dict)
    silences: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    sent_back: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    centres: tuple[CentreTale, ...] = ()


@dataclass(frozen=True)
class Recipe:
    """Everything that the demo world of a country is made of; `world` holds the plain figures of `world.yaml`."""

    world: Mapping[str, Any]
    ways: Mapping[str, Way]
    kinds: Mapping[str, Surroundings]
    habits: Mapping[str, Habit]
    plots: Mapping[str, Plot]
    country: CountryTale

    @property
    def newest(self) -> Quarter:
        """The newest quarter."""
        return Quarter.parse(self.world["newest"])

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """Every quarter, oldest first."""
        return tuple(quarters_between(self.newest - (self.world["quarters"] - 1), self.newest))

    def workbook_places(self, country: Country) -> tuple[str, ...]:
        """The districts whose return of the newest quarter comes as a real workbook."""
        within = self.country.workbooks
        codes = country.within(within) if within and within in country.places else frozenset()
        expected = {place.code for place in country.districts(self.newest)}
        return tuple(sorted(codes & expected - self.country.waiting))


@functools.lru_cache(maxsize=4)
def load_recipe(iso3: str, folder: Path = FOLDER) -> Recipe:
    """What the demo world of a country is made of.

    Raises:
        BadDemo: naming file and key of every problem, a line each.
    """
    files = {name: _read(folder / f"{name}.yaml", name) for name in ("world", "measures", "plots")}
    path = folder / "countries" / f"{iso3.lower()}.yaml"
    if path.is_file():
        files["country"] = _read(path, "country")
    if problems := [str(problem) for file in files.values() for problem in file.problems]:
        raise BadDemo("\n".join(problems))
    world = dict(files["world"].says)
    return Recipe(
        world=world,
        ways={name: _way(name, says) for name, says in files["measures"].says.items()},
        kinds={name: Surroundings(**says) for name, says in world.pop("kinds").items()},
        habits={name: Habit(**says) for name, says in world.pop("habits").items()},
        plots={name: _plot(says) for name, says in files["plots"].says.items()},
        country=_country(files["country"].says) if "country" in files else CountryTale(),
    )


def _read(path: Path, kind: str) -> Document:
    return read_document(path, _validator(kind))


@functools.cache
def _validator(kind: str) -> Draft202012Validator:
    schema = json.loads((SHIPPED / "demo.schema.json").read_text("utf-8"))
    return Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": schema["$defs"]})


def _way(name: str, says: Mapping[str, Any]) -> Way:
    kind = next(way for way in WAYS if way in says)
    figures = says[kind]
    balance = kind == "balance"
    parts = says.get("parts", {})
    named = {key: items for key, items in parts.items() if all(isinstance(each, str) for each in items.values())}
    kept = (
        "start",
        "chance",
        "spread",
        "raised",
        "within",
        "along",
        "answered",
        "not_applicable",
        "first",
    )
    return Way(
        name=name,
        kind=kind,
        amounts=() if balance else tuple(figures) if isinstance(figures, list) else (figures,),
        of=_terms(figures if balance else says.get("of", ())),
        grows_with=tuple(says.get("with", ())),
        at_most=_terms(says.get("at_most", ())),
        at_least=_terms(says.get("at_least", ())),
        weights={key: items for key, items in parts.items() if key not in named},
        made_of=named,
        first_least=tuple(says.get("first_least", ())),
        **{key: says[key] for key in kept if key in says},
    )


def _terms(texts: list[str] | tuple[str, ...]) -> tuple[Term, ...]:
    return tuple(Term.parse(text) for text in texts)


def _plot(says: Mapping[str, Any]) -> Plot:
    return Plot(**{**says, "payments": tuple(Payment(**payment) for payment in says["payments"])})


def _country(says: Mapping[str, Any]) -> CountryTale:
    made: dict[str, Any] = {
        "money": Money(**says["money"]),
        "waiting": frozenset(says.get("waiting", ())),
        "places": {code: Tale(**tale) for code, tale in says.get("places", {}).items()},
        "silences": {code: (first, last) for code, (first, last) in says.get("silences", {}).items()},
        "sources": {key: Source(**source) for key, source in says.get("sources", {}).items()},
        "centres": tuple(CentreTale(**centre) for centre in says.get("centres", ())),
    }
    return CountryTale(**{**says, **made})
