"""What is told of a map: its title, its unit, its sentence, all that its script reads. No Streamlit.

The page *Map* draws from it, and so does the map that is shown before that page has started (`pages/api/map_ahead.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from data.geography import Outlines
from data.model import Country, Kind, Level, Part, Status
from data.store.house import House
from data.words import quarter as in_words
from pages.parts import links, measures
from pages.parts.district_map import assets, drawn
from pages.parts.map_asked import RATE, TARGET, MapAsked, adds_to_target
from pages.parts.map_data import Figures
from pages.parts.shown import Voice, fewer


def drawing(
    house: House,
    outlines: Outlines,
    found: Figures,
    asked: MapAsked,
    *,
    selected: str | None,
    voice: Voice,
    centres: Mapping[str, int] | None = None,
) -> dict[str, Any]:
    """All that the map's script reads, as `district_map.drawn` gives it.

    Args:
        house: the house opened for work.
        outlines: in whose order the figures are.
        found: the figures, as far as the visitor may see them.
        asked: which map it is.
        selected: the code of a place to mark.
        voice: in whose words.
        centres: how many centres are to be drawn in which district.
    """
    country, part = house.country, house.catalogue.measure(asked.measure)
    unit = unit_of(part, asked, voice)
    return drawn(
        outlines_url=links.outlines_address(country.iso3, outlines.digest),
        module_url=assets.MODULE_URL,
        values=found.values,
        statuses=found.statuses,
        classes=found.classes,
        words=named_levels(country, voice, asked.level),
        language=voice.language,
        title=voice.say(
            f"map_page.{_title(part, asked)}",
            measure=measures.long_names(house.catalogue, voice.language)[asked.measure],
            quarter=in_words(asked.quarter, voice.language),
        ),
        summary=summary(found, unit, voice, answers=_are_answers(part, asked)),
        unit=unit,
        selected=selected,
        names=names(found, part, asked, voice),
        undrawn=found.undrawn,
        level=asked.level,
        centres=centres,
    )


def _title(part: Part, asked: MapAsked) -> str:
    if asked.per == TARGET:
        return "part_title" if adds_to_target(part) else "target_title"
    return "rate_title" if asked.per == RATE else "title_of"


def _are_answers(part: Part, asked: MapAsked) -> bool:
    """Whether each number is a yes or a no; of a province a yes-no is how many districts said yes."""
    return part.kind is Kind.YES_NO and asked.level is Level.DISTRICT


def names(found: Figures, part: Part, asked: MapAsked, voice: Voice) -> dict[float, str] | None:
    """What is said in place of single numbers: no and yes, and fewer than a step where a released number is 0."""
    if _are_answers(part, asked):
        return {0.0: voice.say("workbook.no"), 1.0: voice.say("workbook.yes")}
    return {0.0: fewer(found.step, voice, found.classes.digits)} if found.step else None


def named_levels(country: Country, voice: Voice, level: Level = Level.DISTRICT) -> dict[str, str]:
    """The country's own words for what the map names: the place, and what lies above it."""
    levels = {"place": level, "province": Level.PROVINCE}
    return {key: _capital(voice.pick(country.levels[each])) for key, each in levels.items() if each in country.levels}


def unit_of(part: Part, asked: MapAsked, voice: Voice) -> str:
    """What the numbers of a measure count, in words."""
    if asked.per == RATE:
        return voice.say("map_page.per_people")
    if asked.per == TARGET:
        return voice.say("map_page.of_whole_target" if adds_to_target(part) else "map_page.of_target")
    if part.kind is Kind.RATIO:
        return voice.say("map_page.percent")
    if part.kind is Kind.YES_NO and asked.level is Level.PROVINCE:
        return voice.say("map_page.districts_yes")
    return voice.currency if part.unit == "money" else voice.say(f"units.{part.unit}")


def summary(found: Figures, unit: str, voice: Voice, *, answers: bool) -> str:
    """The map in a sentence: how many reported, from what to what, and how many say nothing, and why."""
    counts = {"reporting": found.reporting, "expected": found.expected}
    told = [voice.say("map_page.reporting", **{key: voice.number(count) for key, count in counts.items()})]
    if found.reported and answers:
        told.append(voice.say("map_page.said_yes", count=voice.number(sum(value > 0 for value in found.reported))))
    elif found.reported:
        low, high = (_written(end(found.reported), found, voice) for end in (min, max))
        told.append(voice.say("map_page.same" if low == high else "map_page.range", unit=unit, low=low, high=high))
    return voice.say("map_page.summary", told="; ".join([", ".join(told), *_counted(found, answers, voice)]))


def _counted(found: Figures, answers: bool, voice: Voice) -> Iterator[str]:
    zeros = sum(value == 0 for value in found.reported)
    if zeros and found.step:
        yield f"{fewer(found.step, voice, found.classes.digits)}: {voice.number(zeros)}"
    elif zeros and not answers:
        yield voice.say("map_page.zero", count=voice.number(zeros))
    for status in (Status.NIL, Status.MISSING, Status.NOT_EXPECTED, Status.WITHHELD):
        if count := found.counts.get(status):
            yield f"{voice.say(f'map.{status.value}')}: {voice.number(count)}"


def _written(number: float, found: Figures, voice: Voice) -> str:
    return (
        fewer(found.step, voice, found.classes.digits)
        if found.step and not number
        else voice.number(number, found.classes.digits)
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
