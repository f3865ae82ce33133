"""From the silent districts and provinces on Overview to the page of each, and to the list of them all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.model import Role
from data.settings import read_settings
from data.store import engine
from data.store.house import open_house
from data.store.returns import file_returns
from tests.pages.map_world import NEWEST, a_return, environment, page, settle


@pytest.fixture
def one_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A country with provinces, of whose districts one has reported."""
    house = open_house(read_settings(environment(tmp_path, "IDN")))
    with engine.writing(house.engine) as connection:
        file_returns(connection, [a_return("32.02", 1)], country=house.country)
    house.engine.dispose()
    settle(monkeypatch, tmp_path, COUNTRY="IDN")


@pytest.mark.parametrize(("role", "follows"), [(Role.REVIEWER, True), (Role.TASKFORCE, False)])
def test_who_follows_returns_gets_from_the_silent_to_the_list_of_them_all(
    one_reported: None, role: Role, follows: bool
) -> None:
    app = page("overview", **{"as": role.value}, quarter=str(NEWEST))
    districts, provinces = ways(app, "this quarter"), ways(app, "districts silent")
    assert all(re.match(rf"/district\?place=11\.\d\d&quarter={NEWEST}&", way) for way in districts[:5])
    behind = f"/reporting?quarter={NEWEST}&behind=missing"
    assert [way.startswith(behind) for way in districts[5:]] == [True] * follows
    assert [way.startswith(f"{behind}&within=") for way in provinces] == [True] * 5 * follows + [False] * follows


def ways(app, told: str) -> list[str]:
    """The addresses in the list whose lines say something."""
    [found] = [each.value for each in app.markdown if told in each.value]
    return re.findall(r"\]\((.+?)\)", found)
