"""In whose words a briefing is told: names, values and shares written out, for every part of the two pages."""

from __future__ import annotations

from dataclasses import dataclass

from data.model import Part
from data.store.house import House
from metrics.change import Figure
from metrics.coverage import Share
from pages.parts import plan_words, shown
from pages.parts.briefing.facts import Briefing
from pages.parts.shown import Voice

LONGEST = 84
"""A longer name would take a third line: it is cut, with a sign that it was."""


@dataclass(frozen=True)
class Teller:
    """In whose words a briefing is told, and what all parts of it need."""

    house: House
    voice: Voice
    briefing: Briefing

    def say(self, key: str, **values: object) -> str:
        """A sentence of the two pages."""
        return self.voice.say(f"briefing.{key}", **values)

    def of(self, share: Share) -> str:
        """So many of so many."""
        return self.voice.say("figures.of", count=self.voice.number(share.count), of=self.voice.number(share.of))

    def value(self, figure: Figure) -> str:
        """A figure of the country with its unit, or why there is none."""
        if not figure.status:
            return self.say("unreleased") if self.briefing.release else self.voice.say("numbers.unknown")
        part = self.part(figure.measure)
        told = {"reporting": figure.reporting, "above": True, "voice": self.voice, "step": figure.step}
        return shown.value(figure.value or 0, part, figure.status, **told)

    def part(self, measure: str) -> Part:
        """A measure of the catalogue."""
        return self.briefing.parts.get(measure) or self.house.catalogue.measure(measure)

    def name(self, measure: str) -> str:
        """What a measure is called, cut short; with its indicator's name where it makes no sense without."""
        return short(plan_words.measure(self.house.catalogue, measure, self.voice))


def short(text: str, most: int = LONGEST) -> str:
    """A text of at most so many letters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
