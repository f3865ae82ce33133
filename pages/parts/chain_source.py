"""From where the tables of Assistance and Justice take their figures: through a page's caches, or straight for a file.

No Streamlit here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from data.chains import Chains, load_chains
from data.disclosure import load_disclosure
from data.model import Level, Part, Place, Quarter, Visitor
from data.store.house import House
from metrics import same_districts
from metrics.same_districts import Terms
from pages.parts import released, released_parts, sight
from pages.parts.laid_out import Cell, of_row
from pages.parts.released_parts import Parts
from pages.parts.shown import Voice


@dataclass(frozen=True)
class Source:
    """A place and a quarter, the words, and the ways to figures.

    Attributes:
        district_values: of some measures in a quarter, as `released.level_values`; others may be among them.
        series: of some measures in some places, as `released.series`; others may be among them.
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
        points = self.series(measures, [self.place.code])
        return {(row["measure"], row["quarter"]): row for row in points.to_dict("records")}

    def stages(self, measures: Sequence[str]) -> list[tuple[Cell, ...]]:
        """For each measure its name, and its value now, a quarter before and a year before, each with n of N."""
        rows = self.rows(measures)
        return [
            (
                Cell(self.name(measure)),
                *(
                    of_row(
                        rows.get((measure, str(self.quarter - back))),
                        self.part(measure),
                        above=self.above,
                        voice=self.voice,
                    )
                    for back in (0, 1, 4)
                ),
            )
            for measure in measures
        ]

    def stage_columns(self) -> tuple[str, ...]:
        """The headings of `stages`."""
        quarters = (self.voice.quarter(self.quarter - back) for back in (0, 1, 4))
        return (self.voice.say("chains.what"), *quarters)


def straight(house: House, visitor: Visitor, *, place: Place, quarter: Quarter, voice: Voice) -> Source:
    """A source without caches, for files."""

    def district_values(measures: Sequence[str], asked: Quarter) -> pd.DataFrame:
        return released.level_values(house, visitor, measures=measures, quarter=asked, level=Level.DISTRICT)

    seen = sight.of(house, visitor)
    return Source(
        house,
        place,
        quarter,
        voice,
        district_values=district_values,
        series=lambda measures, places: released.series(house, visitor, measures=measures, places=places),
        parts=lambda measure: released_parts.parts(house, visitor, measure=measure, quarter=quarter, place=place.code),
        accepted=lambda asked: released_parts.accepted_places(house, seen, asked),
    )
