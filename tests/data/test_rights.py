"""Who may do what, for every role and a district that is theirs, one that is not, and one of their province."""

from __future__ import annotations

import pytest

from data import rights
from data.countries import load_country
from data.model import Country, Level, Role, Visitor

OWN, NEIGHBOUR, ELSEWHERE, PROVINCE = "32.02", "32.03", "11.01", "32"
HELD = {Role.TASKFORCE: frozenset({OWN}), Role.PROVINCE: frozenset({PROVINCE})}


@pytest.fixture(scope="module")
def country() -> Country:
    return load_country("IDN", None)


def visitor(role: Role) -> Visitor:
    return Visitor("somebody@example.org", role, HELD.get(role, frozenset()))


@pytest.mark.parametrize(
    ("role", "seen", "filed", "reviewed"),
    [
        (Role.TASKFORCE, {OWN}, {OWN}, set()),
        (Role.PROVINCE, {OWN, NEIGHBOUR, PROVINCE}, {OWN, NEIGHBOUR}, {OWN, NEIGHBOUR}),
        (
            Role.REVIEWER,
            {OWN, NEIGHBOUR, ELSEWHERE, PROVINCE},
            {OWN, NEIGHBOUR, ELSEWHERE},
            {OWN, NEIGHBOUR, ELSEWHERE},
        ),
        (Role.LEADERSHIP, {OWN, NEIGHBOUR, ELSEWHERE, PROVINCE}, set(), set()),
        (Role.DONOR, set(), set(), set()),
        (Role.ADMINISTRATOR, set(), set(), set()),
        (Role.PUBLIC, set(), set(), set()),
    ],
)
def test_places_of_a_role(country: Country, role: Role, seen: set[str], filed: set[str], reviewed: set[str]) -> None:
    who, places = visitor(role), (OWN, NEIGHBOUR, ELSEWHERE, PROVINCE)
    assert {place for place in places if rights.may_see(who, country, place)} == seen
    assert {place for place in places if rights.may_file(who, country, place)} == filed
    assert {p for p in places if rights.may_review(who, country, p, filed_by="other@example.org")} == reviewed
    assert rights.may_see_any(who) is bool(seen)
    assert rights.may_file_any(who) is bool(filed)
    assert rights.may_review_any(who) is bool(reviewed)


def test_nobody_reviews_what_they_filed_themselves(country: Country) -> None:
    who = visitor(Role.REVIEWER)
    assert not rights.may_review(who, country, OWN, filed_by="Somebody@Example.org")


def test_leadership_reads_figures_and_no_workbooks(country: Country) -> None:
    assert not rights.may_read_originals(visitor(Role.LEADERSHIP), country, OWN)
    assert rights.may_read_originals(visitor(Role.PROVINCE), country, NEIGHBOUR)
    assert not rights.may_read_originals(visitor(Role.TASKFORCE), country, NEIGHBOUR)


@pytest.mark.parametrize("role", [Role.TASKFORCE, Role.PROVINCE])
@pytest.mark.parametrize("code", ["", "99.99", "IDN", "ID", "32' OR '1'='1"])
def test_a_code_that_does_not_suit_the_role_gives_nothing(country: Country, role: Role, code: str) -> None:
    who = Visitor("somebody@example.org", role, frozenset({code}))
    assert not rights.exact_places(who, country) | rights.filing_places(who, country)


def test_a_province_given_to_a_task_force_gives_nothing_and_a_district_given_to_a_province_neither(
    country: Country,
) -> None:
    assert not rights.exact_places(Visitor("a@example.org", Role.TASKFORCE, frozenset({PROVINCE})), country)
    assert not rights.exact_places(Visitor("a@example.org", Role.PROVINCE, frozenset({OWN})), country)


def test_only_the_ministry_closes_quarters_and_only_the_administrator_administers() -> None:
    assert [role for role in Role if rights.may_close(visitor(role))] == [Role.REVIEWER]
    assert [role for role in Role if rights.may_administer(visitor(role))] == [Role.ADMINISTRATOR]


def test_every_district_is_seen_by_its_own_task_force_and_province_alone(country: Country) -> None:
    for place in country.places.values():
        if place.level is Level.DISTRICT:
            assert rights.exact_places(Visitor("a@example.org", Role.TASKFORCE, frozenset({place.code})), country) == {
                place.code
            }


def test_a_role_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="ministry"):
        Visitor("a@example.org", "ministry")  # type: ignore[arg-type]
