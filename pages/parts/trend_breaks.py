"""Where a series breaks: days from which it no longer counts as before, and changes of a place's boundaries.

No Streamlit here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.model import Country, Level, Pillar, Quarter
from pages.parts.shown import Voice


@dataclass(frozen=True)
class Marked:
    """A break within the quarters that are drawn.

    Attributes:
        position: before which of the quarters it lies, counted from 0.
        said: what broke and by which act, in a sentence.
    """

    position: int
    said: str


def within(
    quarters: Sequence[str], *, country: Country, pillar: Pillar, places: Iterable[str], voice: Voice
) -> list[Marked]:
    """The breaks that lie between two of the quarters, or at the beginning of one, in their order.

    Args:
        quarters: those that are drawn, in order.
        country: what it says of breaks, and of the descent of its places.
        pillar: whose measure is drawn.
        places: the codes of the places that are drawn.
        voice: in whose words.
    """
    told = sorted({*_of_the_country(country, pillar, voice), *_of_places(country, places, voice)})
    found = []
    for day, said in told:
        text = str(Quarter.of(day))
        if text in quarters[1:]:
            found.append(Marked(quarters.index(text), said))
    return found


def _of_the_country(country: Country, pillar: Pillar, voice: Voice) -> Iterator[tuple[dt.date, str]]:
    for each in country.breaks:
        if not each.pillars or pillar in each.pillars:
            names, source = voice.pick(each.names), voice.pick(each.source)
            yield each.day, voice.say("trends.break", day=voice.date(each.day), what=names, source=source)


def _of_places(country: Country, places: Iterable[str], voice: Voice) -> Iterator[tuple[dt.date, str]]:
    """New places: of a province the districts of now are counted in every quarter, of a district nothing is moved."""
    for code in places:
        place = country.places[code]
        key = "trends.moved_province" if place.level is Level.PROVINCE else "trends.moved_district"
        for line in country.lineage:
            if code in (line.before, line.after) and line.share < 1:
                yield line.date, voice.say(key, day=voice.date(line.date), place=place.name, act=line.act)
