"""`python -m benchmarks.release`: a quarter's figures of people rounded and attacked, in a country nobody has seen.

The country has the districts of a real one and the numbers of the demo world, drawn from another seed. Its quarter is
rounded and audited, and then again after each of three rounds of corrections.
"""

from __future__ import annotations

import argparse
import dataclasses
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from data.catalogue import Catalogue
from data.demo.answers import Answers
from data.demo.chance import Chance
from data.demo.filling import authors
from data.demo.recipe import load_recipe
from data.disclosure import load_disclosure
from data.model import Country, Level, Quarter
from data.rules import Comparison, Gravity, rulebook
from data.settings import read_settings
from data.store.house import House, open_house
from metrics.disclosure.adding import added_up
from metrics.disclosure.audit import Verdict, audited
from metrics.disclosure.cube import EARLIER, FACILITY, TOTAL, TRUTH, bounds_of, shapes_of
from metrics.disclosure.laying import KEYS
from metrics.disclosure.rounding import as_released, rounded

SECRET = b"of the bench alone"
DRAWS = 3
QUARTERS = 2
"""The second quarter of the demo is released, so that the rules that look back find something."""


def unseen(country: Country, seed: str) -> Country:
    """The same country with codes of its own, and so with numbers that nobody has seen."""

    def named(code: str | None) -> str | None:
        return None if code is None else f"{seed}.{code}"

    places = {
        f"{seed}.{code}": replace(place, code=f"{seed}.{code}", parent=named(place.parent))
        for code, place in country.places.items()
    }
    return replace(country, places=places, lineage=())


def truths(house: House, seed: str, quarters: int) -> tuple[Country, dict[Quarter, pd.DataFrame]]:
    """The unseen country, and what the returns of its first quarters say (columns `TRUTH`)."""
    country = unseen(house.country, seed)
    recipe = load_recipe(country.iso3)
    centres = tuple(replace(each, place=f"{seed}.{each.place}") for each in recipe.country.centres)
    tale = replace(recipe.country, centres=centres, places={}, silences={}, waiting=frozenset())
    recipe = replace(recipe, country=tale)
    rows: dict[Quarter, list[tuple[object, ...]]] = {quarter: [] for quarter in recipe.quarters[:quarters]}
    for code, author in authors(replace(house, country=country), recipe).items():
        for quarter, told in rows.items():
            for handed in list(author.hand_in(quarter))[-1:]:
                told += [(*row[:3], str(quarter), code, row[3]) for row in _told(handed.answers, house.catalogue)]
    return country, {quarter: pd.DataFrame(told, columns=list(TRUTH)) for quarter, told in rows.items()}


def _told(answers: Answers, catalogue: Catalogue) -> Iterator[tuple[str, str, str, float]]:
    for indicator in catalogue.indicators.values():
        for part in indicator.parts:
            if indicator.pillar in answers.nil and part.typed and part.measure not in answers.totals:
                yield part.measure, TOTAL, "", 0.0
    for measure, value in answers.totals.items():
        if value is not None:
            yield measure, TOTAL, "", float(value)
    for (measure, dimension), parts in answers.parts.items():
        for item, value in parts.items():
            yield measure, dimension, item, float(value)
    for part in (part for each in catalogue.indicators.values() for part in each.parts):
        if part.source.startswith("facilities."):
            column = part.source.partition(".")[2]
            shares = [(f"F{number}", row[column]) for number, row in enumerate(answers.centres)]
            told = [(key, float(value)) for key, value in shares if isinstance(value, float)]
            if told:
                yield part.measure, TOTAL, "", sum(value for _, value in told)
                yield from ((part.measure, FACILITY, key, value) for key, value in told)


class Unseen:
    """One unseen country, whose quarter is released, and released again after corrections."""

    def __init__(self, house: House, seed: str) -> None:
        """Draw the country, and what its districts say of two quarters."""
        self.country, said = truths(house, seed, QUARTERS)
        first, self.quarter = min(said), max(said)
        self.truth = said[self.quarter]
        says = load_disclosure(house.settings.content)
        parts = (part for each in house.catalogue.indicators.values() for part in each.parts)
        shapes = shapes_of(parts, units=says.units, country_only=says.country_only)
        root = self.country.root.code
        districts = [each for each in self.country.places.values() if each.level is Level.DISTRICT]
        self._above = {each.code: tuple(dict.fromkeys((each.parent or root, root))) for each in districts}
        self._how: dict[str, Any] = {
            "shapes": shapes,
            "above": self._above,
            "bounds": bounds_of(_of_errors(house.catalogue), shapes),
            "base": self.country.release_base,
        }
        self._shapes = shapes
        before = rounded(said[first], secret=SECRET, **self._how)
        self._carried = before[before["measure"].map(lambda each: shapes[each].adds_over_year)]
        same = before.assign(when="before")[list(EARLIER)]
        self._how["earlier"] = pd.concat([same, same.assign(when="so_far")], ignore_index=True)
        self._releases: list[pd.DataFrame] = []

    def release(self) -> tuple[float, float, Verdict]:
        """Round and audit, drawn anew where the audit says so: seconds of either, and the verdict."""
        rounding = auditing = 0.0
        for draw in range(DRAWS):
            began = time.perf_counter()
            remembered = self._releases[-1] if self._releases else None
            figures = rounded(
                self.truth, secret=SECRET, draw=draw, remembered=remembered, carried=self._carried, **self._how
            )
            cells = added_up(
                figures,
                quarter=self.quarter,
                shapes=self._shapes,
                above=self._above,
                answered=pd.DataFrame({"measure": [], "place": [], "status": []}),
                expected=list(self._above),
            )
            rounding += time.perf_counter() - began
            verdict = audited(cells, self.truth, before=self._releases, **self._how)
            auditing += verdict.seconds
            if verdict.passed:
                break
        self._releases.append(as_released(self.truth, cells, self._shapes))
        return rounding, auditing, verdict

    def correct(self, share: float, number: int) -> None:
        """Some districts hand in again: one more person here and there, in one part of one number."""
        chance = Chance("corrections", number)
        rows = self.truth.reset_index(drop=True)
        value = rows["value"].copy()
        row_of = {name: row for row, name in enumerate(zip(*(rows[key] for key in KEYS), strict=True))}
        for row in rows.index[rows["dimension"] == "sex_age"]:
            if chance.happens(share):
                measure, place = rows.loc[row, "measure"], rows.loc[row, "place"]
                broken_down = rows[(rows["measure"] == measure) & (rows["place"] == place)]
                if set(broken_down["dimension"]) <= {TOTAL, "sex_age"}:
                    value[row] += 1
                    value[row_of[measure, TOTAL, "", place]] += 1
        self.truth = rows.assign(value=value)


def _of_errors(catalogue: Catalogue) -> list[Comparison]:
    """The comparisons of the rules whose breach is an error."""
    rules = rulebook()
    return [
        comparison
        for rule in catalogue.rules.values()
        if any(rules[number].severity is Gravity.ERROR for number in rule.numbers)
        for comparison in rule.comparisons
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--countries", nargs="+", default=["IDN", "TLS"], help="whose districts (default IDN TLS)")
    parser.add_argument("--seed", default="unseen", help="what the numbers are drawn from")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of corrections (default 3)")
    asked = parser.parse_args()
    for iso3 in asked.countries:
        with tempfile.TemporaryDirectory(prefix="lima-bench-") as folder:
            house = open_house(read_settings({"COUNTRY": iso3, "LIMA_VAR": folder}))
            unseen_country = Unseen(house, asked.seed)
            house.engine.dispose()
        for number in range(asked.rounds + 1):
            if number:
                unseen_country.correct(0.05, number)
            _print(iso3, number, *unseen_country.release())


def _print(iso3: str, number: int, rounding: float, auditing: float, verdict: Verdict) -> None:
    what = f"after {number} rounds of corrections" if number else "first release"
    print(f"\n{iso3}, {what}: rounded in {rounding:.1f} s, audited in {auditing:.1f} s; passed: {verdict.passed}")
    for name, found in dataclasses.asdict(verdict).items():
        if isinstance(found, dict):
            print(f"  {name:18}", ", ".join(f"{level} {off:g}" for level, off in found.items()))
        elif name != "seconds":
            print(f"  {name:18} {found}")


if __name__ == "__main__":
    main()
