"""What is known of our own form: sentences that are never a hit, and measures that are money."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.catalogue import Catalogue
from data.model import Country, Quarter
from data.settings import Overlay
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
        content: the folder with the ministry's own words, in which our comments may be written.
    """

    sentences: frozenset[str] = frozenset()
    money: frozenset[str] = frozenset()
    content: Overlay | None = None

    def to_json(self) -> dict[str, Any]:
        """As what JSON can hold, for the process that looks through workbooks."""
        laid = self.content or Overlay()
        content = [str(laid.folder or ""), laid.country]
        return {"sentences": sorted(self.sentences), "money": sorted(self.money), "content": content}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Own:
        """What `to_json` wrote."""
        folder, country = plain["content"]
        content = Overlay(Path(folder) if folder else None, country) if country or folder else None
        return cls(frozenset(plain["sentences"]), frozenset(plain["money"]), content)


def own_form(catalogue: Catalogue, country: Country, *, today: dt.date, content: Overlay | None = None) -> Own:
    """What the country's form says by itself, in every language and for every quarter that may still come in."""
    parts = (part for each in catalogue.indicators.values() for part in each.parts)
    return Own(
        sentences=_sentences(country.due_days, Quarter.of(today), content),
        money=frozenset(part.measure for part in parts if part.unit == "money"),
        content=content,
    )


@functools.lru_cache(maxsize=8)
def _sentences(due_days: int, now: Quarter, content: Overlay | None) -> frozenset[str]:
    quarters = [now + number for number in range(-4 * YEARS_AROUND, 4 * YEARS_AROUND)]
    days = [quarter.last_day + dt.timedelta(days=due_days) for quarter in quarters]
    return frozenset(_each_sentence(days, content))


def _each_sentence(due: Iterable[dt.date], content: Overlay | None) -> Iterator[str]:
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
