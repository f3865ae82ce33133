"""What is known of our own form: sentences that are never a hit, and measures that are money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from data.catalogue import Catalogue
from data.model import Country, Quarter
from data.words import date, gaps, languages, words

FORM = "workbook."
YEARS_AROUND = 3
DUE = {"due"}


@dataclass(frozen=True)
class Own:
    """What the form says by itself.

    Attributes:
        sentences: its own sentences, in every language.
        money: its measures that are amounts of money.
    """

    sentences: frozenset[str] = frozenset()
    money: frozenset[str] = frozenset()


def own_form(catalogue: Catalogue, country: Country, *, today: dt.date, content: Path | None = None) -> Own:
    """What the country's form says by itself, in every language and for every quarter that may still come in."""
    parts = (part for each in catalogue.indicators.values() for part in each.parts)
    return Own(
        sentences=frozenset(_sentences(_due_days(country, today), content)),
        money=frozenset(part.measure for part in parts if part.unit == "money"),
    )


def _due_days(country: Country, today: dt.date) -> list[dt.date]:
    now = Quarter.of(today)
    around = range(-4 * YEARS_AROUND, 4 * YEARS_AROUND)
    return [(now + number).last_day + dt.timedelta(days=country.due_days) for number in around]


def _sentences(due_days: Iterable[dt.date], content: Path | None) -> Iterator[str]:
    days = tuple(due_days)
    for language in languages():
        written = [date(day, language) for day in days]
        yield from written
        for key, sentence in words(language, content).items():
            if not key.startswith(FORM):
                continue
            if not gaps(sentence):
                yield sentence
            elif gaps(sentence) == DUE:
                yield from (sentence.format(due=day) for day in written)
