"""How many districts made a figure, and why the others did not; of a country and by province. No Streamlit here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from data.model import Country, Level, Status
from pages.parts.origins import Part


class Said(StrEnum):
    """What a district said of a measure: four things that are not one another, and a return without the number."""

    NUMBER = "number"
    NIL = "nil"
    NO_NUMBER = "no_number"
    NO_REPORT = "no_report"
    NOT_EXPECTED = "not_expected"
    WITHHELD = "withheld"


TOLD = (Said.NUMBER, Said.NIL)
"""With these a district is among those that a figure is from."""

_OF_STATUS = {
    Status.REPORTED: Said.NUMBER,
    Status.NIL: Said.NIL,
    Status.NOT_EXPECTED: Said.NOT_EXPECTED,
    Status.WITHHELD: Said.WITHHELD,
}


def said(part: Part) -> Said:
    """What a district said. A return that has no number for it is no silence: its cell was left blank."""
    if part.status is Status.MISSING:
        return Said.NO_NUMBER if part.receipt else Said.NO_REPORT
    return _OF_STATUS[part.status]


def counted(parts: Iterable[Part]) -> Counter[Said]:
    """How many districts said what."""
    return Counter(said(each) for each in parts)


def not_yet_accepted(parts: Iterable[Part]) -> int:
    """Of how many districts the figure rests on a return that nobody has accepted yet."""
    return sum(said(each) in TOLD and each.accepted is None for each in parts)


def by_province(parts: Iterable[Part], country: Country, into: Mapping[str, str]) -> dict[str, list[Part]]:
    """The districts of each province of the figure's quarter.

    Args:
        parts: what each district added.
        country: the country.
        into: as `data.geography.belonged_to` gives it, for provinces that did not exist yet.
    """
    found: dict[str, list[Part]] = {}
    for each in parts:
        code = each.place.parent or ""
        if country.places[code].level is Level.PROVINCE:
            found.setdefault(into.get(code, code), []).append(each)
    return found
