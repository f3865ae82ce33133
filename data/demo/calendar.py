"""When the districts of the demo report: on time, late, not at all, or once more with other numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from data.demo.chance import Chance
from data.demo.recipe import Recipe
from data.demo.traits import Character
from data.model import Country, Quarter

FIRST_DAY = 3
"""No return comes earlier after a quarter's end."""


@dataclass(frozen=True)
class Filing:
    """When a district files its return of a quarter, and when it corrects it, if it does."""

    at: dt.datetime
    corrected_at: dt.datetime | None


def closes(recipe: Recipe) -> dt.datetime:
    """The moment at which the demo stands still: what would have come later is not there."""
    return _moment(recipe.newest, recipe.world["closes"], 10 * 60)


def filings(character: Character, *, country: Country, recipe: Recipe) -> Mapping[Quarter, Filing]:
    """The quarters that a district reports in."""
    chance = Chance("calendar", character.place.code)
    silent = _silences(character, recipe, chance)
    waiting = character.place.code in recipe.country.waiting
    found = {}
    for quarter in recipe.quarters:
        filing = _filing(quarter, character, country=country, recipe=recipe, chance=chance)
        missing = quarter in silent or (waiting and quarter == recipe.newest)
        if filing and not missing and character.place.exists_in(quarter):
            found[quarter] = filing
    return found


def _silences(character: Character, recipe: Recipe, chance: Chance) -> set[Quarter]:
    """The quarters of one long silence, as told of the place or by chance."""
    quarters = recipe.quarters
    told = recipe.country.silences.get(character.place.code)
    if told:
        return set(quarters[max(0, len(quarters) - 1 + told[0]) : len(quarters) + told[1]])
    falls_silent = chance.happens(recipe.world["silences"]["share"])
    length = round(chance.between(*recipe.world["silences"]["quarters"]))
    first = round(chance.between(0, len(quarters) - 1))
    return set(quarters[first : first + length]) if falls_silent and character.habit.silent else set()


def _filing(
    quarter: Quarter, character: Character, *, country: Country, recipe: Recipe, chance: Chance
) -> Filing | None:
    habit = character.habit
    silent, late, corrected = (chance.happens(share) for share in (habit.silent, habit.late, habit.revised))
    days = chance.between(FIRST_DAY, country.due_days)
    if late:
        # Most late returns are a little late.
        days = country.due_days + 1 + recipe.world["late_days"] * chance.share() ** 2
    at = _moment(quarter, int(days), round(chance.between(60, 540)))
    again = at + dt.timedelta(days=round(chance.between(*recipe.world["revised_after"])))
    end = closes(recipe)
    if silent or at > end:
        return None
    return Filing(at, again if corrected and again <= end else None)


def _moment(quarter: Quarter, days: int, minutes: int) -> dt.datetime:
    """A moment so many days after the quarter's end, at so many minutes after midnight in UTC."""
    day = quarter.last_day + dt.timedelta(days=days)
    return dt.datetime.combine(day, dt.time(), dt.UTC) + dt.timedelta(minutes=minutes)
