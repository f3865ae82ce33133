"""The page District: what it tells whom of a district, and what it says where there is nothing to tell."""

from __future__ import annotations

import functools
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.model import Quarter
from data.settings import read_settings
from data.store import engine
from data.store.house import House, open_house
from data.store.returns import file_returns
from pages.parts.shown import NO_BREAK
from tests.pages import map_world
from tests.pages.map_world import LARGE, LATE, MEASURE, NEWEST, SILENT, ZERO, asked, page, settle
from tests.pages.public.reading import as_read


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> House:
    return map_world.make(tmp_path_factory.mktemp("district"))


@pytest.fixture
def world(filled: House, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(monkeypatch, filled.settings.var)


def opened(place: str, **address: str) -> AppTest:
    return page("district", place=place, **{"quarter": str(NEWEST), "indicator": MEASURE} | address)


@functools.cache
def looked_at(place: str, **address: str) -> AppTest:
    """The page for tests that only read it: drawn once for all of them."""
    return opened(place, **address)


def text(app: AppTest) -> str:
    """All that can be read on the page, but for the choosers."""
    return "\n".join(
        str(each.value) for kind in ("title", "caption", "markdown", "info", "warning") for each in app.get(kind)
    )


def tables(app: AppTest, heading: str) -> list[pd.DataFrame]:
    """The tables that have a column of this name."""
    return [each.value for each in app.table if heading in each.value.columns]


def core(app: AppTest) -> dict[str, list[str]]:
    """The rows of the pillars by the indicator's name: now with the change, before, peers; without the picture."""
    rows = [row for each in tables(app, "Middle of its peers (of how many)") for row in each.to_dict("split")["data"]]
    return {
        as_read(row[0].partition("  \n")[0]): [as_read(cell).replace(NO_BREAK, " ") for cell in row[1:]] for row in rows
    }


IDENTIFIED, TASK_FORCE = "Victims identified (confirmed)", "Municipal anti-trafficking task force legally established"
AGENCIES = "Share of member agencies that submitted data"


def test_it_says_who_the_district_is(world: None) -> None:
    app = looked_at(LARGE)
    assert app.title[0].value == "Dili"
    assert any("code TL06 · ISO 3166\\-2 TL\\-DI" in each.value for each in app.caption)


def test_the_core_indicators_of_every_pillar_stand_beside_the_quarter_before_and_the_peers(world: None) -> None:
    app = looked_at(LARGE)
    rows = core(app)
    assert rows[IDENTIFIED] == ["**1,200**  \n:gray[+1,191]", "Q2 2026: 9", "fewer than 3"]
    assert rows[TASK_FORCE] == ["**Yes**", "Q2 2026: Yes", "0 of 4 yes"]
    assert rows[AGENCIES][:2] == ["**75.0%**", "Q2 2026: no report"]
    assert rows["Presumed victims screened"][:2] == ["**no report**", "Q2 2026: no report"]
    assert [name for name in rows if name in PILLARS] == [*PILLARS]
    assert "Peers of Dili, by population: [" in text(app)


PILLARS = ("**Policy**", "**Prevention**", "**Protection**", "**Prosecution**", "**Partnership**")


def test_a_small_line_says_what_it_draws(world: None) -> None:
    [row] = [
        row
        for each in tables(looked_at(ZERO), "Middle of its peers (of how many)")
        for row in each.to_dict("split")["data"]
        if IDENTIFIED in row[0].replace("\\", "")
    ]
    assert row[0].partition("  \n")[2].replace("\\", "").startswith("![no report; 0](data:image/svg")


def test_a_change_is_called_better_only_where_more_is_plainly_better(world: None) -> None:
    assert "(" not in core(looked_at(LARGE))[IDENTIFIED][0]


def test_a_return_in_time_and_its_receipt(world: None, filled: House) -> None:
    said = text(looked_at(LARGE))
    assert "came on 12 October 2026, in time (due on 20 October 2026)" in said
    assert f"Receipt: {LARGE}" in said.replace("\\", "")


def test_a_late_return_that_was_corrected_keeps_the_day_of_its_first_filing(world: None) -> None:
    said = text(looked_at(LATE))
    assert "came on 2 November 2026, 13 days late (due on 20 October 2026)" in said
    assert "revision 2 of 9 November 2026 counts" in said


def test_a_silent_district(world: None) -> None:
    app = looked_at(SILENT)
    assert "Covalima has filed no return for Quarter 3, 2026" in text(app)
    assert "Its last return came from" not in text(app)
    assert core(app)[IDENTIFIED][:2] == ["**no report**", "Q2 2026: no report"]


def test_of_a_silent_district_it_says_whom_to_call_to_those_who_see_its_returns(world: None) -> None:
    heard = {"quarter": str(map_world.BEFORE)}
    assert "has filed no return" in text(looked_at(ZERO, **heard))
    assert "Its last return came from: Task force" in text(looked_at(ZERO, **heard))
    other = {"as": "taskforce", "office": LARGE}
    assert "has filed no return" in text(looked_at(ZERO, **heard, **other))
    assert "Task force" not in text(looked_at(ZERO, **heard, **other))


def test_a_task_force_reads_its_own_district(world: None) -> None:
    app = looked_at(LARGE, **{"as": "taskforce", "office": LARGE})
    assert core(app)[IDENTIFIED][0].startswith("**1,200**")
    assert "Receipt" in text(app)
    assert "House of the tests" in tables(app, "Beds")[0]["Centre"][0]
    assert {"submit", "my_returns"} <= {each.proto.page for each in app.get("page_link")}


def test_to_a_task_force_its_own_district_opens_first(world: None) -> None:
    def first(**visitor: str) -> str:
        return str(page("district", quarter=str(NEWEST), **visitor).title[0].value)

    own = looked_at(LARGE, **{"as": "taskforce", "office": LARGE}).title[0].value
    assert first(**{"as": "taskforce", "office": LARGE}) == own != first()


def test_a_task_force_reads_nothing_of_another_district_but_when_it_filed(world: None) -> None:
    app = looked_at(LARGE, **{"as": "taskforce", "office": ZERO})
    said = text(app)
    assert "came on 12 October 2026" in said
    assert "Receipt" not in said
    [came] = [each.value for each in app.table]
    assert came.to_dict("split")["data"] == [
        ["Q3 2026", "✓ Reported", "20 October 2026", "12 October 2026"],
        ["Q2 2026", "✓ Reported", "20 July 2026", "12 July 2026"],
    ]
    assert said.count("The figures of this municipality are not shown to you.") == 4
    assert "What is open" not in [each.value for each in app.header]


def test_its_centres(world: None) -> None:
    [[centre]] = [each.to_dict("records") for each in tables(looked_at(LARGE), "Beds")]
    status, name = centre["Centre"].split("  \n")
    assert "critical" in status
    assert name.split("]")[0] == "[House of the tests"
    assert centre["Beds"].split() == ["12", ":gray[Residents:", "\\<5]"]
    assert "/centre?quarter=2026-Q3&centre=" in centre["Centre"]
    assert "No centre or shelter" in text(looked_at(ZERO))


def test_what_is_open_for_those_who_may_see_it(world: None) -> None:
    said = text(looked_at(SILENT)).replace("\\", "")
    assert "- **Quarter 3, 2026 (July to September): overdue.** The return was due on 20 October 2026" in said
    assert "the return waits for a reviewer" in text(looked_at(LARGE))


def test_what_came_with_its_states_for_those_who_may_see_it(world: None) -> None:
    [came] = tables(looked_at(LATE), "Revision")
    rows = {row[0]: [as_read(cell) for cell in row[1:]] for row in came.to_dict("split")["data"]}
    assert rows["Q3 2026"] == ["✓ Submitted", "20 October 2026", "2 November 2026 (13 days late)", "2"]
    assert rows["Q1 2026"][0] == "● Overdue"


def test_all_quarters_are_sent_when_somebody_asks_for_them(world: None) -> None:
    app = opened(LARGE)
    assert tables(app, "Pillar") == []
    app.session_state["district_quarters"] = True
    app.run()
    [every] = tables(app, "Pillar")
    assert list(every.columns)[2:4] == ["Q2 2026", "Q3 2026"]
    assert "table.csv" in text(app)


def test_the_way_back_to_the_map_keeps_indicator_quarter_and_place(world: None) -> None:
    app = looked_at(LARGE, quarter="2026-Q2")
    [link] = [each.proto for each in app.get("page_link") if each.proto.page == "map"]
    assert {f"indicator={MEASURE}", "quarter=2026-Q2", f"place={LARGE}"} <= set(link.query_string.split("&"))


def test_a_code_that_no_district_has_is_a_sentence(world: None) -> None:
    app = looked_at("99.99")
    assert len(app.warning) == 1
    assert "99" in app.warning[0].value
    assert app.title[0].value == "Aileu"


def test_choosing_another_district_changes_the_address(world: None) -> None:
    app = opened(LARGE)
    app.selectbox(key="place").set_value(ZERO).run()
    assert (asked(app, "place"), app.title[0].value) == (ZERO, "Ainaro")


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_sentence_is_there_in_every_language(world: None, language: str) -> None:
    for place in (LARGE, LATE, SILENT):
        assert looked_at(place, lang=language).title


def test_a_district_that_was_not_there_was_not_expected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = open_house(read_settings(map_world.environment(tmp_path)))
    with engine.writing(house.engine) as connection:
        file_returns(connection, [map_world.a_return(LARGE, 1, quarter=Quarter(2021, 4))], country=house.country)
    settle(monkeypatch, tmp_path)
    app = opened("TL0604", quarter="2021-Q4")
    assert "Ataúro did not exist in Quarter 4, 2021" in text(app)


def test_an_empty_database_is_told_in_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(monkeypatch, tmp_path)
    app = page("district")
    assert "has filed no return" in text(app)
    assert "No number of this municipality" in text(app)
