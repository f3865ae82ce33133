"""The page Map as each kind of visitor finds it, on a filled, an empty and a real database."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.catalogue import load_catalogue
from data.model import Quarter
from data.words import text
from tests.conftest import ROOT
from tests.pages import map_world
from tests.pages.map_world import ANSWER, LARGE, MEASURE, MONEY, NEWEST, SHARE, ZERO, asked, page, settle
from tests.pages.public.reading import as_read
from tests.pages.small_world import HERE


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return map_world.make(tmp_path_factory.mktemp("map")).settings.var


@pytest.fixture
def world(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(monkeypatch, filled)


def opened(**address: str) -> AppTest:
    return page("map", **address)


def drawn(app: AppTest) -> dict[str, Any]:
    """What the map was told."""
    [component] = app.get("bidi_component")
    found: dict[str, Any] = json.loads(component.proto.json)
    return found


def values(app: AppTest) -> list[str]:
    return str(drawn(app)["numbers"]).split(",")


def test_it_opens_with_the_newest_quarter_and_the_country_s_headline_measure(world: None) -> None:
    app = opened()
    assert (asked(app, "quarter"), asked(app, "indicator")) == (str(NEWEST), "PRT-04")


def test_a_link_reopens_the_view(world: None) -> None:
    app = opened(indicator=MEASURE, quarter="2026-Q2", per="100k", place=LARGE)
    assert app.selectbox(key="indicator").value == MEASURE
    assert app.selectbox(key="quarter").value == "2026-Q2"
    assert app.radio(key="per").value == "100k"
    told = drawn(app)
    assert "per 100,000 people" in told["title"]
    assert "Quarter 2, 2026" in told["title"]
    assert told["selected"] == LARGE


def test_the_summary_says_how_many_reported_the_range_the_zeros_and_the_silent_and_ranks_nobody(world: None) -> None:
    summary = drawn(opened(indicator=MEASURE))["summary"]
    assert summary == (
        "4 of 13 municipalities reported, from 0 to 1,200 people; "
        "zero: 1; nothing to report: 1; no report: 9; not expected: 1."
    )


def test_each_state_is_drawn(world: None) -> None:
    app = opened(indicator=MEASURE)
    assert len(values(app)) == map_world.DISTRICTS
    assert sorted(drawn(app)["states"]) == sorted("n" + "x" + "m" * 9)
    assert [entry[2] for entry in drawn(app)["legend"][:3]] == [1, 1, 1]


def test_a_task_force_sees_its_own_number_and_of_others_that_they_are_withheld(world: None) -> None:
    app = opened(indicator=MEASURE, **{"as": "taskforce", "office": ZERO})
    assert sorted(filter(None, values(app))) == ["0"]
    assert sorted(drawn(app)["states"]) == sorted("m" * 9 + "w" * 4)
    assert "1200" not in str(drawn(app))
    exact = opened(indicator=MEASURE, per="100k")
    assert not any("of your own district" in text.value for text in exact.markdown)  # no rate of few is no secret
    assert any("withheld" in text.value for text in app.markdown)


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("measure", [MEASURE, ANSWER, MONEY, SHARE])
def test_every_kind_of_measure_can_be_drawn_in_every_language(world: None, language: str, measure: str) -> None:
    app = opened(indicator=measure, lang=language)
    told = drawn(app)
    assert told["language"] == language
    assert str(app.selectbox(key="indicator").value) == measure


def test_answers_are_yes_and_no_money_is_in_the_country_s_currency_shares_are_percentages(world: None) -> None:
    answers = drawn(opened(indicator=ANSWER))
    assert answers["names"] == {"0": "No", "1": "Yes"}
    assert "1 of them said yes" in answers["summary"]
    assert drawn(opened(indicator=MONEY))["unit"] == "USD"
    share = drawn(opened(indicator=SHARE))
    assert (share["unit"], "75" in share["numbers"]) == ("percent", True)


def test_a_rate_can_be_chosen_only_where_it_makes_sense(world: None) -> None:
    app = opened(indicator=MEASURE)
    app.radio(key="per").set_value("100k").run()
    assert asked(app, "per") == "100k"
    assert drawn(app)["unit"] == "per 100,000 people"
    app.selectbox(key="indicator").set_value(ANSWER).run()
    assert app.radio(key="per_never").disabled
    assert drawn(app)["unit"] == "yes or no"


def test_choosing_changes_the_address_and_the_map(world: None) -> None:
    app = opened(indicator=MEASURE)
    app.selectbox(key="quarter").set_value("2026-Q2").run()
    assert asked(app, "quarter") == "2026-Q2"
    assert sorted(filter(None, values(app))) == ["2", "9"]


def test_two_quarters_side_by_side_have_the_same_classes(world: None) -> None:
    app = opened(indicator=MEASURE, quarter=str(NEWEST), beside="quarter", quarter_2="2026-Q2")
    one, other = (json.loads(each.proto.json) for each in app.get("bidi_component"))
    assert "Quarter 3, 2026" in one["title"]
    assert "Quarter 2, 2026" in other["title"]
    assert [label for _, label, _ in one["legend"]] == [label for _, label, _ in other["legend"]]
    assert app.selectbox(key="quarter_2").value == "2026-Q2"


def test_another_indicator_beside_it_has_classes_of_its_own_and_its_own_files(world: None) -> None:
    app = opened(indicator=MEASURE, beside="indicator", indicator_2=ANSWER, classes="fixed", per="100k")
    one, other = (json.loads(each.proto.json) for each in app.get("bidi_component"))
    assert one["unit"] == "per 100,000 people"
    assert (other["unit"], other["names"]) == ("yes or no", {"0": "No", "1": "Yes"})
    assert sum("/download/" in text.value for text in app.markdown) == 2


def test_classes_are_chosen_and_stand_in_the_address(world: None) -> None:
    app = opened(indicator=MEASURE)
    assert "classes" not in app.query_params
    app.session_state["map_more"] = True
    app.run().radio(key="classes").set_value("fixed").run()
    assert asked(app, "classes") == "fixed"
    limits = [label for _, label, _ in drawn(app)["legend"]][:6]
    assert "|".join(limits).replace("\N{EN DASH}", "-") == "0|1-4|5-19|20-99|100-499|500 and more"
    counted = sum(count for _, _, count in drawn(app)["legend"])
    assert counted == map_world.DISTRICTS


def test_a_rate_says_by_whose_count_of_the_people_and_of_which_year(world: None) -> None:
    said = "\n".join(text.value for text in opened(indicator=MEASURE, per="100k").markdown)
    assert "population of 2022 (Population and Housing Census 2022" in said


def test_of_a_count_with_a_target_the_part_of_the_country_s_is_shown_with_its_formula(world: None) -> None:
    app = opened(indicator="PRT-10", per="target")
    assert "part of the national target" in drawn(app)["title"]
    [note] = [as_read(each.value) for each in app.markdown if "÷" in each.value]
    assert "its number ÷ 5 people" in note  # 20 in 2026
    assert "a fourth of the year's target" in note
    unjudged = opened(indicator=MEASURE).radio(key="per")
    assert text("map_page.per.target") not in unjudged.options


def test_a_share_is_held_against_what_the_plan_expects(world: None) -> None:
    app = opened(indicator=SHARE, per="target")
    assert drawn(app)["unit"] == "percent of what the plan expects by then"
    assert any("The national plan expects" in text.value for text in app.markdown)


def test_districts_are_held_against_chance_when_somebody_wants_to_know(world: None) -> None:
    app = opened(indicator=MEASURE)
    assert not app.get("plotly_chart")
    app.session_state["map_funnel"] = True
    app.run()
    assert len(app.get("plotly_chart")) == 1
    assert any("Outside the wide limits, above: 1." in text.value for text in app.markdown)
    of_one = opened(indicator=MEASURE, **{"as": "taskforce", "office": ZERO})
    of_one.session_state["map_funnel"] = True
    of_one.run()
    assert not of_one.get("plotly_chart")
    assert any("exact figures of all municipalities alone" in text.value for text in of_one.markdown)


def test_centres_are_drawn_by_district_when_wanted(world: None) -> None:
    assert drawn(opened(indicator=MEASURE))["centres"] == []
    assert drawn(opened(indicator=MEASURE, centres="with"))["centres"] == [[LARGE, 1]]
    of_a_kind = drawn(opened(indicator=MEASURE, centres="shelter"))
    assert (of_a_kind["centres"], of_a_kind["words"]["centres"]) == ([[LARGE, 1]], text("workbook.options.shelter"))
    assert drawn(opened(indicator=MEASURE, centres="hospital"))["centres"] == []  # there is none


def test_opening_a_district_keeps_indicator_and_quarter(world: None) -> None:
    app = opened(indicator=MEASURE, quarter="2026-Q2")
    app.session_state["map"] = {"district": LARGE}
    app.run()
    assert not app.exception
    assert app.title[0].value == "Dili"
    assert (asked(app, "place"), asked(app, "quarter"), asked(app, "indicator")) == (LARGE, "2026-Q2", MEASURE)


def test_a_code_that_no_place_has_opens_nothing(world: None) -> None:
    app = opened(indicator=MEASURE)
    app.session_state["map"] = {"district": "<script>"}
    app.run()
    assert not app.exception
    assert app.title[0].value == "Map"


@pytest.mark.parametrize(
    "wrong",
    [{"indicator": "XXX-99"}, {"quarter": "2031-Q9"}, {"place": "*nowhere*"}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_an_address_with_an_unknown_code_is_answered_with_a_sentence(world: None, wrong: dict[str, str]) -> None:
    app = opened(**wrong)
    assert len(app.warning) == 1
    assert re.sub(r"\W", "", next(iter(wrong.values()))) in re.sub(r"\W", "", app.warning[0].value)
    assert len(values(app)) == map_world.DISTRICTS


def beneath(app: AppTest) -> Any:
    return next(each for each in app.main.expander if each.label.startswith("What is counted"))


def test_what_is_counted_and_on_which_basis_stands_beneath(world: None) -> None:
    app = opened(indicator=MEASURE)
    assert not beneath(app).markdown
    app.session_state["map_meaning"] = True
    text = beneath(app.run()).markdown[0].value
    indicator = load_catalogue(HERE).indicators[MEASURE]
    assert indicator.definition["en"] in text
    assert all(basis in text for basis in indicator.basis)


def test_more_recorded_is_not_more_trafficking_is_said_where_it_could_be_taken_for_it(world: None) -> None:
    def cautioned(measure: str) -> bool:
        return any("does not mean more trafficking" in text.value for text in opened(indicator=measure).markdown)

    assert cautioned(MEASURE)
    assert not cautioned(ANSWER)
    assert not cautioned("POL-07")


def test_the_files_are_offered_by_signed_addresses_in_the_visitor_s_language(world: None) -> None:
    [offered] = [text.value for text in opened(lang="id").markdown if "/download/" in text.value]
    assert re.findall(r"\]\(/download/values\.(\w+)\?token=[\w.\-]+\)", offered) == ["xlsx", "csv"]


def test_an_empty_database_shows_every_district_without_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch, tmp_path)
    told = drawn(opened())
    assert set(told["states"]) == {"m"}
    assert told["summary"] == "0 of 14 municipalities reported; no report: 14."


@pytest.mark.parametrize("country", ["IDN", "MYS"])
def test_other_countries_have_maps_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, country: str) -> None:
    settle(monkeypatch, tmp_path, COUNTRY=country)
    assert len(values(opened())) == {"IDN": 514, "MYS": 16}[country]


def test_an_indicator_that_is_not_asked_for_in_the_quarter_is_not_expected_of_anybody(
    world: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = (ROOT / "data/shipped/indicators" / f"{MEASURE}.yaml").read_text("utf-8")
    own = tmp_path / "content" / "indicators" / f"{MEASURE}.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(f"{shipped}valid_from: {Quarter(2026, 4)}\n", "utf-8")
    monkeypatch.setenv("LIMA_CONTENT", str(tmp_path / "content"))
    told = drawn(opened(indicator=MEASURE, quarter=str(NEWEST)))
    assert "m" not in told["states"]
    assert told["summary"].startswith("4 of 4 municipalities reported")
