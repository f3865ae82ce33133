"""The demo's own people: one for each role that is open, and what each may see and do."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from data import rights
from data.model import Role
from data.settings import read_settings
from data.store.house import open_house
from data.words import languages, text
from pages.parts import sight, visiting


@pytest.mark.parametrize(("country", "provinces"), [("IDN", True), ("TLS", False)])
def test_there_is_one_for_each_role_that_is_open(tmp_path: Path, country: str, provinces: bool) -> None:
    house = open_house(read_settings({"COUNTRY": country, "LIMA_VAR": str(tmp_path)}), writes=False)
    found = visiting.roles(house)
    assert found[:2] == [Role.REVIEWER, Role.TASKFORCE]
    closed = {Role.DONOR, Role.PUBLIC} | (set() if provinces else {Role.PROVINCE})
    assert set(found) == set(Role) - closed
    people = [visiting.on_demo(house, role=role, office="", say=text, known=visiting.roles(house)) for role in found]
    assert [person.role for person in people] == found
    assert len({person.email for person in people}) == len(found)
    assert all(person.email.endswith("@demo.invalid") for person in people)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("role", [Role.DONOR, Role.PUBLIC])
def test_donors_and_the_public_can_be_played_once_they_are_let_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: Role, language: str
) -> None:
    house = open_house(read_settings({"COUNTRY": "IDN", "LIMA_VAR": str(tmp_path)}), writes=False)
    monkeypatch.setattr(sight, "let_in", lambda _: frozenset({Role.DONOR, Role.PUBLIC}))
    assert role in visiting.roles(house)
    say = functools.partial(text, language=language)
    assert visiting.on_demo(house, role=role, office="", say=say, known=visiting.roles(house)).role is role


@pytest.mark.parametrize("said", ["", "ministry", "donor", "public", "root"])
def test_whoever_says_something_else_plays_the_newcomer(tmp_path: Path, said: str) -> None:
    house = open_house(read_settings({"COUNTRY": "IDN", "LIMA_VAR": str(tmp_path)}), writes=False)
    assert (
        visiting.on_demo(house, role=said, office="32.02", say=text, known=visiting.roles(house)).role is Role.REVIEWER
    )


def test_each_has_the_rights_of_the_role_and_the_place(tmp_path: Path) -> None:
    house = open_house(read_settings({"COUNTRY": "IDN", "LIMA_VAR": str(tmp_path)}), writes=False)
    seen = {
        (role, office): rights.exact_places(
            visiting.on_demo(house, role=role, office=office, say=text, known=visiting.roles(house)), house.country
        )
        for role, office in (("taskforce", "32.02"), ("taskforce", "32"), ("province", "32"), ("province", "32.02"))
    }
    assert seen["taskforce", "32.02"] == {"32.02"}
    assert seen["taskforce", "32"] == set()
    assert {"32", "32.02", "32.03"} <= seen["province", "32"]
    assert "32" not in seen["province", "32.02"]  # a district is no province: the first province is taken
