"""Outlines of before districts were divided or merged, kept in one file with those of now, each with its last day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from data.geography.outline_file import OutlineFile
from data.model import Country, Level


def as_of(country: Country, day: dt.date | None) -> Country:
    """The country with the districts of a day alone, or of now."""
    kept = {
        code: place
        for code, place in country.places.items()
        if place.level is not Level.DISTRICT or (place.valid_to is None if day is None else place.exists_on(day))
    }
    return replace(country, places=kept)


def beside(current: OutlineFile, found: OutlineFile, *, country: Country, until: dt.date) -> OutlineFile:
    """The outlines of now with earlier ones of those districts alone that were changed since.

    Args:
        current: the outlines that there are; earlier ones of the same day are replaced.
        found: outlines on the same grid that held until a day.
        country: whose register says what was changed.
        until: their last day.
    """
    changed = _changed_since(country, until)
    old = [replace(each, valid_to=until) for each in found.features if each.code == each.reports in changed]
    kept = (each for each in current.features if each.valid_to != until)
    return replace(
        current, features=(*kept, *old), source_before=found.source, installed_before=found.installed if old else ""
    )


def _changed_since(country: Country, day: dt.date) -> frozenset[str]:
    """The codes of the places that ended, gave a part away or were given one after a day."""
    lines = [line for line in country.lineage if line.date > day and line.before != line.after]
    ended = (place.code for place in country.places.values() if place.valid_to and place.valid_to >= day)
    return frozenset(ended).union(*({line.before, line.after} for line in lines))
