"""Reporting: three numbers, who owes and the letter, closing a quarter, excusing a district."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.countries import load_country
from data.model import Level, Role, Visitor
from data.store.house import House
from metrics.coverage import Share, shares
from metrics.deadlines import ReturnState
from pages.parts import desk, opened, released, released_reporting, reporting_figures, reporting_view
from pages.parts.reporting_links import Behind
from pages.parts.reporting_returns import Made, chosen, made_of
from tests.pages import frame, small_world
from tests.pages.small_world import NEVER, NEWEST, SILENT

PAGE = "ministry/reporting"
REVIEWER = Visitor("reviewer@example.org", Role.REVIEWER)
BACK = "TL01"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """The small world, in which one return of the newest quarter was sent back and the others of it accepted."""
    for name, value in small_world.settings(tmp_path).items():
        monkeypatch.setenv(name, value)
    for name in ("DATABASE_URL", "LIMA_CONTENT"):
        monkeypatch.delenv(name, raising=False)
    small_world.make(small_world.settings(tmp_path))
    here = opened.house()
    codes = dict(released_reporting.returns(here, NEWEST)[["place", "receipt"]].itertuples(index=False))
    desk.send_back(here, REVIEWER, codes.pop(BACK), note="Please look again.")
    desk.accept(here, REVIEWER, list(codes.values()))
    yield here
    here.engine.dispose()


def open_page(**address: str) -> AppTest:
    return frame.opened(PAGE, **address)


def shown(app: AppTest) -> str:
    told = (*app.markdown, *app.error, *app.warning, *app.info, *app.success)
    return "\n".join(each.value for each in told).replace("\\", "")


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def the_three(house: House, visitor: Visitor = REVIEWER) -> tuple[Share, ...]:
    counts = reporting_figures.numbers(house, visitor, [NEWEST])
    [row] = [
        row
        for row in reporting_figures.areas(house, counts).to_dict("records")
        if row["place"] == house.country.root.code
    ]
    return shares(row)


def test_three_numbers_and_who_owes(house: House) -> None:
    districts = len(house.country.districts(NEWEST))
    reported, on_time, complete = the_three(house)
    # Two are silent; one was sent back, and was in time.
    assert reported == Share(districts - 3, districts)
    late = sum(9 + 2 * number > house.country.due_days for number in range(districts))
    late -= sum(
        9 + 2 * n > house.country.due_days
        for n, p in enumerate(house.country.districts(NEWEST))
        if p.code in (SILENT, NEVER)
    )
    assert on_time == Share(districts - 2 - late, districts)
    assert 0 < complete.count <= complete.of
    app = open_page()
    values = {metric.label: metric.value for metric in app.metric}
    assert set(values) == {"Reporting rate", "In time", "Completeness"}
    owing = {row["Municipality"]: row["Status"][2:] for row in app.dataframe[0].value.to_dict("records")}
    names = {code: house.country.places[code].name for code in (BACK, SILENT, NEVER)}
    assert owing[names[BACK]] == "Sent back: please correct"
    assert len(owing) == 3
    letter = app.code[0].value
    assert all(name in letter for name in names.values())
    send, mend = letter.split("The return was sent back.")
    assert f"- {names[BACK]}" in mend
    assert f"- {names[BACK]}" not in send
    app.selectbox(key="reporting_letter").set_value(SILENT).run()
    assert names[SILENT] in app.code[0].value
    assert names[BACK] not in app.code[0].value


@pytest.mark.parametrize("shown_as", ["state", "day", "content"])
@pytest.mark.parametrize("language", ["en", "id"])
def test_each_map_is_drawn(house: House, shown_as: str, language: str) -> None:
    app = open_page(shown=shown_as, lang=language)
    assert app.title[0].value


def test_the_map_tells_the_states_apart(house: House) -> None:
    stands = reporting_figures.stands(house, REVIEWER, NEWEST, today=NEWEST.last_day.replace(year=2027))
    states = {each.place.code: each.state for each in stands}
    assert (states[BACK], states[SILENT], states["TL02"]) == (
        ReturnState.SENT_BACK,
        ReturnState.OVERDUE,
        ReturnState.ACCEPTED,
    )
    values = reporting_figures.state_values(house, stands, NEWEST).set_index("place")["value"]
    assert (values[BACK], values[SILENT], values["TL02"]) == (
        reporting_figures.BACK,
        reporting_figures.BEHIND,
        reporting_figures.ACCEPTED,
    )


def test_a_quarter_is_closed_with_a_step_in_between_and_opened_again(house: House) -> None:
    app = open_page(quarter=str(NEWEST))
    click(app, "reporting_close")
    click(app, "reporting_close_not")
    click(app, "reporting_close")
    click(app, "reporting_close_now")
    assert "The quarter was closed by" in shown(app)
    app.text_input(key="reporting_open_reason").set_value("Two districts were cut off.").run()
    click(app, "reporting_open")
    assert "The quarter is open:" in shown(app)


def test_an_excused_district_is_not_expected_and_not_reminded(house: House) -> None:
    before, _, _ = the_three(house)
    app = open_page(quarter=str(NEWEST))
    app.session_state["reporting_exempt_box"] = True
    app.run().selectbox(key="reporting_exempt_place").set_value(NEVER).run()
    app.text_input(key="reporting_exempt_reason").set_value("Its office was flooded.").run()
    click(app, "reporting_exempt")
    assert "Its office was flooded." in shown(app)
    after, _, _ = the_three(house)
    assert after == Share(before.count, before.of - 1)
    assert house.country.places[NEVER].name not in app.code[0].value
    app.selectbox(key="reporting_exempt_place").set_value(NEVER).run()
    app.text_input(key="reporting_exempt_reason").set_value("It has moved.").run()
    click(app, "reporting_exempt_end")
    assert the_three(house)[0] == before


def test_a_province_follows_its_own_districts_alone() -> None:
    country = load_country("IDN", None)
    province = next(place.code for place in country.places.values() if place.level is Level.PROVINCE)
    coordinator = Visitor("province@example.org", Role.PROVINCE, frozenset({province}))
    here = type("H", (), {"country": country})()
    assert reporting_figures.followed(here, coordinator) == country.within(province)
    assert reporting_figures.followed(here, Visitor("x@example.org", Role.DONOR)) == frozenset()


def test_what_was_sent_back_is_not_silent_and_who_is_excused_is_not_missed(house: House) -> None:
    silent = {SILENT, NEVER}
    assert {place.code for place in released_reporting.coverage_of(house, NEWEST).silent} == silent
    assert set(released_reporting.silence(house, NEWEST)["place"]) == silent
    desk.exempt(house, REVIEWER, [NEVER, "TL02"], quarter=NEWEST, reason="Flooded.")
    assert {place.code for place in released_reporting.coverage_of(house, NEWEST).silent} == {SILENT}
    assert set(released_reporting.silence(house, NEWEST)["place"]) == {SILENT}
    measure = house.country.core[0]
    of_districts = released.level_values(house, REVIEWER, measures=[measure], quarter=NEWEST, level=Level.DISTRICT)
    # TL02 was excused and filed all the same: it is expected as any.
    assert NEVER not in set(of_districts["place"])
    assert "TL02" in set(of_districts["place"])
    [total] = released.level_values(house, REVIEWER, measures=[measure], quarter=NEWEST, level=Level.COUNTRY).to_dict(
        "records"
    )
    assert total["expected"] == len(house.country.districts(NEWEST)) - 1


def test_on_an_earlier_day_the_review_was_not_yet_known_and_nothing_is_decided(house: House) -> None:
    """The returns of the small world came weeks ago; what the reviewer did with them, today."""
    yesterday = (dt.datetime.now(dt.UTC) - dt.timedelta(days=1)).date().isoformat()
    today, before = (open_page(quarter=str(NEWEST), **more) for more in ({}, {"as_of": yesterday}))
    counts = [app.metric[0].delta.partition(" ")[0] for app in (today, before)]
    assert int(counts[0]) == int(counts[1]) - 1  # the one that was sent back
    assert "reporting_close" in {each.key for each in today.button}
    assert "reporting_close" not in {each.key for each in before.button}


def made(house: House) -> list[Made]:
    stands = reporting_figures.stands(house, REVIEWER, NEWEST, today=NEWEST.last_day.replace(year=2027))
    counts = reporting_figures.numbers(house, REVIEWER, [NEWEST])
    return made_of(stands, counts, released_reporting.returns(house, NEWEST), NEWEST)


def test_each_list_is_as_long_as_the_number_it_is_behind(house: House) -> None:
    everywhere = house.country.within(house.country.root.code)
    reported, on_time, complete = the_three(house)
    listed = {behind: chosen(made(house), behind, within=everywhere) for behind in Behind}
    assert len(listed[Behind.EXPECTED]) == reported.of
    assert len(listed[Behind.REPORTED]) == reported.count
    assert {each.place.code for each in listed[Behind.MISSING]} == {BACK, SILENT, NEVER}
    assert (len(listed[Behind.ON_TIME]), len(listed[Behind.NOT_ON_TIME])) == (
        on_time.count,
        on_time.of - on_time.count,
    )
    assert sum(each.answered for each in listed[Behind.EXPECTED]) == complete.count
    assert sum(each.asked for each in listed[Behind.EXPECTED]) == complete.of
    assert all(each.accepted and each.filed and each.revision == 1 for each in listed[Behind.REPORTED])
    assert chosen(made(house), Behind.EXPECTED, within=frozenset({NEVER}))[0].revision is None


def test_from_the_numbers_two_clicks_lead_to_a_return(house: House) -> None:
    app = open_page(quarter=str(NEWEST))
    assert "reporting_returns" not in app.session_state  # nothing of it is sent before it is asked for
    [lead] = [each.value for each in app.caption if "behind=missing" in each.value]
    assert f"quarter={NEWEST}" in lead
    app = open_page(quarter=str(NEWEST), behind="reported")
    rows = next(each.value for each in app.dataframe if "Receipt" in each.value).to_dict("records")
    assert len(rows) == the_three(house)[0].count
    assert all(f"receipt={row['Municipality'].partition(' (')[2][:-1]}-{NEWEST}-R1-" in row["Receipt"] for row in rows)
    app.selectbox(key="behind").set_value("missing").run()
    assert not app.exception
    assert "missing" in app.query_params["behind"]
    rows = next(each.value for each in app.dataframe if "Receipt" in each.value).to_dict("records")
    assert {row["Municipality"].partition(" (")[2][:-1] for row in rows} == {BACK, SILENT, NEVER}
    stands = reporting_figures.stands(house, REVIEWER, NEWEST, today=NEWEST.last_day)
    page, asked = reporting_view.leads_to("TL02", stands)
    assert (page, asked["receipt"][:4]) == ("../taskforce/receipt.py", "TL02")
    assert reporting_view.leads_to(NEVER, stands)[1] == {"place": NEVER}
