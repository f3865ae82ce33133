"""The page Map of a quarter before districts were divided: on its own boundaries and on those of now. All made up."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data.model import Level, Role, Visitor
from data.settings import read_settings
from data.store import engine
from data.store.house import House, open_house
from data.store.returns import file_returns
from data.words import text
from pages.parts import cached, opened, released
from tests.data import split_world
from tests.data.split_world import BEFORE, CUT_OFF, KEPT, NEW_PROVINCE, ONE, PROVINCE, SAME, TWO, WHOLE
from tests.pages import map_world
from tests.pages.map_world import MEASURE, a_return, page
from tests.pages.parts import centres
from tests.pages.public.reading import as_read

COUNTRY = "IDN"
FILED = {WHOLE: 12, KEPT: 7, ONE: 5, TWO: 4, SAME: 3}
MINISTRY = Visitor("minister@example.org", Role.LEADERSHIP)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The database and the content of a country whose districts were divided after the quarter that is filed."""
    var, content = tmp_path_factory.mktemp("split"), tmp_path_factory.mktemp("content")
    split_world.write(content, COUNTRY)
    house = open_house(read_settings({"LIMA_VAR": str(var), "COUNTRY": COUNTRY, "LIMA_CONTENT": str(content)}))
    with engine.writing(house.engine) as connection:
        news = [a_return(place, value, quarter=BEFORE) for place, value in FILED.items()]
        news.append(a_return(WHOLE, 1, quarter=BEFORE - 1))
        file_returns(connection, news, country=house.country)
    house.engine.dispose()
    return var, content


@pytest.fixture
def house(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> House:
    var, content = folders
    map_world.settle(monkeypatch, var, COUNTRY=COUNTRY, LIMA_CONTENT=str(content))
    return opened.house()


def test_of_the_map_beside_it_is_said_too_what_was_divided(house: House) -> None:
    app = page("map", indicator=MEASURE, quarter=str(BEFORE), beside="quarter", quarter_2=str(BEFORE - 1))
    said = as_read(" ".join(each.value for each in app.markdown))
    assert said.count("Aland into West Aland, East Aland") == 2
    assert "Quarter 3, 2023 (July to September): Drawn with the boundaries" in said


def drawn(**address: str) -> tuple[dict[str, Any], str]:
    """What the map was told, and all that stands on the page."""
    app = page("map", indicator=MEASURE, quarter=str(BEFORE), **address)
    [component] = app.get("bidi_component")
    return json.loads(component.proto.json), as_read(" ".join(each.value for each in app.markdown))


def values(told: dict[str, Any]) -> list[str]:
    return str(told["numbers"]).split(",")


def test_then_the_district_is_one_again_and_now_its_parts_show_its_one_figure(house: House) -> None:
    told, said = drawn()
    assert told["outlines"].endswith(f"{opened.atlas().of(BEFORE, then=True).digest}.json")
    assert values(told) == ["12", "7", "", "3", "5", "4"]  # then those that became one, whose outlines nobody knows
    assert [code for code, *_ in told["undrawn"]] == [ONE, TWO]
    divided = "Aland into West Aland, East Aland (1 January 2024); Bland into Bland, Isle (1 January 2024)"
    assert text("map_page.drawn_then", places=divided) in said
    now, said = drawn(boundaries="now")
    assert values(now) == values(told)
    assert opened.atlas().of(BEFORE, then=False).reports == (WHOLE, WHOLE, KEPT, KEPT, "C", SAME)
    assert text("map_page.drawn_now", places=divided) in said
    assert now["legend"] == told["legend"]  # a figure on two outlines is counted once


def test_a_centre_of_now_is_drawn_in_the_district_of_then(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The register names the district that a centre lies in now; the quarter's map knows only the one of then."""
    isle = replace(centres.centre(), code="B1-C1", place=house.country.places[CUT_OFF])
    monkeypatch.setattr(cached, "centres", lambda who, *, quarter: [isle])
    assert drawn(centres="with")[0]["centres"] == [[KEPT, 1]]
    assert drawn(centres="with", boundaries="now")[0]["centres"] == [[KEPT, 1]]


def test_the_choice_is_offered_where_it_changes_something_and_stands_in_the_address(house: House) -> None:
    app = page("map", quarter=str(BEFORE), boundaries="now")
    assert app.radio(key="boundaries").value == "now"
    assert list(app.radio(key="boundaries").options) == [
        text("map_page.boundaries_then"),
        text("map_page.boundaries_now"),
    ]


def test_provinces_are_those_of_then_added_up_again_or_those_of_now(house: House) -> None:
    told, _ = drawn(level="province")
    assert values(told) == ["31"]
    now, said = drawn(level="province", boundaries="now")
    assert values(now) == ["28", "3"]
    assert "New Province" in said
    read = released.level_values(house, MINISTRY, measures=[MEASURE], quarter=BEFORE, level=Level.PROVINCE)
    assert read[["place", "value", "reporting", "expected"]].to_numpy().tolist() == [[PROVINCE, 31.0, 5, 5]]


def test_a_rate_of_a_province_of_then_rests_on_the_people_of_all_its_districts(house: House) -> None:
    read = {
        level: released.level_values(house, MINISTRY, measures=[MEASURE], quarter=BEFORE, level=level)
        for level in (Level.PROVINCE, Level.DISTRICT)
    }
    rated = released.per_100k(house, read[Level.PROVINCE], districts=read[Level.DISTRICT])
    assert rated["population"].tolist() == [5000]


def test_who_may_read_one_part_does_not_read_the_others_by_way_of_the_whole(house: House) -> None:
    """The old province's exact sum holds districts that are another coordinator's now."""
    theirs = Visitor("coordinator@example.org", Role.PROVINCE, frozenset({PROVINCE}))
    whole = released.level_values(house, theirs, measures=[MEASURE], quarter=BEFORE, level=Level.PROVINCE)
    assert whole["status"].tolist() == ["withheld"]
    assert whole["value"].isna().all()
    parts = released.level_values(house, theirs, measures=[MEASURE], quarter=BEFORE, level=Level.PROVINCE, then=False)
    assert dict(zip(parts["place"], parts["status"], strict=True)) == {PROVINCE: "reported", NEW_PROVINCE: "withheld"}
