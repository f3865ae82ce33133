"""The demo's numbers obey the published rules of consistency, as people report them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from data.catalogue import Catalogue, make_the_total
from data.demo.answers import Answers
from data.demo.filling import authors
from data.demo.recipe import load_recipe
from data.model import Kind, Place, Quarter
from data.store.house import House

SERVICES = ("PRT-05", "PRT-06", "PRT-07", "PRT-08", "PRT-09", "PRT-10", "PRT-11")


@dataclass(frozen=True)
class Filed:
    """What a place filed for a quarter, and what it filed for the quarter before."""

    place: Place
    quarter: Quarter
    now: Answers
    before: Answers | None

    def __getitem__(self, measure: str) -> float | None:
        return self.now.totals.get(measure)

    def earlier(self, measure: str) -> float | None:
        return self.before.totals.get(measure) if self.before else None


def of_country(house: House, places: list[str] | None = None) -> Iterator[Filed]:
    recipe = load_recipe(house.country.iso3)
    for code, author in authors(house, recipe, places).items():
        before = None
        for quarter in recipe.quarters:
            versions = [handed.answers for handed in author.hand_in(quarter)]
            for answers in versions:
                yield Filed(house.country.places[code], quarter, answers, before)
            before = versions[-1] if versions else None


@pytest.fixture(scope="module")
def filed(indonesia: House, timor: House) -> list[Filed]:
    recipe = load_recipe("IDN")
    told = set(recipe.country.places) | {centre.place for centre in recipe.country.centres}
    districts = [place.code for place in indonesia.country.districts(recipe.newest)]
    return [
        *of_country(indonesia, [c for n, c in enumerate(districts) if n % 12 == 0 or c in told]),
        *of_country(timor),
    ]


@pytest.fixture(scope="module")
def catalogue(indonesia: House) -> Catalogue:
    return indonesia.catalogue


def known(*numbers: float | None) -> bool:
    return all(number is not None for number in numbers)


def at_most(filed: list[Filed], smaller: str, larger: str) -> int:
    """Hold a number to be at most another wherever both are told; gives how often it was not zero."""
    pairs = [(each[smaller], each[larger]) for each in filed if known(each[smaller], each[larger])]
    assert all(a <= b for a, b in pairs), (smaller, larger)  # type: ignore[operator]
    return sum(bool(a) for a, _ in pairs)


def test_parts_make_the_total_and_none_exceeds_it(filed: list[Filed], catalogue: Catalogue) -> None:
    seen = set()
    for each in filed:
        for (measure, key), parts in each.now.parts.items():
            total = each.now.totals[measure]
            part = catalogue.measure(measure)
            assert total is not None
            assert all(0 <= count <= total for count in parts.values()), (measure, key)
            if key in {dimension.key for dimension in make_the_total(part)}:
                assert sum(parts.values()) == total, (measure, key)
            elif not catalogue.dimensions[key].multiple:
                assert sum(parts.values()) <= total, (measure, key)
            seen.add((measure, key))
    dimensions = {
        (part.measure, dimension.key)
        for indicator in catalogue.indicators.values()
        for part in indicator.parts
        for dimension in part.dimensions
        if part.measure in load_recipe("IDN").ways
    }
    assert seen == dimensions


def test_nationality_and_sex_and_age_tell_the_same_people(filed: list[Filed]) -> None:
    compared = 0
    for each in filed:
        for measure in ("PRT-01", "PRT-02", "PRT-04"):
            table, plain = each.now.parts.get((measure, "nationality")), each.now.parts.get((measure, "sex_age"))
            if table and plain:
                margins = dict.fromkeys(plain, 0.0)
                for item, count in table.items():
                    margins[item.partition(".")[2]] += count
                assert margins == plain
                compared += 1
    assert compared > 100


def test_counts_are_whole_and_not_negative(filed: list[Filed], catalogue: Catalogue) -> None:
    for each in filed:
        for measure, number in each.now.totals.items():
            if number is not None:
                assert number >= 0
                assert number == int(number) or not catalogue.measure(measure).whole


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [
        ("POL-08", "POL-07"),
        ("POL-09b", "POL-09a"),
        ("PRE-10b", "PRE-10a"),
        ("PRE-10c", "PRE-10b"),
        ("PRT-02", "PRT-01"),
        ("PRT-03", "PRT-01"),
        *((service, "PRT-04") for service in SERVICES),
        ("PRT-11", "PRT-10"),
        ("PRT-13a", "PRT-14"),
        ("PRT-13b", "PRT-13a"),
        ("PRT-18b", "PRT-18a"),
        ("PRO-02", "PRO-01"),
        ("PRO-04a", "PRO-02"),
        ("PRO-04b", "PRO-04a"),
        ("PRO-04b", "PRO-05"),
        ("PRO-11c", "PRO-11b"),
        ("PAR-04b", "PAR-04a"),
        ("PAR-07a", "PAR-07b"),
    ],
)
def test_what_is_some_of_a_number_is_at_most_the_number(filed: list[Filed], smaller: str, larger: str) -> None:
    assert at_most(filed, smaller, larger) > 0


def test_everybody_assisted_had_some_service(filed: list[Filed]) -> None:
    told = [each for each in filed if known(each["PRT-04"], *(each[service] for service in SERVICES))]
    assert any(each["PRT-04"] for each in told)
    assert all(each["PRT-04"] <= sum(each[service] for service in SERVICES) for each in told)  # type: ignore[misc,operator]


def test_defendants_are_a_cohort(filed: list[Filed]) -> None:
    measures = ("PRO-05", "PRO-07", "PRO-08", "PRO-09", "PRO-10")
    told = [each for each in filed if known(each.earlier("PRO-10"), *(each[measure] for measure in measures))]
    for each in told:
        charged, convicted, otherwise, acquitted, pending = (each[measure] or 0 for measure in measures)
        assert pending == (each.earlier("PRO-10") or 0) + charged - convicted - otherwise - acquitted
    assert sum(bool(each["PRO-07"]) for each in told) > 20


def test_open_cases_roll_forward(filed: list[Filed]) -> None:
    told = [each for each in filed if known(each.earlier("PRT-14"), each["PRT-14"], each["PRT-02"], each["PRT-15"])]
    # A first return knows fewer of the people screened, never fewer of the cases.
    assert all(each["PRT-14"] == each.earlier("PRT-14") + each["PRT-02"] - each["PRT-15"] for each in told)  # type: ignore[operator]
    assert len(told) > 200


def test_cumulative_numbers_grow_within_the_year_and_so_do_their_parts(
    filed: list[Filed], catalogue: Catalogue
) -> None:
    cumulative = [
        part.measure
        for indicator in catalogue.indicators.values()
        for part in indicator.parts
        if part.kind is Kind.CUMULATIVE
    ]
    compared = 0
    for each, measure in itertools.product(filed, cumulative):
        earlier, now = each.earlier(measure), each[measure]
        if each.quarter.number == 1 or earlier is None or now is None:
            continue
        assert now >= earlier
        compared += now > earlier
        for key, parts in each.now.parts.items():
            before = each.before.parts.get(key) if each.before else None
            if key[0] == measure and before:
                assert all(parts[item] >= count for item, count in before.items())
    assert compared > 100


def test_villages_are_not_more_than_there_are(filed: list[Filed]) -> None:
    told = [each for each in filed if each.place.villages is not None]
    for each in told:
        assert max(each["POL-05"] or 0, each["PRE-04"] or 0) <= each.place.villages  # type: ignore[operator]
        if known(each.earlier("POL-05"), each["POL-05"], each["POL-06"]):
            assert each["POL-05"] >= each.earlier("POL-05")  # type: ignore[operator]
    assert any(each["POL-05"] for each in told)


def test_what_is_once_in_force_stays_in_force(filed: list[Filed]) -> None:
    for each, measure in itertools.product(filed, ("POL-01", "POL-03", "POL-04")):
        if known(each[measure], each.earlier(measure)):
            assert each[measure] >= each.earlier(measure)  # type: ignore[operator]


def test_restitution_is_awarded_to_somebody(filed: list[Filed]) -> None:
    told = [each for each in filed if known(each["PRO-11a"], each["PRO-11b"])]
    assert any(each["PRO-11a"] for each in told)
    assert all(bool(each["PRO-11a"]) == bool(each["PRO-11b"]) for each in told)


def test_copies_have_titles_and_charged_officials_were_investigated(filed: list[Filed]) -> None:
    for few, many in (("PRE-03b", "PRE-03a"), ("PRO-13b", "PRO-13a")):
        told = [each for each in filed if known(each[few], each[many])]
        assert all(each[many] for each in told if each[few])
        assert any(each[many] for each in told)


def test_guilty_judgments_have_convicted_persons(filed: list[Filed]) -> None:
    told = [each for each in filed if known(each["PRO-07"], each["PRO-08"]) and ("PRO-06", "verdict") in each.now.parts]
    assert told
    for each in told:
        assert each.now.parts["PRO-06", "verdict"]["guilty"] <= each["PRO-07"] + each["PRO-08"]  # type: ignore[operator]


def test_a_nil_pillar_holds_no_number_of_what_happened(filed: list[Filed], catalogue: Catalogue) -> None:
    nil = 0
    for each in filed:
        for measure, number in each.now.totals.items():
            if catalogue.indicator_of(measure).pillar in each.now.nil:
                assert catalogue.measure(measure).kind is not Kind.FLOW or number is None
                nil += 1
    assert nil > 50


def test_sheets_of_centres_hold(filed: list[Filed]) -> None:
    rows = [(each, row) for each in filed for row in each.now.centres]
    assert rows
    for each, row in rows:
        beds, residents, nights = (float(str(row[key] or 0)) for key in ("beds", "residents", "bed_nights"))
        assert nights <= max(beds, residents) * each.quarter.days
        assert nights > 0 or residents == 0
        assert row["cash"] is None or float(str(row["cash"])) >= 0


def test_most_districts_have_few_victims_and_many_none_at_all(filed: list[Filed]) -> None:
    told = {code for code, tale in load_recipe("IDN").country.places.items() if tale.kind}
    usual = [each for each in filed if each.place.code not in told and "." in each.place.code]
    victims = [each["PRT-02"] for each in usual if each["PRT-02"] is not None]
    assert 0.6 < sum(number == 0 for number in victims) / len(victims) < 0.95
    story = [each["PRT-02"] or 0 for each in filed if each.place.code == "65.03"]
    assert min(story) > max(1, sum(victims) / len(victims))
