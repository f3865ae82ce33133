"""The vocabulary of Lima: quarters, places, indicators, countries, visitors.

Everything else speaks in these words. The module imports nothing of Lima, so that `metrics` may see it.

Observations travel as pandas frames with the columns named at the end of this module. Four things are kept apart
everywhere: a reported number (zero among them), *missing* (expected, not reported), *withheld* (not shown) and
*not expected* (not applicable, or the place did not exist).
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Language = str
"""An IETF language tag as used for the words files: `en`, `id`."""

Texts = Mapping[Language, str]
"""One sentence or name by language. English is always there."""


class Pillar(StrEnum):
    """The five pillars, in the order in which every form and page shows them."""

    POLICY = "policy"
    PREVENTION = "prevention"
    PROTECTION = "protection"
    PROSECUTION = "prosecution"
    PARTNERSHIP = "partnership"


class Kind(StrEnum):
    """How a number behaves in time.

    A flow counts what happened in the quarter; a stock is the state on its last day; a cumulative number counts since
    the fiscal year began; a ratio is always kept as numerator and denominator.
    """

    FLOW = "flow"
    STOCK = "stock"
    CUMULATIVE = "cumulative"
    YES_NO = "yes-no"
    RATIO = "ratio"


class Direction(StrEnum):
    """Which way is better. Neither means: never coloured good or bad."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class OverQuarters(StrEnum):
    """How the quarters of a year make the year's value. None: no value for the year may be formed."""

    SUM = "sum"
    LAST = "last"
    NONE = "none"


class Level(StrEnum):
    """The levels of the reporting hierarchy. A country's pack says what they are called there."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"


class Event(StrEnum):
    """What happens to a return. It begins filed; nothing more happens to one that was withdrawn or sent back.

    `forwarded` is the province's yes, where a country asks its provinces first.
    """

    FILED = "filed"
    FORWARDED = "forwarded"
    ACCEPTED = "accepted"
    SENT_BACK = "sent_back"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"


class Status(StrEnum):
    """What is known of one value at one place and quarter."""

    REPORTED = "reported"
    NIL = "nil"
    MISSING = "missing"
    NOT_EXPECTED = "not_expected"
    WITHHELD = "withheld"


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class Quarter:
    """A calendar quarter, written `2026-Q3`. Q1 is January to March."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Refuse what is no quarter."""
        if not (1 <= self.number <= 4 and 1900 <= self.year <= 9999):
            raise ValueError(f"{self.year}-Q{self.number} is no quarter")

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read `2026-Q3`.

        Raises:
            ValueError: if the text is not of that shape.
        """
        found = re.fullmatch(r"(\d{4})-Q([1-4])", text.strip())
        if not found:
            raise ValueError(f"{text!r} is no quarter; write it like 2026-Q3")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: dt.date) -> Quarter:
        """The quarter a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    def __str__(self) -> str:
        """Write `2026-Q3`."""
        return f"{self.year}-Q{self.number}"

    def __lt__(self, other: Quarter) -> bool:
        """Order in time."""
        return (self.year, self.number) < (other.year, other.number)

    def __add__(self, quarters: int) -> Quarter:
        """The quarter so many quarters later."""
        years, number = divmod(self.year * 4 + self.number - 1 + quarters, 4)
        return Quarter(years, number + 1)

    def __sub__(self, quarters: int) -> Quarter:
        """The quarter so many quarters earlier."""
        return self + -quarters

    @property
    def first_day(self) -> dt.date:
        """The first day of the quarter."""
        return dt.date(self.year, self.number * 3 - 2, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day of the quarter."""
        month = self.number * 3
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def days(self) -> int:
        """How many days the quarter has."""
        return (self.last_day - self.first_day).days + 1

    def fiscal_year(self, first_month: int = 1) -> int:
        """The fiscal year, named after the calendar year in which it ends.

        Args:
            first_month: the month in which the country's fiscal year begins (1 to 12).
        """
        return self.year if first_month == 1 or self.first_day.month < first_month else self.year + 1


def quarters_between(first: Quarter, last: Quarter) -> Iterator[Quarter]:
    """Every quarter from `first` to `last`, both included."""
    while first <= last:
        yield first
        first = first + 1


@dataclass(frozen=True)
class Place:
    """A district, province or country, known by its code for as long as it exists.

    `alternate_codes` holds the codes of other systems by their name (`pcode`, `bps_2020`), `names_before` the names
    under which it was known before, or is still known to some. `population` is by year;
    `villages` is the number of villages (desa, kelurahan, suku) or None where unknown. `valid_to` is the last day,
    None while the place exists.
    """

    code: str
    name: str
    level: Level
    parent: str | None
    alternate_codes: Mapping[str, str] = field(default_factory=dict)
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    population: Mapping[int, int] = field(default_factory=dict)
    villages: int | None = None
    names_before: tuple[str, ...] = ()

    def exists_in(self, quarter: Quarter) -> bool:
        """Whether the place existed on the last day of the quarter, and so is expected to report."""
        return self.exists_on(quarter.last_day)

    def exists_on(self, day: dt.date) -> bool:
        """Whether the place existed on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def population_in(self, year: int) -> int | None:
        """The population of the year, or of the nearest year known; None where nothing is known."""
        nearest = self.counted_in(year)
        return None if nearest is None else self.population[nearest]

    def counted_in(self, year: int) -> int | None:
        """The year of which the population is known, and that is the nearest to this; None where nothing is known."""
        return min(self.population, key=lambda known: (abs(known - year), known), default=None)


@dataclass(frozen=True)
class Lineage:
    """One line of a place's descent: which share of `before` went to `after`, when and by which act."""

    before: str
    after: str
    share: float
    date: dt.date
    act: str


@dataclass(frozen=True)
class Item:
    """One answer of a dimension (`child`, `fishing`, `citizen`), with its labels by language."""

    key: str
    labels: Texts


@dataclass(frozen=True)
class Dimension:
    """One way a count is broken down.

    Attributes:
        key: `sex_age`, `exploitation`, `nationality`.
        axes: the item lists that are crossed. One for a plain dimension; sex and age for `sex_age`.
        rows: the list the row's drop-down offers, where the dimension is a block of repeating rows; empty otherwise.
        multiple: whether one person may be counted under several items; then parts need not add up to the total.
        complete: whether the items cover everything, so that the parts of a single-response dimension must make the
            total.
    """

    key: str
    labels: Texts
    axes: tuple[tuple[Item, ...], ...]
    rows: tuple[Item, ...] = ()
    multiple: bool = False
    complete: bool = True

    def cells(self) -> Iterator[tuple[Item, ...]]:
        """Every combination of the axes' items, in the order of the form (without the rows' items)."""
        combinations: list[tuple[Item, ...]] = [()]
        for axis in self.axes:
            combinations = [(*before, item) for before in combinations for item in axis]
        yield from combinations


@dataclass(frozen=True)
class Part:
    """One number an indicator consists of, with a unit, kind and direction of its own.

    `measure` is what the store and the metrics know it by: the indicator's code where it has one part (`PRT-04`), else
    the code and the part's letter (`PRT-13a`). `source` says where the number comes from: typed in the form, or summed
    from the rows of the facility or the funding sheet (`facilities.beds`).
    """

    measure: str
    names: Texts
    unit: str
    kind: Kind
    direction: Direction
    over_quarters: OverQuarters
    dimensions: tuple[Dimension, ...] = ()
    source: str = "typed"
    numerator: str | None = None
    denominator: str | None = None

    @property
    def typed(self) -> bool:
        """Whether the officer types this number into a cell of a pillar's sheet."""
        return self.source == "typed" and self.kind is not Kind.RATIO

    @property
    def is_text(self) -> bool:
        """Whether it is no number but a short text, such as the number by which an instrument is known."""
        return self.unit == "text"

    @property
    def whole(self) -> bool:
        """Whether only whole numbers make sense: everything but money and ratios."""
        return self.unit != "money" and self.kind is not Kind.RATIO


@dataclass(frozen=True)
class Indicator:
    """One indicator of the catalogue: what is counted, on which legal basis, and how it adds up.

    `parts` are the numbers it consists of; a ratio indicator has its ratio as the last part. `per_100k` says whether a
    rate per 100,000 people makes sense. `note` says what a reader must know when districts are added up. `extras` are
    numbers that a district may tell so that its others can be checked more closely; they are kept and never shown.
    """

    code: str
    pillar: Pillar
    names: Texts
    definition: Texts
    basis: tuple[str, ...]
    parts: tuple[Part, ...]
    per_100k: bool = False
    note: Texts = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    extras: tuple[Part, ...] = ()
    valid_from: Quarter | None = None
    valid_to: Quarter | None = None

    def valid_in(self, quarter: Quarter) -> bool:
        """Whether the indicator is asked for in the quarter."""
        return (self.valid_from is None or self.valid_from <= quarter) and (
            self.valid_to is None or quarter <= self.valid_to
        )


@dataclass(frozen=True)
class Break:
    """A day from which a series no longer counts as before: a law, another agency that records, another definition.

    `source` is the act or document. `pillars` are those whose measures it touches; none named means all.
    """

    day: dt.date
    names: Texts
    source: Texts
    pillars: tuple[Pillar, ...] = ()


@dataclass(frozen=True)
class Clock:
    """The clock of a country's capital: what it is called there (WIB), and by how much it is ahead of UTC.

    An offset and no time zone by name: not every machine knows those, and none of these countries changes its clocks.
    """

    name: str
    ahead: dt.timedelta


@dataclass(frozen=True)
class Country:
    """A country's pack: its places, what it calls its levels, its money, its calendar, its core indicators.

    Attributes:
        levels: the country's own word for each level by language, e.g. `{Level.DISTRICT: {"en": "district / city"}}`.
        languages: the languages its forms can be printed in, the first being the usual one.
        due_days: how many days after the quarter's end a return is due.
        core: codes of the indicators every district must answer, at most 20.
        headline: the measures that stand for the whole: the page of trends opens with them.
        outline_source: what every map says of its outlines, by language.
        laws: the laws the indicators rest on, with their status, by language.
        name_prefixes: words that begin a place's name and that people leave out, the commonest first (`Kabupaten`).
        not_places: patterns of the names and codes by which official boundary files mark lakes and forests.
        review: the levels whose offices look at a return before it is accepted, in their order; the country is last.
        iso2: the ISO 3166 alpha-2 code, for files of other standards; empty where it is not said.
        release_base: counts of people are released in steps of so many: 3, 5 or 10.
        centre_thresholds: where the risks of a centre begin, by the names of `metrics.centre.Thresholds`; what is not
            there is as that says.
        population_source: by whose count the populations of its places are, by language.
        breaks: the days from which series no longer count as before, in their order.
        clock: that of the capital, which is said beside UTC; None where only UTC is said.
    """

    iso3: str
    names: Texts
    levels: Mapping[Level, Texts]
    code_systems: Mapping[str, Texts]
    code_system: str
    currency: str
    languages: tuple[Language, ...]
    fiscal_year_start: int
    due_days: int
    core: tuple[str, ...]
    places: Mapping[str, Place]
    lineage: tuple[Lineage, ...]
    outline_source: Texts
    laws: Texts = field(default_factory=dict)
    name_prefixes: tuple[str, ...] = ()
    not_places: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    review: tuple[Level, ...] = (Level.COUNTRY,)
    iso2: str = ""
    release_base: int = 5
    centre_thresholds: Mapping[str, float] = field(default_factory=dict)
    population_source: Texts = field(default_factory=dict)
    breaks: tuple[Break, ...] = ()
    clock: Clock | None = None

    def districts(self, quarter: Quarter) -> tuple[Place, ...]:
        """The districts expected to report in the quarter, in code order."""
        end = quarter.last_day
        return tuple(place for place in self.places.values() if place.level is Level.DISTRICT and place.exists_on(end))

    def form_language(self, wanted: Language) -> Language:
        """The language of a form for somebody who wants this one: the usual one where the country does not print it."""
        return wanted if wanted in self.languages else self.languages[0]

    def due(self, quarter: Quarter) -> dt.date:
        """The day by which a return of the quarter is due."""
        return quarter.last_day + dt.timedelta(days=self.due_days)

    def within(self, code: str) -> frozenset[str]:
        """The codes of all districts that lie in the place (itself, if it is a district)."""
        place = self.places[code]
        if place.level is Level.DISTRICT:
            return frozenset({code})
        if place.level is Level.COUNTRY:
            return self._districts
        return frozenset(c for c, p in self.places.items() if p.parent == code and p.level is Level.DISTRICT)

    @functools.cached_property
    def _districts(self) -> frozenset[str]:
        return frozenset(code for code, place in self.places.items() if place.level is Level.DISTRICT)

    @functools.cached_property
    def root(self) -> Place:
        """The country itself as a place."""
        return next(place for place in self.places.values() if place.level is Level.COUNTRY)


class Role(StrEnum):
    """What somebody is to Lima. What each may do is said in `data.rights`.

    A task force officer has one or more districts, a provincial coordinator one or more provinces, the others none.
    """

    TASKFORCE = "taskforce"
    PROVINCE = "province"
    REVIEWER = "reviewer"
    LEADERSHIP = "leadership"
    DONOR = "donor"
    ADMINISTRATOR = "administrator"
    PUBLIC = "public"


@dataclass(frozen=True)
class Visitor:
    """Who is visiting: e-mail, role, and the codes of their places; `office` is how a receipt names them.

    `previews` is set where somebody of the ministry, or the operator, looks at released figures as another would.
    """

    email: str
    role: Role
    places: frozenset[str] = frozenset()
    office: str = ""
    previews: bool = False

    def __post_init__(self) -> None:
        """Refuse a role that there is not."""
        object.__setattr__(self, "role", Role(self.role))


OBSERVATIONS = ("measure", "dimension", "item", "value", "status", "sheet", "cell")
"""Columns of one return's observations. `dimension` is `total` with an empty `item` for the number itself; else the
dimension's key, and the items of its row and axes joined by dots (`F.child`, `IDN.F.child`). `value` is a float, NA
when not applicable; `status` is one of Status; `sheet` and `cell` say where it stood."""

TOTAL = "total"
"""The dimension of a number itself, beside those of its parts."""

DISTRICT_VALUES = ("measure", "quarter", "place", "numerator", "denominator", "status", "return_id")
"""Columns of the values kept for reading, one row per measure, quarter and district that has a counting return. For all
but ratios the value is the numerator and the denominator is NA."""

ROLLUPS = ("measure", "quarter", "place", "numerator", "denominator", "reporting", "nil", "not_applicable")
"""Columns of the plain sums over the districts of a province or country. `reporting` counts districts with a reported
or nil value, `nil` those of them whose value is a nil return's, `not_applicable` those that said the measure does not
apply to them."""

RELEASE_CELLS = ("measure", "dimension", "item", "quarter", "place", "value", "status", "reporting", "expected")
"""Columns of one release's published cells of every level. `dimension` is `total` with an empty `item` for the number
itself, else as in `OBSERVATIONS`, or `facility` with a facility's code. `value` is the shown number, a float, NA where
the status is `missing` or `not_expected`; the status is one of these or `reported`, never `nil`. `reporting` and
`expected` count districts."""
