"""What each district of the demo is like: its surroundings, its habits, how diligently its forms are answered."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.demo.chance import Chance
from data.demo.numbers import Traits
from data.demo.recipe import Habit, Recipe, Surroundings, Tale
from data.model import Country, Place

SMALL = 0.75
"""Below this size a place has quarters in which nothing happens."""


@dataclass(frozen=True)
class Character:
    """A district of the demo: what shapes its numbers, and how it reports."""

    place: Place
    traits: Traits
    habit: Habit
    diligence: float

    @property
    def small(self) -> bool:
        """Whether it has quarters in which nothing happens."""
        return self.traits.factors["size"] < SMALL and self.traits.factors["victims"] < 1


def characters(country: Country, recipe: Recipe, districts: Iterable[Place]) -> list[Character]:
    """Every district as the demo knows it, in the order given."""
    places = list(districts)
    people = {place.code: place.population_in(recipe.newest.year) for place in places}
    known = [number for number in people.values() if number]
    usual = statistics.median(known) if known else 1
    return [
        _character(place, (people[place.code] or usual) / usual, country=country, recipe=recipe) for place in places
    ]


def _character(place: Place, people: float, *, country: Country, recipe: Recipe) -> Character:
    chance = Chance("character", place.code)
    tale = _tale(place, recipe)
    surroundings = recipe.kinds[tale.kind or _drawn(recipe.kinds, chance)]
    world = recipe.world
    size = min(max(people**0.5, 0.4), 3.0)
    victims = surroundings.victims * tale.victims * recipe.country.scale.get("victims", 1)
    if not tale.kind:
        victims *= chance.around_one(world["victims"]["spread"])
    return Character(
        place=place,
        traits=Traits(
            own=country.iso3,
            factors={
                "victims": world["victims"]["usual"] * victims,
                "activity": world["activity"]["usual"] * chance.around_one(world["activity"]["spread"]),
                "size": size,
            },
            known={
                "villages": place.villages,
                "centres": sum(centre.place == place.code for centre in recipe.country.centres),
            },
            weights=surroundings.weights,
        ),
        habit=recipe.habits[tale.habit or _drawn(recipe.habits, chance)],
        diligence=chance.between(*world["diligence"]),
    )


def _tale(place: Place, recipe: Recipe) -> Tale:
    """What is told of the place, or else of its province. A place with a centre reports reliably."""
    told = recipe.country.places
    tale = told.get(place.code) or told.get(place.parent or "") or Tale()
    has_centre = any(centre.place == place.code for centre in recipe.country.centres)
    return Tale(tale.kind, tale.victims, "reliable") if has_centre else tale


def _drawn(choices: Mapping[str, Surroundings] | Mapping[str, Habit], chance: Chance) -> str:
    names = list(choices)
    counts = chance.spread(1, [choices[name].share for name in names])
    return names[counts.index(1)]
