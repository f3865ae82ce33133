"""A made-up country, two quarters of which are released and one is not, whose every exact count is a planted number.

Counts of people have four digits, end in neither 0 nor 5, and no two are the same: whatever exact figure reaches a
browser is known by its number alone. What is shown of them is a multiple of five next to it, rounded here by hand: the
door is tested, not the rounding. One district tells small counts, of which a 0 and a 5 are shown.
"""

from __future__ import annotations

import bisect
import datetime as dt
import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.disclosure import load_disclosure
from data.funding.vocabulary import AgreedTranche, Agreement, Instrument, SourceKind
from data.model import RELEASE_CELLS, Kind, Level, Part, Quarter, Role, Status, Visitor
from data.settings import read_settings
from data.store import closing, ledger, people, publishing, release_writing, releases, returns, review, sign_ins
from data.store.engine import writing
from data.store.house import House, open_house
from data.store.new_return import NewReturn, Observation
from data.store.release_writing import NewRelease
from tests.pages import small_world

REVIEWER = Visitor("reviewer@example.org", Role.REVIEWER)
RELEASED, OPEN = (Quarter(2026, 1), Quarter(2026, 2)), Quarter(2026, 3)
SMALL, SILENT = "TL03", "TL06"
"""A district with counts of one person or none, and one that says nothing."""
CENTRE = "House of the traffic"
SHELTERS = ("TL02", "TL03", "TL05")
"""The districts whose one centre is confidential."""
HELD_AT = dt.datetime(2026, 11, 5, tzinfo=dt.UTC)
BASE = 5
IN_CENTRES = ("facilities.residents", "facilities.bed_nights")
"""The sources of numbers of the catalogue that are summed from rows of people in centres."""
Cell = tuple[str, str, str]
"""A measure, a quarter and a place."""


@dataclass(frozen=True)
class World:
    """The world with what is true and what is shown of it.

    Attributes:
        exact: every true number of people, of districts and of all that lies above them, by cell.
        shown: every figure of people that is released, by cell.
        planted: the exact numbers that nobody may receive.
        steps: in which steps each measure that counts people is shown.
        others: numbers of the same size that are nobody's count, as populations and the nights of beds.
        untold: exact amounts of districts that are released of larger places alone.
        unnamed: what leads to the district of a confidential centre: its name, and its code in the register.
        derived: rates per 100,000 people and shares of the country made of exact figures, in order.
    """

    house: House
    exact: Mapping[Cell, float]
    shown: Mapping[Cell, float]
    planted: frozenset[float]
    steps: Mapping[str, float]
    others: frozenset[float]
    untold: frozenset[float]
    unnamed: frozenset[str]
    derived: Sequence[float]

    @functools.cached_property
    def shown_numbers(self) -> frozenset[float]:
        """Every released figure of four digits or more."""
        return frozenset(value for value in self.shown.values() if value > 1000)

    def of_districts(self, measure: str, quarter: str) -> dict[str, float]:
        """What is released of a measure and quarter, by district."""
        return {
            place: value
            for (of, when, place), value in self.shown.items()
            if (of, when) == (measure, quarter) and self.house.country.places[place].level is Level.DISTRICT
        }

    def derived_near(self, number: float) -> Sequence[float]:
        """The derived numbers next to one."""
        place = bisect.bisect_left(self.derived, number)
        return self.derived[max(place - 1, 0) : place + 1]

    @property
    def environment(self) -> dict[str, str]:
        """Of the processes that read it."""
        return environment(self.house.settings.var)


def environment(var: Path) -> dict[str, str]:
    """The settings of the world's database, which is a real one."""
    return {"LIMA_VAR": str(var), "COUNTRY": "TLS", "DATABASE_URL": f"sqlite:///{var / 'real.db'}"}


def make(var: Path) -> World:
    """File and accept every return, release two quarters, and let donors and the public in."""
    house = open_house(read_settings(environment(var)))
    disclosure = load_disclosure(None)
    people = [part for part in _parts(house) if part.unit in disclosure.units]
    steps = {part.measure: float(BASE * disclosure.units[part.unit]) for part in people}
    told = dict(_numbers(house, steps))
    with writing(house.engine) as connection:
        news = [_return(house, place, quarter, told) for place, quarter in _filing(house)]
        for receipt in returns.file_returns(connection, news, country=house.country):
            review.accept(connection, [receipt.receipt], by=REVIEWER, at=HELD_AT, country=house.country)
        for quarter in RELEASED:
            closing.close(connection, quarter, by=REVIEWER, at=HELD_AT)
        for role, places in ((Role.REVIEWER, []), (Role.TASKFORCE, ["TL01"])):
            _add(house, connection, role, places)
    shown = {key: _rounded(value, steps[key[0]]) for key, value in told.items() if key[0] in steps}
    for quarter in RELEASED:
        _release(house, quarter, told, shown)
    with writing(house.engine) as connection:
        for role in (Role.DONOR, Role.PUBLIC):
            release_writing.let_in(connection, role, let=True, by=REVIEWER, at=HELD_AT)
        _add(house, connection, Role.DONOR, [])
        for number, place in enumerate((*SHELTERS, None)):
            ledger.keep(
                connection, _agreement(place, number), reason="", by=REVIEWER, at=HELD_AT, country=house.country
            )
    exact = _with_sums(house, {key: value for key, value in told.items() if key[0] in steps})
    sums = _with_sums(house, {key: value for key, value in shown.items() if key[1] != str(OPEN)})
    released = {key: value for key, value in sums.items() if not _is_hidden(house, key)}
    planted = {value for value in exact.values() if value > 1000 and value not in set(released.values())}
    people = {float(n) for place in house.country.places.values() for n in place.population.values()}
    derived = sorted(_derived(house, exact, released))
    untold = frozenset(value for key, value in told.items() if key[0] not in steps and _is_hidden(house, key))
    unnamed = {sign for place in SHELTERS for sign in (f"{CENTRE} {place}", f"{place}-C1")}
    beds = small_world.facility(CENTRE)["beds"]
    nights = {float(number) for number in range(0, 10 * max(map(int, planted)), beds)} - planted
    others = frozenset(people | nights)
    return World(house, exact, released, frozenset(planted), steps, others, untold, frozenset(unnamed), derived)


def _agreement(place: str | None, number: int) -> Agreement:
    """The donor's own money for a confidential centre, or for none: of where that lies nothing may be told."""
    day = HELD_AT.date()
    return Agreement(
        code=f"OWN-{number}",
        source="Donor of the tests",
        source_kind=SourceKind.DONOR,
        instrument=Instrument.GRANT,
        currency="USD",
        facility=f"{place}-C1" if place else None,
        place=place,
        committed=800.0,
        signed_on=day,
        donor=f"{Role.DONOR}@example.org",
        evidence="Letter",
        evidence_on=day,
        tranches=(AgreedTranche(amount=800.0, due_on=day + dt.timedelta(days=90)),),
    )


def _is_hidden(house: House, key: Cell) -> bool:
    """Whether a cell is of a district, and its measure is released of larger places alone."""
    return key[0] in load_disclosure(None).province_only and house.country.places[key[2]].level is Level.DISTRICT


def _derived(house: House, exact: Mapping[Cell, float], shown: Mapping[Cell, float]) -> Iterator[float]:
    for (measure, quarter, place), value in exact.items():
        people, root = house.country.places[place].population_in(2026), house.country.root.code
        wholes = [value / exact[measure, quarter, root], value * 100 / exact[measure, quarter, root]]
        yield from (
            each for each in wholes if place != root and value and shown.get((measure, quarter, place)) != value
        )
        if people and value and shown.get((measure, quarter, place)) != value:
            yield value * 100_000 / people


def session(house: House, role: Role) -> str:
    """The token of a session of the person of a role; none for the public."""
    if role is Role.PUBLIC:
        return ""
    with writing(house.engine) as connection:
        person = people.by_email(connection, f"{role.value}@example.org")
        return sign_ins.begin(connection, person, way=sign_ins.PASSWORD, at=dt.datetime.now(dt.UTC))


def _add(house: House, connection, role: Role, places: list[str]) -> None:
    told = {"name": "Somebody", "role": role, "places": places, "language": "en", "country": house.country}
    people.add(connection, email=f"{role.value}@example.org", by="operator", at=HELD_AT, **told)


def _filing(house: House) -> list[tuple[str, Quarter]]:
    return [
        (place.code, quarter)
        for quarter in (*RELEASED, OPEN)
        for place in house.country.districts(quarter)
        if place.code != SILENT
    ]


def _numbers(house: House, steps: Mapping[str, float]) -> Iterator[tuple[Cell, float]]:
    """Each cell's number: a planted one, or of the small district one of 0 to 4."""
    planted = (number for number in itertools.count(3201) if number % 5)
    for position, (place, quarter) in enumerate(_filing(house)):
        for number, part in enumerate(_parts(house)):
            key = part.measure, str(quarter), place
            if part.kind is Kind.RATIO or part.is_text:
                continue
            if part.measure not in steps:
                yield key, float(number % 2 if part.kind is Kind.YES_NO else 7_000_100 + 1000 * position + number)
            elif place == SMALL:
                yield key, float(number % 5)
            else:
                yield key, float(next(planted))


def _rounded(value: float, step: float) -> float:
    return round(value / step) * step


def _with_sums(house: House, told: Mapping[Cell, float]) -> dict[Cell, float]:
    """The numbers of districts, and the sums of all that lies above."""
    found = dict(told)
    for (measure, quarter, place), value in told.items():
        above = house.country.places[place].parent
        while above:
            found[measure, quarter, above] = found.get((measure, quarter, above), 0.0) + value
            above = house.country.places[above].parent
    return found


def _return(house: House, place: str, quarter: Quarter, told: Mapping[Cell, float]) -> NewReturn:
    parts = [part for part in _parts(house) if (part.measure, str(quarter), place) in told]
    number = {part.source: told[part.measure, str(quarter), place] for part in parts}
    people = {source.removeprefix("facilities."): number[source] for source in IN_CENTRES}
    kind = "shelter" if place in SHELTERS else "recovery_centre"
    return NewReturn(
        place=place,
        quarter=quarter,
        by="officer@example.org",
        office=f"Office of {place}",
        at=dt.datetime(2026, 10, 12, 8, 30, tzinfo=dt.UTC),
        template_version="1",
        catalogue_version="abc",
        language="en",
        observations=[
            Observation(
                part.measure,
                "total",
                "",
                told[part.measure, str(quarter), place],
                Status.REPORTED,
                f"Secret sheet of {place}",
                "XY77",
            )
            for part in parts
        ],
        ratios=house.catalogue.ratios,
        facility_rows=[small_world.facility(f"{CENTRE} {place}", kind=kind, sheet="Secret sheet", **people)],
        funding_rows=[small_world.payment(f"{CENTRE} {place}", 400_000, dt.date(2027, 7, 1), row=8)],
    )


def _release(house: House, quarter: Quarter, told: Mapping[Cell, float], shown: Mapping[Cell, float]) -> None:
    districts = {key: shown.get(key, value) for key, value in told.items() if key[1] == str(quarter)}
    with writing(house.engine) as connection:
        new = NewRelease(
            quarter=quarter,
            base=BASE,
            method="by hand",
            draw=0,
            input_hash="0" * 64,
            verdict={"passed": True},
            cells=pd.DataFrame(_cells(house, quarter, districts), columns=list(RELEASE_CELLS)),
            returns=releases.accepted_returns(connection, quarter),
        )
        made = release_writing.write(connection, new, by=REVIEWER, at=HELD_AT)
    publishing.publish(house.store, made.id, by=REVIEWER, at=HELD_AT)


def _cells(house: House, quarter: Quarter, districts: Mapping[Cell, float]) -> Iterator[tuple[object, ...]]:
    """The cells of a release, of every level; and of people in centres one more for each centre."""
    alone, country = load_disclosure(None).country_only, house.country
    there = {place.code for place in country.districts(quarter)}
    for (measure, _, place), value in _with_sums(house, districts).items():
        within = there & country.within(place)
        counts = len(within - {SILENT}), len(within)
        if measure not in alone or country.places[place].level is Level.COUNTRY:
            yield measure, "total", "", str(quarter), place, value, Status.REPORTED.value, *counts
    for part in _parts(house):
        for place in {key[2] for key in districts} if part.source in IN_CENTRES else ():
            value = districts[part.measure, str(quarter), place]
            yield part.measure, "facility", f"{place}-C1", str(quarter), place, value, Status.REPORTED.value, 1, 1


def _parts(house: House) -> Iterator[Part]:
    return (part for indicator in house.catalogue.indicators.values() for part in indicator.parts)
