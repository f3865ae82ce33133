"""The page Trends as each kind of visitor finds it."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from data.words import text
from pages.parts.places_chosen import MOST
from tests.pages.public.conftest import Open
from tests.pages.public.reading import as_read
from tests.pages.small_world import NEWEST, QUARTERS, SILENT, only_empty, only_small

ASSISTED, CONVICTED, EVENTS, SHARE = "PRT-04", "PRO-07", "PRE-01", "PAR-07"


def figures(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(each.proto.spec) for each in app.get("plotly_chart")]


def names(app: AppTest) -> list[list[str]]:
    """The places of each figure; the hatching of provisional quarters is none."""
    return [[line["name"] for line in figure["data"] if line["type"] == "scatter"] for figure in figures(app)]


@only_small
def test_it_opens_with_the_two_lines_that_the_country_names(open_page: Open) -> None:
    app = open_page("trends")
    assert [each.value for each in app.subheader] == [
        "Victims assisted \\(at least one service\\)",
        "Persons convicted under the trafficking law",
    ]
    assert names(app) == [["Timor-Leste"], ["Timor-Leste"]]
    assert [len(figure["data"][0]["x"]) for figure in figures(app)] == [len(QUARTERS)] * 2


@only_small
def test_a_gap_in_reporting_is_a_gap_in_the_line(open_page: Open) -> None:
    national, places, *_ = figures(open_page("trends", places=SILENT))
    line = places["data"][0]
    assert line["connectgaps"] is False
    assert line["y"][-2:] == [None, None]
    assert None not in line["y"][:-2]
    assert None not in national["data"][0]["y"]


@only_small
def test_each_point_says_how_many_districts_it_comes_from_and_the_table_says_the_same(open_page: Open) -> None:
    app = open_page("trends")
    line = figures(app)[0]["data"][0]
    newest = f"{line['y'][-1]:.0f}"
    assert "12 of 14 municipalities" in line["hovertext"][-1]
    assert f"<b>{newest}</b>" in line["hovertext"][-1]
    rows = app.table[0].value.map(as_read).to_dict("records")
    assert rows[0] == {"Quarter": "Q3\N{NO-BREAK SPACE}2026", "Timor-Leste": f"{newest} (12 of 14), provisional"}
    assert [row["Timor-Leste"].split(" ")[0] for row in rows] == [f"{value:.0f}" for value in line["y"][::-1]]


@only_small
def test_the_newest_quarters_are_marked_while_districts_are_missing(open_page: Open) -> None:
    symbols = figures(open_page("trends"))[0]["data"][0]["marker"]["symbol"]
    assert symbols == [*["circle"] * (len(QUARTERS) - 2), "circle-open", "circle-open"]


@only_small
def test_the_newest_quarters_are_hatched_while_districts_are_missing(open_page: Open) -> None:
    [hatched] = [line for line in figures(open_page("trends"))[0]["data"] if line["type"] == "bar"]
    assert hatched["x"] == [str(quarter) for quarter in QUARTERS[-2:]]
    assert hatched["name"] == "provisional"


@only_small
def test_by_years_states_and_persons_served_have_no_total(open_page: Open) -> None:
    app = open_page("trends", by="years")
    assisted, convicted = figures(app)
    assert {line["type"] for line in assisted["data"]} == {"scatter", "bar"}  # over quarters, as it cannot be years
    assert {line["type"] for line in convicted["data"]} == {"bar"}
    assert any("no value of a year" in each.value for each in app.caption)
    assert "Fiscal year" in app.table[1].value.columns


@only_small
def test_a_word_stands_beside_a_number_only_where_one_may_be_said(open_page: Open) -> None:
    words = [each.value for each in open_page("trends").markdown if each.value.startswith("- Timor")]
    assert len(words) == 2
    assert all("on the quarter before" in each for each in words)
    assert not [each for each in open_page("trends", indicator=SHARE).markdown[:1] if each.value.startswith("- ")]


@only_small
def test_the_peers_of_a_district_are_named_and_their_middle_is_drawn(open_page: Open) -> None:
    app = open_page("trends", places="TL03", peers="with")
    assert names(app)[1][1].startswith("Middle of the peers of ")
    assert any("by population" in each.value for each in app.caption)
    assert app.radio(key="peers").value == "with"
    assert all(each.key != "peers" for each in open_page("trends").radio)


@only_small
def test_a_number_is_split_by_its_parts_for_the_first_place_or_the_country(open_page: Open) -> None:
    app = open_page("trends", indicator=ASSISTED, split="sex_age")
    assert as_read(app.subheader[0].value).endswith(": Timor-Leste")
    assert app.selectbox(key="split").value == "sex_age"
    assert all(each.key != "split" for each in open_page("trends", indicator=SHARE).selectbox)


@only_small
def test_people_assisted_are_never_added_up_to_a_year(open_page: Open) -> None:
    assert any("Quarters are not added up to a year" in each.value for each in open_page("trends").caption)


@only_small
def test_another_measure_stands_first_and_the_two_lines_after_it(open_page: Open) -> None:
    app = open_page("trends", indicator=EVENTS)
    assert app.subheader[0].value == "Awareness and safe\\-migration events held"
    assert len(figures(app)) == 3
    assert app.query_params["indicator"] in (EVENTS, [EVENTS])


@only_small
def test_a_share_has_percentages_on_its_axis(open_page: Open) -> None:
    axis = figures(open_page("trends", indicator=SHARE))[0]["layout"]["yaxis"]
    assert axis["ticktext"][0] == "0%"
    assert axis["ticktext"][-1] == "100%"


@only_small
def test_a_link_reopens_the_places_in_its_order_and_names_those_nobody_knows(open_page: Open) -> None:
    app = open_page("trends", places="TL07,TL01,XX99,TL07")
    assert app.multiselect(key="places").value == ["TL07", "TL01"]
    assert names(app)[1] == ["Ermera", "Ainaro"]
    assert any("XX99" in each.value for each in app.info)


@only_small
def test_choosing_places_writes_them_into_the_address_and_leaving_them_out_takes_it_away(open_page: Open) -> None:
    app = open_page("trends")
    assert "places" not in app.query_params
    app.multiselect(key="places").set_value(["TL01", "TL02"]).run()
    assert app.query_params["places"] in ("TL01,TL02", ["TL01,TL02"])
    app.multiselect(key="places").set_value([]).run()
    assert not app.exception
    assert "places" not in app.query_params
    assert names(app) == [["Timor-Leste"], ["Timor-Leste"]]


@only_small
def test_a_choice_of_places_is_kept_from_page_to_page(open_page: Open) -> None:
    app = open_page("trends", places="TL01")
    app.switch_page("../public/centres.py").run()
    app.switch_page("../public/trends.py").run()
    assert app.multiselect(key="places").value == ["TL01"]


@only_small
def test_not_more_places_than_can_be_told_apart(open_page: Open) -> None:
    app = open_page("trends", places=",".join(f"TL{number:02}" for number in range(1, 10)))
    assert len(app.multiselect(key="places").value) == MOST
    line_shapes = [(line["line"]["dash"], line["marker"]["symbol"][0]) for line in figures(app)[1]["data"]]
    assert len(set(line_shapes)) == MOST


@only_small
def test_a_task_force_sees_its_own_line_and_is_told_what_is_not_shown(open_page: Open) -> None:
    app = open_page("trends", office="TL03", places="TL03,TL01")
    assert names(app) == [["Baucau"], ["Baucau"]]
    assert any("Timor\\-Leste, Ainaro" in each.value for each in app.info)
    assert all("Ainaro" not in table.value.columns for table in app.table)


@only_small
def test_a_task_force_begins_with_its_own_district(open_page: Open) -> None:
    assert open_page("trends", office="TL03").multiselect(key="places").value == ["TL03"]


@only_small
def test_every_figure_says_in_words_what_it_shows(open_page: Open) -> None:
    [first, *_] = open_page("trends").get("plotly_chart")
    assert "Victims assisted" in first.proto.alt
    assert f"Timor-Leste: 106 in Q{NEWEST.number} {NEWEST.year}" in first.proto.alt


@only_empty
def test_before_anybody_files_it_says_so(open_page: Open) -> None:
    app = open_page("trends")
    assert [each.value for each in app.info] == [text("trends.nobody")]
    assert not figures(app)
