"""*As of*: the pages of figures with what was known at the end of an earlier day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.looking_back import read_day
from pages.parts.opened import outlines
from tests.pages import map_world
from tests.pages.map_world import LATE, MEASURE, NEWEST, asked, page, settle

BEFORE_IT_CAME, BEFORE_ITS_CORRECTION = "2026-11-01", "2026-11-05"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return map_world.make(tmp_path_factory.mktemp("map")).settings.var


@pytest.fixture(autouse=True)
def world(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(monkeypatch, filled)


def opened(name: str = "map", **address: str) -> AppTest:
    return page(name, indicator=MEASURE, quarter=str(NEWEST), lang="en", **address)


def value_of(app: AppTest, place: str) -> str:
    """What the map was told of a district."""
    data = json.loads(app.get("bidi_component")[0].proto.json)
    codes = dict.fromkeys(outlines().reports)
    return str(dict(zip(codes, data["numbers"].split(","), strict=True))[place])


@pytest.mark.parametrize(("day", "value"), [("", "3"), (BEFORE_ITS_CORRECTION, "4"), (BEFORE_IT_CAME, "")])
def test_the_map_shows_what_was_known(day: str, value: str) -> None:
    app = opened(**({"as_of": day} if day else {}))
    assert value_of(app, LATE) == value
    assert [each.value for each in app.warning] == (
        [f"You see what was known at the end of {int(day[-2:])} November 2026. What came or changed later is left out."]
        if day
        else []
    )


def test_the_district_tells_of_the_return_that_counted() -> None:
    before = opened("district", place=LATE, as_of=BEFORE_ITS_CORRECTION)
    [told] = [each.value for each in before.markdown if "Receipt" in each.value]
    assert "revision" not in told
    [told] = [each.value for each in opened("district", place=LATE).markdown if "Receipt" in each.value]
    assert "revision 2" in told


def test_the_day_goes_along_until_the_visitor_comes_back(filled: Path) -> None:
    app = opened(as_of=BEFORE_ITS_CORRECTION)
    app.switch_page("../public/trends.py").run()
    assert asked(app, "as_of") == BEFORE_ITS_CORRECTION
    app.button(key="as_of_back").click().run()
    assert "as_of" not in app.query_params
    assert not app.warning
    app.switch_page("../public/map.py").run()
    assert value_of(app, LATE) == "3"


def test_a_day_is_chosen_in_the_calendar() -> None:
    app = opened(as_of=BEFORE_IT_CAME)
    app.date_input(key="as_of_day").set_value(read_day(BEFORE_ITS_CORRECTION)).run()
    assert asked(app, "as_of") == BEFORE_ITS_CORRECTION
    assert value_of(app, LATE) == "4"


def test_pages_to_work_on_are_of_today() -> None:
    app = opened(as_of=BEFORE_IT_CAME)
    app.switch_page("../taskforce/checks.py").run()
    assert not app.warning
    assert not app.exception


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "9999-01-01", "0001-01-01"])
def test_what_is_no_day_of_the_past_is_no_day(text: str) -> None:
    assert read_day(text) is None
