"""What is known of our own form: sentences that are never a hit, and measures that are money."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping
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

    def to_json(self) -> dict[str, list[str]]:
        """As what JSON can hold, for the process that looks through workbooks."""
        return {"sentences": sorted(self.sentences), "money": sorted(self.money)}

    @classmethod
    def from_json(cls, plain: Mapping[str, Iterable[str]]) -> Own:
        """What `to_json` wrote."""
        return cls(frozenset(plain["sentences"]), frozenset(plain["money"]))


def own_form(catalogue: Catalogue, country: Country, *, today: dt.date, content: Path | None = None) -> Own:
    """What the country's form says by itself, in every language and for every quarter that may still come in."""
    parts = (part for each in catalogue.indicators.values() for part in each.parts)
    return Own(
        sentences=_sentences(country.due_days, Quarter.of(today), content),
        money=frozenset(part.measure for part in parts if part.unit == "money"),
    )


@functools.lru_cache(maxsize=8)
def _sentences(due_days: int, now: Quarter, content: Path | None) -> frozenset[str]:
    quarters = [now + number for number in range(-4 * YEARS_AROUND, 4 * YEARS_AROUND)]
    days = [quarter.last_day + dt.timedelta(days=due_days) for quarter in quarters]
    return frozenset(_each_sentence(days, content))


def _each_sentence(due: Iterable[dt.date], content: Path | None) -> Iterator[str]:
    days = tuple(due)
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
