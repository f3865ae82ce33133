"""How a value, a change and a part of a whole are written out. Pure: what a sentence needs comes with the `Voice`."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data import words
from data.model import Kind, Language, Part, Quarter, Status, Texts
from data.settings import Overlay

PERCENT = 100
NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Voice:
    """In whose words figures are told: the language, a ministry's own words over the shipped ones, and the currency."""

    language: Language
    currency: str
    content: Overlay | None = None

    def say(self, key: str, **values: object) -> str:
        """A sentence by its key."""
        return words.text(key, self.language, self.content, **values)

    def pick(self, texts: Texts) -> str:
        """A text of the content."""
        return words.pick(texts, self.language)

    def number(self, value: float, digits: int = 0) -> str:
        """A number with the language's separators."""
        return words.number(value, self.language, digits)

    def money(self, amount: float, currency: str | None = None) -> str:
        """An amount; in the country's currency, unless another is named."""
        return words.money(amount, currency or self.currency, self.language)

    def date(self, day: dt.date) -> str:
        """A day: 3 September 2026."""
        return words.date(day, self.language)

    def month(self, day: dt.date) -> str:
        """A month: September 2026."""
        return words.month(day, self.language)

    def quarter(self, value: Quarter) -> str:
        """A quarter as short as can be: Q3 2026."""
        return self.say("figures.quarter", number=value.number, year=value.year)


def value(
    number: float, part: Part, status: str, *, reporting: int, above: bool, voice: Voice, step: float = math.nan
) -> str:
    """A value with its unit, or the words for why there is none.

    Args:
        number: the value; not read where the status says that there is none.
        part: the measure.
        status: one of `data.model.Status`.
        reporting: how many districts answered.
        above: whether the place stands above the districts: a yes-no is then how many of them said yes.
        voice: in whose words.
        step: in which steps a released number is shown, as in `metrics.shown`.
    """
    if status not in (Status.REPORTED, Status.NIL):
        return voice.say(f"map.{status}")
    if part.kind is Kind.YES_NO and above:
        return voice.say("figures.said_yes", count=voice.number(number), of=voice.number(reporting))
    if part.kind is Kind.YES_NO:
        return voice.say("workbook.yes" if number else "workbook.no")
    if part.kind is Kind.RATIO:
        # One decimal, and shares of one whole are not forced to make 100 (rule C-04).
        return voice.say("figures.percent", share=voice.number(number * PERCENT, 1))
    return amount(number, part, voice, step)


def written(row: Mapping[str, Any], part: Part, *, above: bool, voice: Voice) -> str | None:
    """The value of a row with the columns `metrics.rollup.VALUES`, as a page shows it; None where there is none."""
    if row["status"] not in (Status.REPORTED, Status.NIL):
        return None
    told = {"reporting": int(row["reporting"]), "above": above, "voice": voice, "step": row["step"]}
    return value(row["value"], part, row["status"], **told)


def amount(number: float, part: Part, voice: Voice, step: float = math.nan) -> str:
    """A number in the unit of its measure: money with its currency, a share as a percentage; a shown 0 as `<5`."""
    if step > 0 and not number:
        return fewer(step, voice)
    if part.kind is Kind.RATIO:
        return voice.say("figures.percent", share=voice.number(number * PERCENT))
    return voice.money(number) if part.unit == "money" else voice.number(number)


def change(number: float, part: Part, voice: Voice) -> str:
    """A change with its sign; the difference of two shares is in percentage points."""
    if part.kind is Kind.RATIO:
        points = round(number * PERCENT, 1)
        return voice.say("figures.points", points=signed(points, voice.number(abs(points), 1)))
    return signed(number, amount(abs(number), part, voice))


def signed(number: float, written: str) -> str:
    """A written number with the sign of what it stands for."""
    return f"+{written}" if number > 0 else f"−{written}" if number < 0 else f"±{written}"  # noqa: RUF001 - a real minus


def few(number: float, voice: Voice, *, least: int = 5) -> str:
    """A number of people, of whom so few that they might be known are told only as fewer than `least`."""
    return fewer(least, voice) if 0 < number < least else voice.number(number)


def fewer(step: float, voice: Voice, digits: int = 0) -> str:
    """What a released 0 stands for: fewer than a step."""
    return voice.say("figures.fewer", least=voice.number(step, digits))


def known(value: object) -> float | None:
    """A number out of a frame; None where it holds none."""
    return float(value) if isinstance(value, int | float) and not math.isnan(value) else None
