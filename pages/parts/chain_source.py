"""From where the tables of Assistance and Justice take their figures: through a page's caches, or straight for a file.

No Streamlit here.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from data.chains import Chains, load_chains
from data.disclosure import load_disclosure
from data.model import Level, Part, Place, Quarter, Status, Visitor
from data.store.house import House
from metrics import same_districts
from metrics.same_districts import Terms
from metrics.trend import POINTS
from pages.parts import released, released_parts, sight
from pages.parts.laid_out import Cell, of_all, of_row, together
from pages.parts.released_parts import Parts
from pages.parts.shown import Voice

ByMeasure = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Read:
    """The ways to figures; whoever is given a frame leaves it as it is.

    Attributes:
        district_values: of some measures in a quarter, as `released.level_values`, by measure.
        series: of some measures in some places, as `released.series`, by measure.
        accepted: in a quarter, as `released_parts.accepted_places`.
    """

    district_values: Callable[[tuple[str, ...], Quarter], ByMeasure]
    series: Callable[[tuple[str, ...], tuple[str, ...]], ByMeasure]
    accepted: Callable[[Quarter], frozenset[str]]


BACK = (0, 1, 4)
"""The quarters that stand side by side: the one asked for, the one before it, the same one a year before."""


@dataclass(frozen=True)
class Source:
    """A place and a quarter, the words, and the ways to figures.

    Attributes:
        district_values: of some measures in a quarter, as `released.level_values`.
        series: of some measures in some places, as `released.series`.
        parts: of a measure, as `released_parts.parts`.
        accepted: in a quarter, as `released_parts.accepted_places`.
    """

    house: House
    place: Place
    quarter: Quarter
    voice: Voice
    district_values: Callable[[Sequence[str], Quarter], pd.DataFrame]
    series: Callable[[Sequence[str], Sequence[str]], pd.DataFrame]
    parts: Callable[[str], Parts]
    accepted: Callable[[Quarter], frozenset[str]]
    _own: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def chains(self) -> Chains:
        """What is laid side by side."""
        return load_chains(self.house.settings.content)

    @property
    def above(self) -> bool:
        """Whether the place stands above the districts."""
        return self.place.level is not Level.DISTRICT

    @property
    def least(self) -> float:
        """Of how many shown people a share or a change is told where figures are released."""
        return float(load_disclosure(self.house.settings.content).denominator)

    def at(self, quarter: Quarter) -> Source:
        """The same of another quarter; for its parts alone it must be opened anew."""
        return replace(self, quarter=quarter)

    def part(self, measure: str) -> Part:
        """A measure of the catalogue."""
        return self.house.catalogue.measure(measure)

    def name(self, measure: str) -> str:
        """What a measure is called; a part that says too little by itself with the name of its indicator."""
        return self.voice.pick(self.part(measure).names or self.house.catalogue.indicator_of(measure).names)

    @property
    def whole(self) -> dict[str, str]:
        """Each district of the place, counted in the place itself."""
        return dict.fromkeys(sorted(self.house.country.within(self.place.code)), self.place.code)

    @property
    def itself(self) -> dict[str, str]:
        """Each district of the place, counted for itself."""
        return {code: code for code in self.whole}

    @property
    def beneath(self) -> dict[str, str]:
        """Each district of the place, counted in what lies right under it: a country's provinces, else districts."""
        places = self.house.country.places
        if self.place.level is not Level.COUNTRY:
            return self.itself
        return {
            code: parent if (parent := places[code].parent or code) != self.place.code else code for code in self.whole
        }

    def sums(self, terms: Terms, parents: Mapping[str, str]) -> pd.DataFrame:
        """As `metrics.same_districts.sums`, of the districts of the place."""
        by_quarter: dict[str, list[str]] = {}
        for measure, quarter in terms.values():
            by_quarter.setdefault(quarter, []).append(measure)
        frames = [
            self.district_values(sorted(set(measures)), Quarter.parse(quarter))
            for quarter, measures in by_quarter.items()
        ]
        return same_districts.sums(pd.concat(frames, ignore_index=True), terms=terms, parents=parents)

    def sum(self, terms: Terms) -> pd.DataFrame:
        """As `sums`, of the place itself: one row, also where it has no district in these quarters."""
        found = self.sums(terms, self.whole)
        return found if len(found) else found.reindex([0]).fillna(dict.fromkeys(same_districts.COUNTS, 0))

    def rows(self, measures: Sequence[str]) -> dict[tuple[str, str], Mapping[str, Any]]:
        """The place's own values of some measures: rows of `metrics.trend.POINTS` by measure and quarter."""
        if unread := [measure for measure in measures if measure not in self._own]:
            self._own.update({measure: {} for measure in unread})
            for row in self.series(unread, [self.place.code]).to_dict("records"):
                self._own[str(row["measure"])][str(row["quarter"])] = row
        return {(measure, quarter): row for measure in measures for quarter, row in self._own[measure].items()}

    def cell(self, measure: str, back: int = 0) -> Cell:
        """The place's number so many quarters ago, with n of N; nothing where there was no such quarter."""
        return self._cell(measure, self.quarter - back, of=True)

    def _cell(self, measure: str, quarter: Quarter, *, of: bool) -> Cell:
        row = self._row(measure, quarter)
        return of_row(row, self.part(measure), above=self.above, voice=self.voice, of=of)

    def _row(self, measure: str, quarter: Quarter) -> Mapping[str, Any] | None:
        if measure not in self._own:
            self.rows([measure])
        return self._own[measure].get(str(quarter))

    def value(self, measure: str, back: int = 0) -> float | None:
        """The place's number so many quarters ago; None where there is none."""
        row = self._row(measure, self.quarter - back)
        return float(row["value"]) if row is not None and _is_told(row) else None

    def stages(self, measures: Sequence[str], among: Sequence[str] = ()) -> list[tuple[Cell, ...]]:
        """For each measure its name, and its value now, a quarter before and a year before.

        Args:
            measures: the measures.
            among: all measures of the table, if these are some of them. Where a quarter's numbers are all of as many
                districts, each says from how many it comes, and `stage_heads` of how many.
        """
        quarters = [(self.quarter - back, not self._alike(among or measures, self.quarter - back)) for back in BACK]
        return [
            (Cell(self.name(measure)), *(self._cell(measure, quarter, of=of) for quarter, of in quarters))
            for measure in measures
        ]

    def stage_columns(self) -> tuple[str, ...]:
        """The headings of `stages`."""
        return (self.voice.say("chains.what"), *(self.voice.quarter(self.quarter - back) for back in BACK))

    def stage_heads(self, among: Sequence[str]) -> tuple[str, ...]:
        """The same on a page, with of how many districts the numbers of a quarter are."""
        what, *quarters = self.stage_columns()
        of = [self._alike(among, self.quarter - back) for back in BACK]
        return (
            what,
            *(
                f"{quarter} ({of_all(expected, self.voice).text})" if expected else quarter
                for quarter, expected in zip(quarters, of, strict=True)
            ),
        )

    def _alike(self, measures: Sequence[str], quarter: Quarter) -> float:
        """Of how many districts all told numbers of a quarter are; 0 where that is not the same for all."""
        self.rows(measures)
        rows = [self._row(measure, quarter) for measure in measures]
        expected = {float(row["expected"]) for row in rows if row is not None and _is_told(row)}
        return expected.pop() if self.above and len(expected) == 1 else 0

    def by_quarter(self, measures: Sequence[str], quarters: int) -> list[tuple[Cell, ...]]:
        """For each of so many quarters that is known its name and the measures, the newest first."""
        return [
            (Cell(self.voice.quarter(self.quarter - back)), *(self.cell(measure, back) for measure in measures))
            for back in self._known(measures, quarters)
        ]

    def by_quarter_of(self, measures: Sequence[str], quarters: int) -> list[tuple[Cell, ...]]:
        """As `by_quarter`, with a second cell: of how many districts the numbers are, said once for all of them.

        Where they are of different numbers of districts that cell is blank, and each number says it by itself.
        """
        return [
            (Cell(together(self.voice.quarter(self.quarter - back))), *self._of(measures, self.quarter - back))
            for back in self._known(measures, quarters)
        ]

    def _known(self, measures: Sequence[str], quarters: int) -> list[int]:
        known = {quarter for _, quarter in self.rows(measures)}
        return [back for back in range(quarters) if str(self.quarter - back) in known]

    def _of(self, measures: Sequence[str], quarter: Quarter) -> Iterator[Cell]:
        alike = self._alike(measures, quarter)
        yield of_all(alike, self.voice) if alike else Cell("")
        for measure in measures:
            yield self._cell(measure, quarter, of=not alike)


def _is_told(row: Mapping[str, Any]) -> bool:
    return row["status"] in (Status.REPORTED, Status.NIL)


def straight(house: House, visitor: Visitor, *, place: Place, quarter: Quarter, voice: Voice) -> Source:
    """A source straight from the database, as for a file."""
    return opened(house, visitor, place=place, quarter=quarter, voice=voice, read=_reading(house, visitor))


def opened(house: House, visitor: Visitor, *, place: Place, quarter: Quarter, voice: Voice, read: Read) -> Source:
    """A source that reads nothing twice, and what the pages Assistance and Justice need all at once.

    Args:
        house: the house opened for work, of now or as of an earlier moment.
        visitor: whose right decides what is read.
        place: the place.
        quarter: the quarter.
        voice: in whose words.
        read: the ways to figures.
    """
    pools = _pools(house)

    def at_once(measures: Sequence[str]) -> tuple[str, ...]:
        """All that the page needs that these are for."""
        return next((pool for pool in pools if set(pool).issuperset(measures)), tuple(measures))

    def district_values(measures: Sequence[str], asked: Quarter) -> pd.DataFrame:
        # Of earlier quarters little is needed.
        read_then = at_once(measures) if asked == quarter else tuple(measures)
        return _these(read.district_values(read_then, asked), measures)

    return Source(
        house,
        place,
        quarter,
        voice,
        district_values=district_values,
        series=lambda measures, places: _these(read.series(at_once(measures), tuple(places)), measures),
        parts=functools.cache(
            lambda measure: released_parts.parts(house, visitor, measure=measure, quarter=quarter, place=place.code)
        ),
        accepted=read.accepted,
    )


def _pools(house: House) -> tuple[tuple[str, ...], ...]:
    """The measures that are read at once, for they stand on one page."""
    chains = load_chains(house.settings.content)
    return chains.assistance.measures, chains.justice.measures


def by_measure(values: pd.DataFrame) -> ByMeasure:
    """The rows of each measure; those of one that has none are missing."""
    return {str(measure): rows for measure, rows in values.groupby("measure", sort=False)}


def _these(found: ByMeasure, measures: Sequence[str]) -> pd.DataFrame:
    frames = [found[measure] for measure in measures if measure in found]
    if len(frames) == 1:
        return frames[0]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(POINTS))


def _reading(house: House, visitor: Visitor) -> Read:
    """The ways straight to the database; what was read once is remembered."""
    seen = sight.of(house, visitor)

    def district_values(measures: Sequence[str], asked: Quarter) -> ByMeasure:
        return by_measure(released.level_values(house, visitor, measures=measures, quarter=asked, level=Level.DISTRICT))

    def series(measures: Sequence[str], places: Sequence[str]) -> ByMeasure:
        return by_measure(released.series(house, visitor, measures=measures, places=places))

    def accepted(asked: Quarter) -> frozenset[str]:
        return released_parts.accepted_places(house, seen, asked)

    return Read(functools.cache(district_values), functools.cache(series), functools.cache(accepted))
