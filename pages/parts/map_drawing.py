"""What is told of a map: its title, its unit, its sentence, all that its script reads. No Streamlit.

The page *Map* draws from it, and so does the map that is shown before that page has started (`pages/api/map_ahead.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from data.geography import Outlines
from data.model import Country, Kind, Level, Part, Quarter, Status
from data.store.house import House
from data.words import quarter as in_words
from pages.parts import links, measures
from pages.parts.district_map import assets, drawn
from pages.parts.map_data import Figures
from pages.parts.shown import Voice, fewer

COUNT, RATE = "count", "100k"
"""How the numbers may be shown, as it stands in an address: as they are, or per 100,000 people."""


def drawing(
    house: House,
    outlines: Outlines,
    found: Figures,
    *,
    measure: str,
    quarter: Quarter,
    rate: bool,
    selected: str | None,
    voice: Voice,
) -> dict[str, Any]:
    """All that the map's script reads, as `district_map.drawn` gives it.

    Args:
        house: the house opened for work.
        outlines: in whose order the figures are.
        found: the figures, as far as the visitor may see them.
        measure: whose they are.
        quarter: the quarter they are of.
        rate: whether they are rates per 100,000 people.
        selected: the code of a place to mark.
        voice: in whose words.
    """
    country, part = house.country, house.catalogue.measure(measure)
    unit = unit_of(part, rate=rate, voice=voice)
    return drawn(
        outlines_url=links.outlines_address(country.iso3, outlines.digest),
        module_url=assets.MODULE_URL,
        values=found.values,
        statuses=found.statuses,
        classes=found.classes,
        words=named_levels(country, voice),
        language=voice.language,
        title=voice.say(
            "map_page.rate_title" if rate else "map_page.title_of",
            measure=measures.long_names(house.catalogue, voice.language)[measure],
            quarter=in_words(quarter, voice.language),
        ),
        summary=summary(found, part, unit, voice),
        unit=unit,
        selected=selected,
        names=_names(found, part, voice),
        undrawn=found.undrawn,
    )


def _names(found: Figures, part: Part, voice: Voice) -> dict[float, str] | None:
    """What is said in place of single numbers: no and yes, and fewer than a step where a released number is 0."""
    if part.kind is Kind.YES_NO:
        return {0.0: voice.say("workbook.no"), 1.0: voice.say("workbook.yes")}
    return {0.0: fewer(found.step, voice)} if found.step else None


def named_levels(country: Country, voice: Voice) -> dict[str, str]:
    """The country's own words for what the map names: the place, and what lies above it."""
    levels = {"place": Level.DISTRICT, "province": Level.PROVINCE}
    return {key: _capital(voice.pick(country.levels[each])) for key, each in levels.items() if each in country.levels}


def unit_of(part: Part, *, rate: bool, voice: Voice) -> str:
    """What the numbers of a measure count, in words."""
    if rate:
        return voice.say("map_page.per_people")
    if part.kind is Kind.RATIO:
        return voice.say("map_page.percent")
    return voice.currency if part.unit == "money" else voice.say(f"units.{part.unit}")


def summary(found: Figures, part: Part, unit: str, voice: Voice) -> str:
    """The map in a sentence: how many reported, from what to what, and how many say nothing, and why."""
    counts = {"reporting": found.reporting, "expected": found.expected}
    told = [voice.say("map_page.reporting", **{key: voice.number(count) for key, count in counts.items()})]
    if found.reported and part.kind is Kind.YES_NO:
        told.append(voice.say("map_page.said_yes", count=voice.number(sum(value > 0 for value in found.reported))))
    elif found.reported:
        low, high = (_written(end(found.reported), found, voice) for end in (min, max))
        told.append(voice.say("map_page.same" if low == high else "map_page.range", unit=unit, low=low, high=high))
    return voice.say("map_page.summary", told="; ".join([", ".join(told), *_counted(found, part, voice)]))


def _counted(found: Figures, part: Part, voice: Voice) -> Iterator[str]:
    zeros = sum(value == 0 for value in found.reported)
    if zeros and found.step:
        yield f"{fewer(found.step, voice)}: {voice.number(zeros)}"
    elif zeros and part.kind is not Kind.YES_NO:
        yield voice.say("map_page.zero", count=voice.number(zeros))
    for status in (Status.NIL, Status.MISSING, Status.NOT_EXPECTED, Status.WITHHELD):
        if count := found.counts.get(status):
            yield f"{voice.say(f'map.{status.value}')}: {voice.number(count)}"


def _written(number: float, found: Figures, voice: Voice) -> str:
    return fewer(found.step, voice) if found.step and not number else voice.number(number, found.classes.digits)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
