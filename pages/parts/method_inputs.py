"""The last update of every input that figures rest on, as far as it is told where they are read. No Streamlit here."""

from __future__ import annotations

import datetime as dt

from data.store import newest
from data.store.house import House
from data.store.published_told import Told
from data.words import pick
from pages.parts.shown import Voice

KEPT = ("returns", "agreements", "rates", "costs", "facts")


def rows(source: House, release: Told | None, voice: Voice) -> list[dict[str, str]]:
    """Each input with the day of its newest, and what it is.

    Args:
        source: the house that is read from: of exact figures, or of released ones.
        release: the newest release that the reader reads.
        voice: in whose words.
    """
    with source.reading() as connection:
        days = newest.days(connection)
    nothing = voice.say("method.no_input")
    told: list[tuple[str, str]] = []
    if release is not None:
        published = voice.date(release.published_at.date())
        told.append(("release", f"{published} ({voice.quarter(release.quarter)}, {release.number})"))
    told += [(key, _day(days[key], voice)) for key in KEPT if not (source.shown and key in ("returns", "costs"))]
    years = [year for place in source.country.places.values() for year in place.population]
    whose = pick(source.country.population_source, voice.language) if source.country.population_source else ""
    told.append(("population", f"{max(years)} ({whose})" if whose and years else str(max(years, default=nothing))))
    heads = (voice.say("method.input"), voice.say("method.last_update"), voice.say("method.from_where"))
    return [
        dict(zip(heads, (voice.say(f"method.inputs.{key}"), day, voice.say(f"method.sources.{key}")), strict=True))
        for key, day in told
    ]


def _day(day: dt.date | None, voice: Voice) -> str:
    return voice.say("method.no_input") if day is None else voice.date(day)
