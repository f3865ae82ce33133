"""*Where a number comes from*, from every page that shows one: the return, the cell, who filed and who accepted it."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.model import Role, Visitor
from data.settings import read_settings
from data.store import engine, review
from data.store.house import House, open_house
from pages.parts import origins, released, released_reporting
from tests.pages import map_world
from tests.pages.map_world import BLANK, LARGE, LATE, MEASURE, MONEY, NEWEST, SHARE, SILENT, page, settle

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
    found: pd.DataFrame = app.dataframe[0].value
    return found


def test_a_district_s_number_is_told_with_its_cell_its_return_and_who_accepted_it(world: None) -> None:
    app = opened(LARGE)
    text = said(app)
    assert "**1,200**" in text
    assert "filed by officer@example.org" in text
    assert "12 November 2026, 09:00 UTC: accepted by reviewer@example.org" in text
    assert "Basis: " in text
    assert re.search(rf"Receipt {LARGE}.*2026.*R1", text)
    row = frame(app).iloc[0]
    assert (row["Value"], row["Sheet"], row["Cell"]) == ("1,200", "Sheet", "C3")


def test_each_return_of_the_quarter_is_told_with_what_became_of_it(world: None) -> None:
    rows = opened(LATE).table[0].value
    assert rows["Value"].tolist() == ["3", "4"]
    assert rows["State"].tolist() == ["counts", "replaced by a newer one"]


def test_blank_silent_and_a_ratio_are_told_as_what_they_are(world: None) -> None:
    assert "Blank is not zero" in said(opened(BLANK))
    assert "No return counts" in said(opened(SILENT))
    assert frame(opened(LARGE, SHARE))["Value"].tolist() == ["3", "4"]


def test_above_the_district_every_district_is_listed_with_its_cell_or_its_silence(world: None) -> None:
    app = opened("TLS")
    rows = frame(app).set_index("District")
    assert len(rows) == map_world.DISTRICTS
    large, silent = (next(row for name, row in rows.iterrows() if f"({code})" in str(name)) for code in (LARGE, SILENT))
    assert (large["Value"], large["Cell"], large["Accepted on"]) == ("1,200", "C3", "12 November 2026")
    assert (silent["Value"], silent["Receipt"], silent["Filed on"]) == ("no report", "", "")
    asked = parse_qs(urlsplit(large["Return"]).query)
    assert (asked["place"], asked["indicator"], asked["quarter"]) == ([LARGE], [MEASURE], [str(NEWEST)])
    assert "from 4 of 13 districts" in said(app)


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
    app = AppTest.from_file(str(map_world.ROOT / "pages" / "parts" / "shell.py"), default_timeout=30)
    app.query_params["as"], app.query_params["office"], app.query_params["lang"] = "taskforce", LARGE, "en"
    app.run()
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
    assert any("Sheet Facilities, row 8" in cell and "Task force" in cell for cell in app.table[-1].value["Evidence"])


def test_the_past_has_its_own_origin(world: None) -> None:
    app = opened(LATE, as_of="2026-11-05")
    assert frame(app)["Value"].tolist() == ["4"]
    assert not app.table  # nobody knew of the correction
