"""The page Submit, as a conversation: a bad workbook, a corrected one, a question and its answer, the receipt."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.intake import receive
from data.intake.form import Form
from data.intake.template import template
from data.model import Level, Role, Visitor
from data.settings import read_settings
from data.store.house import House, open_house
from pages.parts import links, opened, released
from tests.data.intake import forms
from tests.pages import frame, small_world

HERE, NEIGHBOUR = "TL01", "TL02"
PAGE = "../taskforce/submit.py"

MINISTRY = Visitor("ministry@example.org", Role.REVIEWER)

Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The country without returns, to draw forms for."""
    settings = read_settings({"COUNTRY": "TLS", "LIMA_VAR": str(tmp_path_factory.mktemp("none"))})
    house = open_house(settings, writes=False)
    yield house
    house.engine.dispose()


@pytest.fixture(scope="module")
def workbook(country: House) -> Callable[..., bytes]:
    """A workbook of the district, every core number answered, and more typed into it."""
    drawn: dict[str, bytes] = {}
    written: dict[str, bytes] = {}

    def write(place: str = HERE, **typed: object) -> bytes:
        key = repr((place, sorted(typed.items())))
        if key not in written:
            written[key] = fill(place, typed)
        return written[key]

    def fill(place: str, typed: dict[str, object]) -> bytes:
        form = Form(
            catalogue=country.catalogue,
            country=country.country,
            place=country.country.places[place],
            quarter=forms.QUARTER,
            language="en",
            world="demo",
        )
        if place not in drawn:
            drawn[place] = template(form)
        core = {slot.tag: "Yes" if slot.part.kind.value == "yes-no" else 0 for slot in form.layout.core_slots}
        return forms.filled(drawn[place], core | {"PRT-01": 9999} | typed)

    return write


@pytest.fixture
def open_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open the page on an empty demo: `open_page(office="TL01")` for its task force, without it as the ministry."""
    monkeypatch.setenv("LIMA_VAR", str(tmp_path))
    monkeypatch.setenv("COUNTRY", "TLS")
    for name in ("DATABASE_URL", "LIMA_CONTENT"):
        monkeypatch.delenv(name, raising=False)

    def open_it(*, office: str = "", place: str = HERE, page: str = PAGE, **address: str) -> AppTest:
        app = frame.at_the_menu(**({"as": "taskforce", "office": office} if office else {}))
        for key, value in ({"place": place, "quarter": "2026-Q3"} | address).items():
            app.query_params[key] = value
        app.switch_page(page).run()
        assert not app.exception
        return app

    yield open_it
    opened.house().engine.dispose()


def bring(app: AppTest, content: bytes) -> AppTest:
    """Upload a workbook."""
    uploader = app.file_uploader[0]
    uploader.upload("return.xlsx", content).run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    """Everything that is written on the page."""
    return "\n".join(each.value for each in (*app.markdown, *app.error, *app.warning, *app.info, *app.success))


def offers_to_file(app: AppTest) -> bool:
    return "submit_file" in [each.key for each in app.button]


def press(app: AppTest) -> AppTest:
    app.button(key="submit_file").click().run()
    assert not app.exception
    return app


def plain(table: Any) -> pd.DataFrame:
    """A table without what keeps letters from being Markdown."""
    return table.value.map(lambda cell: cell.replace("\\", ""))


def test_a_bad_workbook_is_corrected_filed_and_seen(open_page: Open, workbook: Callable[..., bytes]) -> None:
    app = bring(open_page(office=HERE), workbook(**{"PRT-02": "seven", "PRT-04": -1}))
    assert "can be filed: 2." in app.error[0].value
    assert "**3 Protection**" in said(app)
    cell = forms.cell(workbook(), "PRT-02")
    assert any(f"**{cell}**" in each.value and "seven" in each.value for each in app.markdown)
    assert not offers_to_file(app)

    bring(app, workbook(**{"PRT-02": 7}))
    assert "can be filed" in app.success[0].value
    rows = plain(app.table[0]).set_index("Indicator")
    assert rows.filter(like="PRT-02", axis=0)["This return"].tolist() == ["7"]
    press(app)

    receipt = app.success[0].value
    assert "TL01-2026-Q3-R1-" in receipt
    assert not offers_to_file(app)
    house = opened.house()
    values = released.level_values(
        house, MINISTRY, measures=["PRT-02"], quarter=forms.QUARTER, level=Level.DISTRICT
    ).set_index("place")
    assert (values.loc[HERE, "value"], values.loc[HERE, "status"]) == (7, "reported")
    assert values.loc[NEIGHBOUR, "status"] == "missing"
    assert "revision 1" in said(open_page(office=HERE))


def test_a_question_is_answered_before_anything_can_be_filed(open_page: Open, workbook: Callable[..., bytes]) -> None:
    app = bring(open_page(office=HERE), workbook(**{"PRT-02": None}))
    assert "can be filed: 1." in app.warning[0].value
    assert any("nobody can tell yet what is unusual" in each.value for each in app.caption)
    assert app.button(key="submit_file").disabled
    app.text_area(key="submit_answer_blank_cell").set_value("   ").run()
    assert app.button(key="submit_file").disabled
    app.text_area(key="submit_answer_blank_cell").set_value("The register was lost in July.").run()
    assert not app.button(key="submit_file").disabled
    press(app)
    assert "R1" in app.success[0].value


def test_a_correction_says_what_it_replaces_and_what_changes(open_page: Open, workbook: Callable[..., bytes]) -> None:
    app = press(bring(open_page(office=HERE), workbook(**{"PRT-02": 7})))
    first = app.success[0].value
    bring(app, workbook(**{"PRT-02": 9, "PRO-07": "TB"}))
    assert "replaces the return with the receipt TL01-2026-Q3-R1-" in said(app)
    assert "Cells changed: 2. Added: 0. Removed: 0." in said(app)
    [cell, _] = plain(app.table[0]).to_dict("records")
    assert list(cell.values())[1:] == ["7", "9"]
    assert f":gray[3 Protection {forms.cell(workbook(), 'PRT-02')} · Changed]" in cell["What it is"]
    row = plain(app.table[1]).set_index("Indicator").filter(like="PRT-02", axis=0).iloc[0]
    assert (row["This return"], row["Filed now"], row["Quarter before"]) == ("9", "7", "")
    told = plain(app.table[1]).set_index("Indicator")["This return"]
    assert told[[name for name in told.index if name.startswith("PRO-07")]].tolist() == ["TB (not applicable)"]
    press(app)
    assert "R2" in app.success[0].value
    assert app.success[0].value != first


def test_the_very_same_file_again_shows_its_receipt_and_changes_nothing(
    open_page: Open, workbook: Callable[..., bytes]
) -> None:
    content = workbook(**{"PRT-02": None})
    app = bring(open_page(office=HERE), content)
    app.text_area(key="submit_answer_blank_cell").set_value("The register was lost in July.").run()
    receipt = press(app).success[0].value
    bring(app, content)
    assert "filed before" in app.info[0].value
    assert receipt in [each.value for each in app.success]
    assert not offers_to_file(app)
    assert not app.text_area
    assert "revision 1" in said(open_page(office=HERE))


def test_the_receipt_counts_what_was_filed(open_page: Open, workbook: Callable[..., bytes]) -> None:
    content = workbook(**{"PRT-02": 7})
    receipt = press(bring(open_page(office=HERE), content)).success[0].value
    assert "centres: 0, lines of funding: 0" in receipt
    assert hashlib.sha256(content).hexdigest() in receipt
    assert "Ainaro, Quarter 3, 2026" in receipt


def test_who_has_not_seen_what_another_filed_is_told_before_replacing_it(
    open_page: Open, workbook: Callable[..., bytes]
) -> None:
    app = bring(open_page(office=HERE), workbook(**{"PRT-02": 9}))
    house = opened.house()
    other = receive.examine(workbook(**{"PRT-02": 7}), house=house)
    theirs = receive.file(other, house=house, by=MINISTRY)
    press(app)
    assert theirs.receipt in app.warning[0].value
    assert "nothing of yours was filed" in app.warning[0].value
    press(app)
    assert "R2" in app.success[0].value


def test_a_task_force_cannot_bring_the_workbook_of_another_district(
    open_page: Open, workbook: Callable[..., bytes]
) -> None:
    app = bring(open_page(office=HERE), workbook(NEIGHBOUR))
    assert app.error[0].value == "This workbook is for a municipality that you may not file for."
    assert not offers_to_file(app)


def test_a_task_force_is_offered_its_own_district_whatever_the_address_says(open_page: Open) -> None:
    app = open_page(office=HERE, place=NEIGHBOUR)
    assert app.selectbox(key="place").options == ["Ainaro (TL01)"]


def test_the_ministry_brings_the_workbook_of_the_district_that_it_chose(
    open_page: Open, workbook: Callable[..., bytes]
) -> None:
    app = open_page(place=NEIGHBOUR)
    assert len(app.selectbox(key="place").options) == 14
    bring(app, workbook(HERE))
    assert "This is the workbook of Ainaro, not of Aileu" in said(app)
    assert not offers_to_file(app)


def test_what_is_no_workbook_is_one_sentence(open_page: Open) -> None:
    app = bring(open_page(office=HERE), b"\x89PNG\r\n\x1a\n")
    assert "This is not an Excel workbook" in said(app)
    assert "**The whole workbook**" in said(app)


def test_what_a_workbook_says_is_shown_and_never_run(open_page: Open, workbook: Callable[..., bytes]) -> None:
    app = bring(open_page(office=HERE), workbook(**{"PRT-02": "[a](javascript:b) **c** $d$ :red[e]"}))
    shown = next(each.value for each in app.markdown if "javascript" in each.value)
    assert r"\[a\]\(javascript\:b\)" in shown
    assert r"\*\*c\*\*" in shown


def test_the_workbook_is_offered_by_an_address_for_this_visitor_alone(open_page: Open) -> None:
    app = open_page(office=HERE, lang="id")
    [button] = app.get("link_button")
    address = urlsplit(button.proto.url)
    assert address.path == "/download/template.xlsx"
    wanted = links.read(opened.house(), "template.xlsx", parse_qs(address.query)["token"][0])
    assert wanted.parameters == {"place": HERE, "quarter": "2026-Q3", "language": "id"}
    assert wanted.visitor.places == {HERE}


def test_the_light_page_is_offered_for_the_same_district_and_quarter(open_page: Open) -> None:
    app = open_page(office=HERE, lang="id")
    [link] = [each.value for each in app.caption if "(/send?" in each.value]
    asked = parse_qs(urlsplit(link[link.index("(") + 1 : -1]).query)
    wanted = {"as": ["taskforce"], "office": [HERE], "place": [HERE], "quarter": ["2026-Q3"], "lang": ["id"]}
    assert asked == wanted


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("office", ["", HERE])
def test_on_an_empty_demo_the_page_stands_ready(open_page: Open, office: str, language: str) -> None:
    app = open_page(office=office, lang=language)
    assert app.file_uploader
    assert app.title[0].value


def test_nothing_to_report_is_said_in_one_click_and_a_confirmation(open_page: Open) -> None:
    app = open_page(office=HERE)
    app.button(key="submit_nil_button").click().run()
    assert "nothing happened of what Lima asks about" in said(app)
    assert "is not set to 0" in said(app)
    assert not app.file_uploader
    app.button(key="submit_nil_back").click().run()
    assert app.file_uploader
    assert "No return of Ainaro" in said(app)

    app.button(key="submit_nil_button").click().run()
    app.button(key="submit_nil_file").click().run()
    assert not app.exception
    assert "TL01-2026-Q3-R1-" in app.success[0].value
    assert app.file_uploader
    assert "submit_nil_button" not in [each.key for each in app.button]
    values = released.level_values(
        opened.house(), MINISTRY, measures=["PRT-02", "POL-05"], quarter=forms.QUARTER, level=Level.DISTRICT
    )
    here = values[values["place"] == HERE].set_index("measure")
    assert (here.loc["PRT-02", "value"], here.loc["PRT-02", "status"]) == (0, "nil")
    assert here.loc["POL-05", "status"] == "missing"


def test_nothing_to_report_in_place_of_a_return_says_so_first(open_page: Open, workbook: Callable[..., bytes]) -> None:
    app = press(bring(open_page(office=HERE), workbook()))
    app.button(key="submit_nil_button").click().run()
    assert "would be replaced" in app.warning[0].value
    house = opened.house()
    meanwhile = receive.examine(workbook(**{"PRT-02": 7}), house=house)
    theirs = receive.file(meanwhile, house=house, by=MINISTRY)
    app.button(key="submit_nil_file").click().run()
    assert theirs.receipt in "".join(each.value for each in app.warning)
    app.button(key="submit_nil_file").click().run()
    assert "TL01-2026-Q3-R3-" in app.success[0].value


def test_a_centre_without_numbers_is_asked_about_before_nothing_is_reported(
    open_page: Open, workbook: Callable[..., bytes]
) -> None:
    before = receive.examine(workbook(), house=opened.house())
    with_centre = replace(
        before, quarter=forms.QUARTER - 1, facility_rows=(small_world.facility("House of the tests"),)
    )
    receive.file(with_centre, house=opened.house(), by=MINISTRY)
    app = open_page(office=HERE)
    app.button(key="submit_nil_button").click().run()
    assert app.button(key="submit_nil_file").disabled
    app.text_area(key="submit_answer_centre_blank").set_value("The house is closed for repairs.").run()
    app.button(key="submit_nil_file").click().run()
    assert "TL01-2026-Q3-R1-" in app.success[0].value
