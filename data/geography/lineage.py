"""Which place of then a place of now belonged to: by the register's dates and lines of descent, never by a guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from data.model import Country, Level, Lineage, Place, Quarter


def belonged_to(country: Country, quarter: Quarter, level: Level) -> dict[str, str]:
    """Of each place of now that did not exist in a quarter, the one that it then was a part of, by their codes.

    A place that came from several is not in it: what they reported cannot be told apart. Nor is one whose origin no
    line of descent tells.
    """
    end = quarter.last_day  # asked for every place, at each redraw of a map
    new = (
        place
        for place in country.places.values()
        if place.level is level and place.valid_to is None and not place.exists_on(end)
    )
    found = {place.code: _origin(country, place, quarter) for place in new}
    return {code: origin for code, origin in found.items() if origin is not None}


def parts_of(belonged: Mapping[str, str], code: str) -> frozenset[str]:
    """The places of now that a place of then had, itself among them, by what `belonged_to` gives."""
    return frozenset({code, *(new for new, old in belonged.items() if old == code)})


def origins(country: Country, code: str) -> Iterator[Lineage]:
    """The lines of descent that end in a place and begin in another."""
    return (line for line in country.lineage if line.after == code and line.before != code)


def _origin(country: Country, place: Place, quarter: Quarter) -> str | None:
    """The place that it was a part of in a quarter, over as many divisions as there were since."""
    seen = {place.code}
    while not place.exists_in(quarter):
        if place.valid_from is None or place.valid_from <= quarter.last_day:  # it had ended by then
            return None
        before = {line.before for line in origins(country, place.code) if line.date > quarter.last_day} - seen
        known = country.places.get(before.pop()) if len(before) == 1 else None
        if known is None:
            return None
        place = known
        seen.add(place.code)
    return place.code
