"""A small invented country: two provinces of four districts, and numbers of all the shapes that there are."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pandas as pd

from data.model import Quarter
from metrics.disclosure.cube import FACILITY, TOTAL, TRUTH, Bound, Breakdown, Ref, Shape

QUARTER = Quarter(2026, 2)
DISTRICTS = tuple(f"{province}{number}" for province in "AB" for number in range(1, 5))
ABOVE = {district: (district[0], "LAND") for district in DISTRICTS}
SECRET = b"of a test"

SEX_AGE = Breakdown("sex_age", axes=(("F", "M"), ("child", "adult")))
FORMS = Breakdown("forms", several=True, axes=(("work", "sex", "other"),))
NATIONALITY = Breakdown("nationality", within="sex_age", axes=SEX_AGE.axes, rows=True)
WHO = Breakdown("who", complete=False, axes=(("police", "office"),))
ROUTE = Breakdown("route", axes=(("in", "out", "through"),))

SHAPES = {
    "found": Shape("found", 1, (SEX_AGE, FORMS, NATIONALITY, WHO, ROUTE), adds_over_year=True),
    "helped": Shape("helped", 1, (SEX_AGE,)),
    "housed": Shape("housed", 1, (Breakdown(FACILITY, complete=False),)),
    "nights": Shape("nights", 90, (Breakdown(FACILITY, complete=False),), adds_over_year=True),
    "open": Shape("open", 1),
    "meetings": Shape("meetings", 0, (ROUTE,)),
    "awarded": Shape("awarded", 0, country_only=True),
}
BOUNDS = (
    Bound((Ref("helped"),), (Ref("found"),)),
    Bound((Ref("open"),), (Ref("found"), Ref("open", when="before"))),
)
CELLS = [f"{sex}.{age}" for sex in ("F", "M") for age in ("child", "adult")]


def truth_of(seed: int, *, usual: int = 3, districts: tuple[str, ...] = DISTRICTS) -> pd.DataFrame:
    """What the returns of a quarter say; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - invented numbers
    rows = [row for place in districts for row in _told(place, chance, usual)]
    return pd.DataFrame(rows, columns=list(TRUTH))


def corrected(truth: pd.DataFrame, seed: int, places: int = 2) -> pd.DataFrame:
    """The truth after some districts handed in again."""
    chance = random.Random(f"corrected {seed}")  # noqa: S311 - invented numbers
    again = chance.sample(sorted(truth["place"].unique()), places)
    told = truth_of(seed + 1000)
    return pd.concat([truth[~truth["place"].isin(again)], told[told["place"].isin(again)]], ignore_index=True)


def _told(place: str, chance: random.Random, usual: int) -> Iterator[tuple[object, ...]]:
    def row(measure: str, dimension: str, item: str, value: float) -> tuple[object, ...]:
        return measure, dimension, item, str(QUARTER), place, float(value)

    cells = {cell: chance.randrange(usual + 1) * chance.randrange(2) for cell in CELLS}
    found = sum(cells.values())
    yield row("found", TOTAL, "", found)
    if chance.random() < 0.85:
        yield from (row("found", "sex_age", cell, value) for cell, value in cells.items())
        if chance.random() < 0.6:
            for cell, value in cells.items():
                own = chance.randrange(value + 1)
                yield row("found", "nationality", f"OWN.{cell}", own)
                yield row("found", "nationality", f"FAR.{cell}", value - own)
    yield from (row("found", "forms", item, chance.randrange(found + 1)) for item in FORMS.axes[0])
    police = chance.randrange(found + 1)
    yield row("found", "who", "police", police)
    yield row("found", "who", "office", chance.randrange(found - police + 1))
    yield from (row("found", "route", item, value) for item, value in _split(found, ROUTE.axes[0], chance))
    helped = chance.randrange(found + 1)
    yield row("helped", TOTAL, "", helped)
    yield from (row("helped", "sex_age", cell, value) for cell, value in _split(helped, CELLS, chance))
    shares = {f"{place}-{number}": chance.randrange(2 * usual) for number in range(chance.randrange(3))}
    for measure, nights in (("housed", 1), ("nights", 77)):
        if shares:
            yield row(measure, TOTAL, "", sum(shares.values()) * nights)
            yield from (row(measure, FACILITY, code, value * nights) for code, value in shares.items())
    yield row("open", TOTAL, "", chance.randrange(found + 2))
    yield row("meetings", TOTAL, "", chance.randrange(4))
    yield row("awarded", TOTAL, "", chance.choice([0, 1234.5]))


def _split(number: int, items: object, chance: random.Random) -> list[tuple[str, int]]:
    names = list(items)  # type: ignore[call-overload]
    drawn = [chance.choice(names) for _ in range(number)]
    return [(name, drawn.count(name)) for name in names]
