"""*Where a number comes from*, from every page that shows one: the return, the cell, who filed and who accepted it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.model import Level, Role, Visitor
from data.settings import read_settings
from data.store import engine, review
from data.store.house import House, open_house
from data.store.returns import file_returns
from pages.parts import origins, released, released_reporting
from tests.pages import map_world
from tests.pages.frame import at_the_menu
from tests.pages.map_world import (
    BLANK,
    LARGE,
    LATE,
    MEASURE,
    MONEY,
    NEWEST,
    NIL,
    NOT_ASKED,
    SHARE,
    SILENT,
    page,
    settle,
)

REVIEWER = Visitor("reviewer@example.org", Role.REVIEWER)
TASKFORCE = Visitor("officer@example.org", Role.TASKFORCE, frozenset({LARGE}))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The small world, in which one return is accepted."""
    var = tmp_path_factory.mktemp("origin")
    map_world.make(var)
    made = open_house(read_settings(map_world.environment(var)))
    receipt = released_reporting.returns(made, NEWEST).set_index("place").loc[LARGE, "receipt"]
    with engine.writing(made.engine) as connection:
        at = dt.datetime(2026, 11, 12, 9, tzinfo=dt.UTC)
        review.accept(connection, [str(receipt)], by=REVIEWER, at=at, country=made.country)
    return made


@pytest.fixture
def world(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(monkeypatch, house.settings.var)


def opened(place: str, measure: str = MEASURE, **more: str) -> AppTest:
    return page("origin", indicator=measure, place=place, quarter=str(NEWEST), lang="en", **more)


def said(app: AppTest) -> str:
    return "\n".join(each.value for each in app.markdown)


def frame(app: AppTest) -> pd.DataFrame:
    found: pd.DataFrame = app.table[0].value
    return found


def by_code(app: AppTest, column: str) -> dict[str, dict[str, str]]:
    """The rows of the first table by the place to which each leads, for the same measure and quarter."""
    found = {}
    for row in frame(app).to_dict("records"):
        [link] = re.findall(r"\]\((/origin\?[^)]+)\)", row[column])
        asked = parse_qs(urlsplit(link).query)
        assert (asked["indicator"], asked["quarter"]) == ([MEASURE], [str(NEWEST)])
        found[asked["place"][0]] = row
    return found


def test_a_district_s_number_is_told_with_its_cell_its_return_and_who_accepted_it(world: None) -> None:
    app = opened(LARGE)
    text = said(app)
    assert app.metric[0].value == "1,200"
    assert "filed by officer@example.org" in text
    assert "12 November 2026, 09:00 UTC (18:00 TLT): accepted by reviewer@example.org" in text
    assert "Basis: " in text
    assert re.search(rf"Receipt {LARGE}.*2026.*R1", text)
    row = frame(app).iloc[0]
    assert (row["Value"], row["Sheet"], row["Cell"]) == ("1,200", "Sheet", "C3")


def test_each_return_of_the_quarter_is_told_with_what_became_of_it(world: None) -> None:
    rows = opened(LATE).table[1].value
    assert rows["Value"].tolist() == ["3", "4"]
    assert rows["Status"].tolist() == ["counts", "replaced by a newer one"]


def test_blank_silent_and_a_ratio_are_told_as_what_they_are(world: None) -> None:
    blank, silent = opened(BLANK), opened(SILENT)
    assert "Blank is not zero" in said(blank)
    assert "No return counts" in said(silent)
    assert [app.metric[0].value for app in (blank, silent)] == ["return without this number", "no report"]
    assert frame(opened(LARGE, SHARE))["Value"].tolist() == ["3", "4"]


def test_above_the_district_every_district_is_listed_with_its_cell_or_its_silence(world: None) -> None:
    app = opened("TLS")
    rows = by_code(app, "Municipality")
    assert len(rows) == map_world.DISTRICTS
    large, silent = rows[LARGE], rows[SILENT]
    assert (large["Value"], large["Cell"], large["Accepted on"]) == ("1,200", "Sheet, C3", "12 November 2026")
    assert (silent["Value"], silent["Cell"], silent["Filed on"]) == ("no report", "", "")
    assert rows[BLANK]["Value"] == "return without this number"
    assert (rows[BLANK]["Filed on"], rows[BLANK]["Accepted on"]) == ("12 October 2026", "not yet")
    assert (rows[NIL]["Value"], rows[NOT_ASKED]["Value"]) == ("nothing to report", "not expected")
    assert app.metric[0].delta == "from 4 of 13 municipalities"
    counts = "a number: 3 · nothing to report: 1 · return without this number: 1 · no report: 8 · not expected: 1"
    assert counts in said(app)
    assert "accepted: 1 of 4" in said(app)


def test_a_country_of_provinces_is_told_by_province_and_stays_light(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    var = map_world.environment(tmp_path, "IDN")
    made = open_house(read_settings(var))
    told = {"11.01": 9.0, "11.02": 3.0, "51.01": 5.0}
    returns = [map_world.a_return(place, value) for place, value in told.items()]
    with engine.writing(made.engine) as connection:
        file_returns(connection, [*returns, map_world.a_return("51.02", None)], country=made.country)
    made.engine.dispose()
    settle(monkeypatch, tmp_path, COUNTRY="IDN")
    app = opened("IDN")
    rows = by_code(app, "Province")
    assert len(rows) == len([each for each in made.country.places.values() if each.level is Level.PROVINCE])
    names = ("Value", "Districts that reported it", "The other districts", "Not yet accepted")
    aceh, bali = (
        [rows[code][name].replace("\u00a0", " ").replace("\\", "") for name in names] for code in ("11", "51")
    )
    assert aceh == ["12", "2 of 23", "no report: 21", "2"]
    assert bali == ["5", "1 of 9", "return without this number: 1; no report: 7", "1"]
    assert app.metric[0].value == "17"
    assert sum(len(each.proto.SerializeToString()) for each in (*app.markdown, *app.table)) < 15_000
    app.selectbox(key="place").set_value("51").run()
    assert {code: row["Value"] for code, row in by_code(app, "District").items()}["51.01"] == "5"
    assert "place=IDN" in said(app)  # and the way back


def test_of_another_district_a_task_force_learns_neither_cell_nor_receipt(house: House) -> None:
    values = released.level_values(
        house, TASKFORCE, measures=[MEASURE], quarter=NEWEST, level=house.country.places[LARGE].level
    )
    parts = origins.parts_of(house, TASKFORCE, values, measure=MEASURE, quarter=NEWEST)
    assert [each.place.code for each in parts if each.receipt or each.cells] == [LARGE]
    other = house.country.places[LATE]
    assert origins.versions(house, TASKFORCE, measure=MEASURE, place=other, quarter=NEWEST) == []
    assert origins.versions(house, TASKFORCE, measure=MEASURE, place=house.country.places[LARGE], quarter=NEWEST)


def test_an_address_of_another_district_opens_the_visitor_s_own(world: None) -> None:
    app = at_the_menu(**{"as": "taskforce", "office": LARGE, "lang": "en"})
    app.query_params["place"] = LATE
    app.switch_page("../public/origin.py").run()
    assert app.selectbox(key="place").options == [f"{map_world_name(LARGE)} ({LARGE})"]
    assert not app.exception


def map_world_name(code: str) -> str:
    house = open_house(read_settings())
    return house.country.places[code].name


@pytest.mark.parametrize(
    ("name", "more"),
    [("district", {"place": LARGE}), ("overview", {}), ("trends", {"indicator": MEASURE})],
)
def test_every_page_of_figures_leads_there(world: None, name: str, more: dict[str, str]) -> None:
    app = page(name, quarter=str(NEWEST), lang="en", **more)
    texts = [each.value for each in app.markdown] + [
        str(cell) for table in app.table for cell in table.value.to_numpy().ravel()
    ]
    asked = [parse_qs(urlsplit(link).query) for text in texts for link in re.findall(r"\]\((/origin\?[^)]+)\)", text)]
    assert asked
    assert all(each["indicator"] and each["place"] and each["quarter"] and each["lang"] == ["en"] for each in asked)


def test_a_district_leads_to_the_origin_of_any_measure_that_the_map_has_shown(world: None) -> None:
    for measure in (SHARE, MONEY):  # one of the core, and one that is not
        app = page("district", place=LARGE, indicator=measure, quarter=str(NEWEST), lang="en")
        rows = [" ".join(map(str, row)) for table in app.table for row in table.value.itertuples()]
        said = [*rows, *(each.value for each in app.markdown)]
        [link] = [each for each in said if f"indicator={measure}&place={LARGE}&quarter={NEWEST}" in each]
        assert re.search(r"\*\*\D{0,5}\d", link)


def test_a_centre_tells_the_row_it_comes_from(world: None) -> None:
    app = page("centre", quarter=str(NEWEST), lang="en")
    assert any(
        "Sheet Facilities, row 8" in cell and "Task force" in cell for cell in app.table[-1].value["Input and evidence"]
    )


def test_the_past_has_its_own_origin(world: None) -> None:
    app = opened(LATE, as_of="2026-11-05")
    assert [each.value["Value"].tolist() for each in app.table] == [["4"]]  # nobody knew of the correction
