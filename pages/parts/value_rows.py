"""The values that a program reads: one row for each place, quarter and part of an indicator, with its HXL hashtags.

The hashtags are those of the Humanitarian Exchange Language, version 1.1 (https://hxlstandard.org/standard/1-1final/):
a second row of headings, by which programs know a column whatever it is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.errors import BadQuestion, UnknownPlace
from data.model import Country, Language, Level, Quarter, Visitor
from data.store.house import House
from data.words import pick
from pages.parts import released
from pages.parts.printed import plain
from pages.parts.shown import Voice, written

MOST_ROWS = 200_000
"""Of one answer: a measure of every district in a hundred years, or every measure of every district in a year."""

AREAS = ("country", "adm1", "adm2", "adm3", "adm4")
"""What HXL calls a place, by how many others it lies within."""


@dataclass(frozen=True)
class Question:
    """What a program asks for.

    Attributes:
        measures: the codes of the parts.
        places: only these; none means all of the level.
    """

    measures: tuple[str, ...]
    quarters: tuple[Quarter, ...]
    level: Level
    places: frozenset[str]

    @classmethod
    def of(cls, house: House, asked: Mapping[str, Sequence[str]]) -> Question:
        """Read the parameters `indicator`, `quarter`, `level` and `place`; several with commas, or said again.

        Raises:
            BadQuestion: if there is none of what must be said, or it is not written as it must be.
            UnknownIndicator, UnknownPlace: naming the code.
        """
        said = {name: [part for each in values for part in each.split(",") if part] for name, values in asked.items()}
        if unknown := sorted(said.keys() - {"indicator", "quarter", "level", "place"}):
            raise BadQuestion(name=unknown[0])
        for name in ("indicator", "quarter"):
            if not said.get(name):
                raise BadQuestion(name=name)
        measures = tuple(part for code in said["indicator"] for part in _parts(house, code))
        question = cls(
            tuple(dict.fromkeys(measures)),
            tuple(dict.fromkeys(_quarter(text) for text in said["quarter"])),
            _level((said.get("level") or [Level.DISTRICT])[0]),
            frozenset(said.get("place", ())),
        )
        question._check(house.country)
        return question

    def _check(self, country: Country) -> None:
        for code in sorted(self.places):
            if code not in country.places or country.places[code].level is not self.level:
                raise UnknownPlace(code=code)
        each = sum(place.level is self.level for place in country.places.values())
        if not each:  # a country need not have provinces
            raise BadQuestion(name="level")
        if len(self.measures) * len(self.quarters) * (len(self.places) or each) > MOST_ROWS:
            raise BadQuestion(name="quarter")


def headings(country: Country, level: Level) -> dict[str, str]:
    """The name of each column, and its HXL hashtag."""
    place = next(place for place in country.places.values() if place.level is level)
    depth, parent = 0, place.parent
    while parent:
        depth, parent = depth + 1, country.places[parent].parent
    area = AREAS[depth]
    return {
        "place_code": f"#{area}+code",
        "place_name": f"#{area}+name",
        "quarter": "#date+quarter",
        "quarter_start": "#date+start",
        "quarter_end": "#date+end",
        "indicator_code": "#indicator+code",
        "indicator_name": "#indicator+name",
        "value": "#indicator+value+num",
        "shown": "#indicator+value+text",
        "status": "#indicator+status+code",
        "districts_reporting": "#meta+reporting+num",
        "districts_expected": "#meta+expected+num",
    }


def rows(house: House, visitor: Visitor, question: Question, language: Language) -> Iterable[list[str | float | None]]:
    """The rows, as far as the visitor may see them: what they may not is *withheld*, with no value."""
    names = {measure: _name(house, measure, language) for measure in question.measures}
    parts = {measure: house.catalogue.measure(measure) for measure in question.measures}
    voice = Voice(language, house.country.currency, house.settings.content)
    above = question.level is not Level.DISTRICT
    for quarter in sorted(question.quarters):
        values = released.level_values(
            house, visitor, measures=question.measures, quarter=quarter, level=question.level
        )
        for row in values.sort_values(["measure", "place"]).to_dict("records"):
            if question.places and row["place"] not in question.places:
                continue
            yield [
                row["place"],
                house.country.places[row["place"]].name,
                str(quarter),
                quarter.first_day.isoformat(),
                quarter.last_day.isoformat(),
                row["measure"],
                names[row["measure"]],
                plain(row["value"]),
                written(row, parts[row["measure"]], above=above, voice=voice),
                str(row["status"]),
                int(row["reporting"]),
                int(row["expected"]),
            ]


def _name(house: House, measure: str, language: Language) -> str:
    part, indicator = house.catalogue.measure(measure), house.catalogue.indicator_of(measure)
    return ": ".join(dict.fromkeys(pick(each, language) for each in (indicator.names, part.names) if each))


def _parts(house: House, code: str) -> tuple[str, ...]:
    if code in house.catalogue.indicators:
        return tuple(part.measure for part in house.catalogue.measures(code))
    return (house.catalogue.measure(code).measure,)


def _quarter(said: str) -> Quarter:
    try:
        return Quarter.parse(said)
    except ValueError as error:
        raise BadQuestion(name="quarter") from error


def _level(said: str) -> Level:
    if said not in set(Level):
        raise BadQuestion(name="level")
    return Level(said)
