import dataclasses

import pytest

from data.countries import load_country
from data.funding.vocabulary import FacilityFacts
from data.model import Quarter
from metrics.centre import Risk
from metrics.reach import kilometres
from pages.parts import centre_standing, closure, closure_words
from pages.parts.closure import Takes
from pages.parts.shown import Voice
from tests.pages.parts.centres import centre

COUNTRY = load_country("TLS")
MIDDLES = {"TL01": (125.0, -8.0), "TL02": (125.5, -8.0), "TL03": (126.5, -8.0)}
QUARTER = Quarter(2026, 3)


def house(code, place, *, serves=(), kind="shelter", risk=Risk.SECURE, **more):
    found = centre(**more)
    return dataclasses.replace(
        found,
        code=code,
        kind=kind,
        place=COUNTRY.places[place],
        ahead=dataclasses.replace(found.ahead, risk=risk),
        facts=FacilityFacts(facility=code, serves=serves, opened_on=None, evidence="D") if serves else None,
    )


def lost(closing, *others, within=60):
    distances = kilometres(MIDDLES, to=MIDDLES)
    return closure.closure(closing, [closing, *others], distances, country=COUNTRY, quarter=QUARTER, within=within)


def test_a_closed_centre_is_no_alternative_and_the_nearest_comes_first():
    shut = house("D", "TL01", risk=Risk.CLOSED)
    found = lost(house("A", "TL01"), house("B", "TL03"), house("C", "TL02"), shut, within=50)
    assert [other.centre.code for other in found.nearest] == ["C", "B"]
    assert [place.code for place in found.left] == ["TL01"]  # TL02 keeps its own
    assert [(each.place.code, each.beds, each.told, each.centres) for each in found.beds] == [
        (COUNTRY.root.code, 30, 3, 3)
    ]


@pytest.mark.parametrize(
    ("mine", "theirs", "kind", "takes"),
    [
        (("women",), ("women", "girls"), "shelter", Takes.SAME),
        (("women", "men"), ("women",), "shelter", Takes.SOME),
        (("men",), ("women",), "shelter", Takes.NONE),
        ((), ("women",), "shelter", Takes.KIND),
        (("women",), (), "children_home", Takes.UNKNOWN),
    ],
)
def test_whether_another_takes_the_same_people_is_not_guessed(mine, theirs, kind, takes):
    found = lost(house("A", "TL01", serves=mine), house("B", "TL02", serves=theirs, kind=kind))
    assert found.nearest[0].takes is takes
    assert (found.same is not None) is (takes in (Takes.SAME, Takes.KIND))


def test_a_centre_in_the_same_district_is_not_told_as_0_km_away():
    found = lost(house("A", "TL01", serves=("men",)), house("B", "TL01", serves=("men",)), house("C", "TL02"))
    told = [closure_words.far(other, Voice("en", "USD")) for other in found.nearest]
    assert told == ["in the same district", "55 km"]
    assert "in Ainaro, in the same district. Free" in closure_words.same(house("A", "TL01"), found, Voice("en", "USD"))


def test_one_whose_district_is_not_told_has_no_distance_and_is_counted():
    hidden = house("H", COUNTRY.root.code)
    found = lost(house("A", "TL01"), hidden)
    assert (found.nearest, found.unplaced) == ((), 1)
    assert lost(hidden, house("A", "TL01")).left is None


@pytest.mark.parametrize(
    ("people", "step", "free"),
    [(7, None, (3, False)), (3, None, (6, True)), (0, 5.0, (6, True)), (15, 5.0, (0, False))],
)
def test_free_beds_do_not_tell_how_few_people_live_there(people, step, free):
    found = centre(residents=people)
    assert closure.free(found if step is None else dataclasses.replace(found, step=step)) == free


def test_no_more_quarters_are_read_than_are_needed():
    told = {2: {"A": Risk.AT_RISK, "B": Risk.SECURE}, 1: {"A": Risk.WATCH, "B": Risk.WATCH}}
    read = []

    def risks(quarters, *, only):
        assert only == {"A", "B"}
        for quarter in quarters:
            read.append(quarter.number)
            yield quarter, told[quarter.number]

    known = [Quarter(2026, number) for number in (1, 2, 3)] + [Quarter(2025, number) for number in (1, 2, 3, 4)]
    now = {"A": Risk.AT_RISK, "B": Risk.CRITICAL}
    standing = centre_standing.standing(now, QUARTER, risks, known=known)
    assert (standing["A"].quarter, standing["A"].before) == (Quarter(2026, 2), Risk.WATCH)
    assert (standing["B"].quarter, standing["B"].before) == (Quarter(2026, 3), Risk.SECURE)
    assert read == [2, 1]
    assert len(centre_standing.before(QUARTER, known)) == 6


def test_a_quarter_of_which_nothing_is_known_ends_the_way_back():
    def risks(quarters, *, only):
        yield from ((quarter, {} if quarter.number == 1 else {"A": Risk.WATCH}) for quarter in quarters)

    known = [Quarter(2025, 4), *(Quarter(2026, number) for number in (1, 2, 3))]
    assert centre_standing.past(QUARTER, "A", risks, known=known) == {Quarter(2026, 2): Risk.WATCH}


def test_who_came_nearer_to_closing_is_told_and_who_was_saved_is_not():
    before = [house("A", "TL01", risk=Risk.WATCH), house("B", "TL01", risk=Risk.CRITICAL)]
    now = [house("A", "TL01", risk=Risk.AT_RISK), house("B", "TL01", risk=Risk.WATCH), house("C", "TL02")]
    assert [each.code for each in centre_standing.nearer(now, before)] == ["A"]
