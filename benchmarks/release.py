"""`python -m benchmarks.release`: whole countries released as the ministry releases them, and attacked.

Returns are filed, accepted and released by the functions that the pages and `manage.py release` call: two closed
quarters of the demo, and then the second one again after each of three rounds of corrections. The demo of two countries
is released, and a country with the districts of a real one and numbers from a seed that nobody has seen.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from data.demo.author import Handed
from data.demo.chance import Chance
from data.demo.filling import authors
from data.demo.recipe import Recipe, load_recipe
from data.demo.reviewing import REVIEWER
from data.demo.typed import TypedForm
from data.model import Country, Event, Level, Quarter, Status
from data.settings import read_settings
from data.store import closing, releases, returns, review, review_lists
from data.store.engine import reading, writing
from data.store.house import House, open_house
from data.store.new_return import NewReturn, Observation
from data.store.releases import Release
from metrics.disclosure.cube import FACILITY, TOTAL, TRUTH, Shape
from metrics.disclosure.laying import KEYS, is_leaf, laid_out
from pages.parts import release_making, releasing

COUNTRIES = ("IDN", "TLS", "IDN:unseen")
QUARTERS = 2
"""So many closed quarters are released, so that the rules that look back, and the year, find something."""
CORRECTED = 0.05
"""The share of leaves that a round of corrections changes by one person."""
FOUND = ("outsider_exact", "outsider_narrow", "insider_exact", "insider_nobody", "insider_narrow")
"""What the table says of a verdict."""
WRONG = ("off_base", "sums_unequal", "rules_broken")
"""What it says only where something is wrong."""


def unseen(country: Country, seed: str) -> Country:
    """The same country with codes of its own, and so with numbers that nobody has seen."""

    def named(code: str | None) -> str | None:
        return None if code is None else f"{seed}.{code}"

    places = {
        f"{seed}.{code}": replace(place, code=f"{seed}.{code}", parent=named(place.parent))
        for code, place in country.places.items()
    }
    return replace(country, places=places, lineage=())


def unseen_recipe(recipe: Recipe, seed: str) -> Recipe:
    """The demo without what it tells of single places; centres stand where they stood."""
    centres = tuple(replace(each, place=f"{seed}.{each.place}") for each in recipe.country.centres)
    tale = replace(recipe.country, centres=centres, places={}, silences={}, waiting=frozenset())
    return replace(recipe, country=tale)


@dataclass(frozen=True)
class Memory:
    """Leaves that say what they said when the quarter was last released, and those that lost their figure all the same.

    `given_up` counts those in returns that say something else anew, `elsewhere` those in all other returns.
    """

    told_as_before: int = 0
    given_up: int = 0
    elsewhere: int = 0


@dataclass(frozen=True)
class Made:
    """A release, how many seconds rounding and audit took, and what it kept of the one before."""

    release: Release
    seconds: float
    memory: Memory


class Ministry:
    """A country whose returns are accepted and released, quarter after quarter."""

    def __init__(self, house: House, recipe: Recipe) -> None:
        """File nothing yet."""
        self._house, self._recipe = house, recipe
        closed = recipe.newest - recipe.world["review"]["closes_after"]
        self.quarters = [closed - back for back in reversed(range(QUARTERS))]
        self._filed: dict[str, NewReturn] = {}
        self._at = dt.datetime.combine(recipe.newest.last_day, dt.time(), dt.UTC) + dt.timedelta(days=60)

    def take_in(self) -> None:
        """File what the districts hand in for the quarters, accept it, and close them."""
        for quarter, news in self._handed_in().items():
            self._file(quarter, news)
            with writing(self._house.engine) as connection:
                closing.close(connection, quarter, by=REVIEWER, at=self._later())
            self._filed = {new.place: new for new in news}

    def release(self, quarter: Quarter) -> Made:
        """Make a release, have it audited once more, and publish it."""
        began = time.perf_counter()
        made = releasing.make(self._house, REVIEWER, quarter, at=self._later())
        took = time.perf_counter() - began
        again = releasing.audit(self._house, REVIEWER, made.id)
        if {**again, "seconds": 0} != {**made.verdict, "seconds": 0}:
            raise ArithmeticError("audited again, the same release has another verdict")
        if made.passed:
            releasing.publish(self._house, REVIEWER, made.id, at=self._later())
        return Made(made, took, self._remembered(quarter))

    def _remembered(self, quarter: Quarter) -> Memory:
        """What the newest published release of a quarter kept of the one before."""
        about = release_making.known(self._house, quarter)
        with reading(self._house.engine) as connection:
            published = [each for each in releases.every(connection) if each.published and each.quarter == quarter][-2:]
            if len(published) < 2:
                return Memory()
            then, now = (releases.returns_of(connection, each.id) for each in published)
            before = release_making.read_input(connection, self._house, about, now).before[-2:]
        both = before[0].merge(before[1], on=KEYS, suffixes=("_then", "_now"))
        for figures in before:
            laid = laid_out(figures[list(TRUTH)], about.shapes)
            both = both.merge(laid.loc[is_leaf(laid), KEYS], on=KEYS)
        counted = both["measure"].isin([name for name, shape in about.shapes.items() if shape.unit])
        same = both[counted & (both["value_then"] == both["value_now"])]
        lost = same[same["shown_then"] != same["shown_now"]]
        anew = lost["place"].map(then) != lost["place"].map(now)
        return Memory(len(same), int(anew.sum()), int((~anew).sum()))

    def correct(self, number: int) -> int:
        """Districts whose quarter is opened again hand in once more, and are accepted; how many."""
        quarter = self.quarters[-1]
        shapes = release_making.known(self._house, quarter).shapes
        chance = Chance("corrections", number)
        news = []
        for _, filed in sorted(self._filed.items()):
            told = _corrected(filed.observations, shapes, chance)
            if told != list(filed.observations):
                news.append(replace(filed, observations=told, at=self._later()))
        with writing(self._house.engine) as connection:
            for new in news:
                review.reopen(
                    connection,
                    place=new.place,
                    quarter=quarter,
                    by=REVIEWER,
                    at=self._at,
                    reason=f"correction {number}",
                    country=self._house.country,
                )
        self._file(quarter, news)
        self._filed |= {new.place: new for new in news}
        return len(news)

    def _later(self) -> dt.datetime:
        self._at += dt.timedelta(seconds=1)
        return self._at

    def _handed_in(self) -> dict[Quarter, list[NewReturn]]:
        """The newest return of every district, which is what is accepted."""
        house, language = self._house, self._house.country.languages[0]
        forms = {quarter: TypedForm(house, quarter, language) for quarter in self.quarters}
        news: dict[Quarter, list[NewReturn]] = {quarter: [] for quarter in self.quarters}
        for author in authors(house, self._recipe).values():
            for quarter in self._recipe.quarters:
                handed: list[Handed] = list(author.hand_in(quarter))[-1:]
                if quarter in forms:
                    news[quarter] += [author.new_return(each, forms[quarter], language) for each in handed]
        return news

    def _file(self, quarter: Quarter, news: Collection[NewReturn]) -> None:
        house, at = self._house, self._later()
        with writing(house.engine) as connection:
            returns.file_returns(connection, list(news), country=house.country)
            if Level.PROVINCE in house.country.review:
                codes = _receipts(review_lists.waiting(connection, steps=[Event.FILED], quarter=quarter))
                review.forward(connection, codes, by=REVIEWER, at=at, country=house.country)
            waiting = review_lists.waiting(connection, steps=[Event.FILED, Event.FORWARDED], quarter=quarter)
            review.accept(connection, _receipts(waiting), by=REVIEWER, at=at, country=house.country)


def _receipts(waiting: pd.DataFrame) -> list[str]:
    return list(waiting["receipt"])


def _corrected(told: Sequence[Observation], shapes: Mapping[str, Shape], chance: Chance) -> list[Observation]:
    """One person more or fewer here and there, in one part of a number and in the number."""
    by: dict[tuple[str, str, str], float] = {}
    for each in _leaves(told, shapes):
        if chance.happens(CORRECTED):
            change = -1.0 if each.value and chance.happens(0.5) else 1.0
            for name in {(each.measure, each.dimension, each.item), (each.measure, TOTAL, "")}:
                by[name] = by.get(name, 0.0) + change
    return [
        replace(each, value=each.value + by[name])
        if (name := (each.measure, each.dimension, each.item)) in by and each.value is not None
        else each
        for each in told
    ]


def _leaves(told: Sequence[Observation], shapes: Mapping[str, Shape]) -> Iterator[Observation]:
    """The parts of persons in numbers that have one breakdown, and the numbers that have none."""
    dimensions: dict[str, set[str]] = {}
    for each in told:
        dimensions.setdefault(each.measure, set()).add(each.dimension)
    for each in told:
        shape, own = shapes.get(each.measure), dimensions[each.measure] - {TOTAL}
        if shape is None or shape.unit != 1 or each.status is not Status.REPORTED:
            continue
        parts = {one.key for one in shape.breakdowns if not one.several}
        if FACILITY not in parts and own <= parts and len(own) <= 1 and (each.dimension in own or not own):
            yield each


def released(iso3: str, seed: str, rounds: int) -> Iterator[tuple[str, Made]]:
    """Every release of one country, in its order, and what it is."""
    with tempfile.TemporaryDirectory(prefix="lima-bench-") as folder:
        house, recipe = open_house(read_settings({"COUNTRY": iso3, "LIMA_VAR": folder})), load_recipe(iso3)
        if seed:
            house, recipe = replace(house, country=unseen(house.country, seed)), unseen_recipe(recipe, seed)
        ministry = Ministry(house, recipe)
        ministry.take_in()
        for quarter in ministry.quarters:
            yield f"{quarter}", ministry.release(quarter)
        for number in range(1, rounds + 1):
            count = ministry.correct(number)
            yield f"{quarter}, round {number} ({count} returns)", ministry.release(quarter)
        house.engine.dispose()


def main() -> None:
    """Measure and print; exit status 1 if a release did not pass."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--countries", nargs="+", default=COUNTRIES, help="a country's demo, or country:seed")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of corrections (default 3)")
    asked = parser.parse_args()
    passed = True
    for name in asked.countries:
        iso3, _, seed = name.partition(":")
        print(f"\n{iso3}, {f'seed {seed}' if seed else 'the demo'}")
        print("| release | seconds | last audit | draws | figures | outsider: exact, narrow ", end="")
        print("| insiders: exact, of nobody, narrow | largest deviation ", end="")
        print("| told as before: leaves, figure lost, lost elsewhere | passed |")
        for what, made in released(iso3, seed, asked.rounds):
            print(_row(what, made), flush=True)
            passed &= made.release.passed
    sys.exit(0 if passed else 1)


def _row(what: str, made: Made) -> str:
    verdict = made.release.verdict
    exact, narrow, somebody, nobody, pooled = (verdict[key] for key in FOUND)
    far = ", ".join(f"{level} {most:g}" for level, most in verdict["largest_deviation"].items() if "part" not in level)
    cells = (
        what,
        f"{made.seconds:.0f}",
        f"{verdict['seconds']:.0f}",
        made.release.draw + 1,
        verdict["cells"],
        f"{exact}, {narrow}",
        f"{somebody}, {nobody}, {pooled}",
        far,
        f"{made.memory.told_as_before}, {made.memory.given_up}, {made.memory.elsewhere}",
        "yes"
        if made.release.passed
        else ", ".join(["NO", *(f"{key} {verdict[key]}" for key in WRONG if verdict[key])]),
    )
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    main()
