"""Every table of Assistance, Justice and District by its key, as a file takes it away. No Streamlit here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from data.model import Quarter, Visitor
from data.rights import exact_places
from data.store.house import House
from data.words import pick, quarter
from pages.parts import (
    assistance_tables,
    breakdown_tables,
    chain_source,
    district_tables,
    justice_tables,
    service_tables,
)
from pages.parts.chain_source import Source
from pages.parts.laid_out import Laid
from pages.parts.shown import Voice
from pages.parts.spreadsheets import Table

Made = Callable[[Source, Mapping[str, str]], Laid]

TABLES: Mapping[str, Made] = {
    "falls": lambda source, _: assistance_tables.falls(source),
    "chain": lambda source, _: assistance_tables.chain(source),
    "services": lambda source, _: assistance_tables.services(source),
    "by_place": lambda source, _: service_tables.by_place(source),
    "gaps": lambda source, _: service_tables.gaps(source),
    "parts": lambda source, asked: breakdown_tables.one_beneath_the_other(source, asked["measure"]),
    "cases": lambda source, _: justice_tables.cases(source),
    "persons": lambda source, _: justice_tables.persons(source),
    "quarters": lambda source, _: justice_tables.quarters(source),
    "identity": lambda source, _: justice_tables.identity(source),
    "lagged": lambda source, asked: justice_tables.lagged(source, int(asked["lag"])),
    "district": lambda source, _: district_tables.pillars(source),
    "restitution": lambda source, _: justice_tables.restitution(source),
}


def table(house: House, visitor: Visitor, asked: Mapping[str, str], *, today: dt.date) -> Table:
    """A table as far as the visitor may see its figures.

    Args:
        house: the house opened for work, of now or as of an earlier moment.
        visitor: whose right decides which figures there are.
        asked: what the signed address says: `table`, `place`, `quarter`, `language`, and `measure` or `lag`.
        today: stands in the head.
    """
    language, place = asked["language"], house.country.places[asked["place"]]
    voice = Voice(language, house.country.currency, house.settings.content)
    source = chain_source.straight(house, visitor, place=place, quarter=Quarter.parse(asked["quarter"]), voice=voice)
    if asked["table"] == "falls":
        source = assistance_tables.newest_accepted(source)  # whose quarter then stands in the head
    laid = TABLES[asked["table"]](source, asked)
    return laid.as_table(list(_head(source, visitor, today)))


def _head(source: Source, visitor: Visitor, today: dt.date) -> Iterator[str]:
    """Of which place and quarter it is, from where, how exact, and when it was made."""
    house, say = source.house, source.voice.say
    yield f"{source.place.name} · {quarter(source.quarter, source.voice.language)}"
    yield say("downloads.source", country=pick(house.country.names, source.voice.language))
    if exact_places(visitor, house.country):
        yield say("downloads.not_for_publication")
    yield say("downloads.made", day=source.voice.date(today))
    if house.as_of:
        yield say("as_of.notice", day=source.voice.date(house.as_of.date()))
    if house.facts.demo:
        yield say("shell.demo")
