"""Which place of the register a feature of a boundary file is. Names are matched here, at the door, and nowhere inside.

A code alone is not trusted: two systems may use the same digits for different places. Of all systems that a country
knows, the one is taken under which codes and names agree most; if names mostly disagree, none is.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from data.geography.document import short_name
from data.model import Country, Level, Place

AGREEING = 0.5
"""The least share of the features found by code whose names must agree with the register."""

ORDINARY = 0.5
"""The share of features that must be reporting places themselves for a file to be a map of reporting places."""


@dataclass(frozen=True)
class Row:
    """What a file says of a feature; empty texts where it says nothing."""

    code: str
    name: str
    parent_code: str = ""
    parent_name: str = ""


@dataclass(frozen=True)
class Matching:
    """The reporting place of each row, or None.

    Attributes:
        reports: the code of the place whose values the feature is drawn with.
        finer: whether the features are smaller than the reporting places.
        itself: whether the feature is the reporting place, and not a part of it.
    """

    reports: tuple[str | None, ...]
    finer: bool
    itself: tuple[bool, ...]


def match(rows: Sequence[Row], country: Country) -> Matching:
    """Find the reporting place of every row: by code, else by name and province, else as part of a reporting place."""
    districts = [place for place in country.places.values() if place.level is Level.DISTRICT]
    coded = _by_code([row.code for row in rows], [row.name for row in rows], country, districts)
    names = _Names(country, districts)
    own = [code or names.find(row) for code, row in zip(coded, rows, strict=True)]
    if sum(map(bool, own)) >= ORDINARY * len(rows):
        return Matching(tuple(own), finer=False, itself=tuple(map(bool, own)))
    above = [Row(row.parent_code, row.parent_name) for row in rows]
    by_code = _by_code([row.code for row in above], [row.name for row in above], country, districts)
    parents = [code or names.find(row) for code, row in zip(by_code, above, strict=True)]
    return Matching(
        reports=tuple(mine or parent for mine, parent in zip(coded, parents, strict=True)),
        finer=True,
        itself=tuple(map(bool, coded)),
    )


def plain(name: str) -> str:
    """A name as it is compared: letters and digits only, without accents, in lower case."""
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in decomposed if letter.isalnum()).casefold()


def _by_code(codes: Sequence[str], names: Sequence[str], country: Country, places: Sequence[Place]) -> list[str | None]:
    """The place of each code under the system under which names agree most often; None where there is none."""
    best: list[str | None] = [None] * len(codes)
    most = 0
    for register in _registers(places):
        found = [register.get(plain(code)) if code else None for code in codes]
        pairs = [(place, name) for place, name in zip(found, names, strict=True) if place]
        agreeing = sum(not name or _same(country, name, country.places[place].name) for place, name in pairs)
        if agreeing > most and agreeing >= AGREEING * len(pairs):
            best, most = found, agreeing
    return best


def _registers(places: Sequence[Place]) -> list[Mapping[str, str]]:
    """Places by code: first the country's own codes, then those of each other system."""
    systems: dict[str, dict[str, str]] = defaultdict(dict)
    for place in places:
        for system, code in place.alternate_codes.items():
            systems[system][plain(code)] = place.code
    return [{plain(place.code): place.code for place in places}, *systems.values()]


def _same(country: Country, one: str, other: str) -> bool:
    return plain(short_name(country, one)) == plain(short_name(country, other))


class _Names:
    """Places by name, found only where no doubt is left."""

    def __init__(self, country: Country, places: Sequence[Place]) -> None:
        self._country = country
        self._places: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            self._places[plain(short_name(country, place.name))].append(place)
        above = [place for place in country.places.values() if place.level is Level.PROVINCE]
        self._provinces = {plain(place.name): place.code for place in above}
        self._successors: dict[str, set[str]] = defaultdict(set)
        for line in country.lineage:
            self._successors[line.before].add(line.after)
        self._commonest = self._kind(f"{country.name_prefixes[0]} x") if country.name_prefixes else ""

    def find(self, row: Row) -> str | None:
        """The code of the place of this name, in its province where the file tells one."""
        found: Collection[Place] = self._places.get(plain(short_name(self._country, row.name)), ())
        province = self._provinces.get(plain(row.parent_name))
        if province:
            allowed = {province, *self._successors[province]}
            found = [place for place in found if place.parent in allowed]
        if kind := self._kind(row.name):
            found = [place for place in found if self._kind(place.name) == kind]
        elif len(found) > 1:
            found = [place for place in found if self._kind(place.name) == self._commonest]
        return next(iter(found)).code if len(found) == 1 else None

    def _kind(self, name: str) -> str:
        """The first letters of the word that is left out of a name: a city (`Kota`) is not the district around it."""
        short = short_name(self._country, name)
        return plain(name.removesuffix(short))[:3] if short != name else ""
